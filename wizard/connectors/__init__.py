"""The connector catalogue: 51 types, a lightweight index, and the models of the chosen type.

``wizard.connectors.registry`` lists and finds types without loading any; ``load`` imports one.
"""

from __future__ import annotations

from functools import cache

from wizard.connectors import registry
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.registry import UnknownConnectorType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wizard.connectors.connector import Connector, Example

__all__ = ["Connector", "ConnectorInfo", "Example", "UnknownConnectorType", "load"]


@cache
def load(type_name: str) -> Connector:
    """Load the connector of a type with its models; raises UnknownConnectorType.

    Imports only this type's module, whose models are built on first use.
    """
    from importlib import import_module

    from wizard.connectors.connector import Connector

    about, name = registry.entry(type_name)
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


def __getattr__(name: str) -> Any:
    # Not needed to list the types.
    if name not in ("Connector", "Example"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from wizard.connectors import connector

    return getattr(connector, name)
