"""One module for each type of connector.

To add a type, copy the module that is most like it and change what it says.
Nothing else needs to be told: the index reads this folder. Modules whose name
begins with ``_`` hold what several types share.
"""
