"""The catalogue: 51 types, a light index of them, and the models of the one that is chosen.

``wizard.connectors.index`` lists and finds types without loading any; ``load`` brings in one.
"""

from __future__ import annotations

from importlib import import_module

from wizard.connectors import index
from wizard.connectors.about import About
from wizard.connectors.connector import Connector, Example
from wizard.connectors.index import UnknownType

__all__ = ["About", "Connector", "Example", "UnknownType", "load"]


def load(type: str) -> Connector:
    """The connector of a type, its models included; raises ``UnknownType``.

    Only this type's module is imported, and its models are built when first used.
    """
    about, name = index.entry(type)
    module = import_module(f"wizard.connectors.types.{name}")
    return Connector(
        about=about,
        config=module.CONFIG,
        credential=module.CREDENTIAL,
        minimal=module.MINIMAL,
        full=module.FULL,
        more=getattr(module, "MORE", ()),
        method_follows=getattr(module, "METHOD_FOLLOWS", None),
    )
