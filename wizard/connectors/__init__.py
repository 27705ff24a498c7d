"""The connector catalog: 51 types, a lightweight index, and the models of the chosen type.

``wizard.connectors.catalog`` lists and finds types without loading any; ``load`` imports one.
"""

from __future__ import annotations

from functools import cache

from wizard.connectors import catalog
from wizard.connectors.catalog import UnknownConnectorType
from wizard.connectors.metadata import ConnectorInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wizard.connectors.catalog import Server
    from wizard.connectors.connector import Connector, Example

__all__ = [
    "Connector",
    "ConnectorInfo",
    "Example",
    "UnknownConnectorType",
    "load",
    "load_cataloged",
    "use_server",
]


@cache
def load_cataloged(type_name: str) -> Connector:
    """Load a type of the catalog with its models; raises UnknownConnectorType.

    Imports only this type's module, whose models are built on first use.
    """
    from importlib import import_module

    from wizard.connectors.connector import Connector

    about, name = catalog.entry(type_name)
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


@cache
def load(type_name: str) -> Connector:
    """Load a type with its models, completed by the server's schema if one is in use.

    Raises UnknownConnectorType.
    """
    server = catalog.server()
    about, module = catalog.entry(type_name)
    if server is None:
        return load_cataloged(type_name)
    return server.completed(load_cataloged(type_name)) if module else server.connector(about)


def use_server(server: Server | None, problem: str = "") -> None:
    """Put the types of a server over the catalog from now on, or no longer.

    problem: as for ``catalog.use_server``.
    """
    catalog.use_server(server, problem)
    load.cache_clear()
    load_cataloged.cache_clear()


def __getattr__(name: str) -> Any:
    # Not needed to list the types.
    if name not in ("Connector", "Example"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from wizard.connectors import connector

    return getattr(connector, name)
