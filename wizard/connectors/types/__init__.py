"""One module for each type of connector.

To add a type, copy the module that is most like it and change what it says. Its check is a module
of the same name in ``wizard.connectors.checks``, and what its vendor answers one in
``wizard.sandbox.vendors``. Modules whose name begins with ``_`` hold what several types share.
"""
