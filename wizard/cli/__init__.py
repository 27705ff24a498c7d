"""The command line: arguments, output streams and exit codes.

Importing this package is cheap.
"""
