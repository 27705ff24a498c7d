"""A terminal wizard that creates Clarm connectors."""

__version__ = "0.1.0"
