"""How the credential of each type is tested at its source, and what can be picked there.

One module for each type, named as its module in ``wizard.connectors.types``; none is loaded before
somebody asks for a test or a list.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from wizard.connectors import catalog
from wizard.connectors.checks.declarations import NoCheck, SourceAccess

_ONLY_AT_THE_SERVER = "Only your server's schema has this type, and it doesn't say how to test it."


@cache
def load_access(type_name: str) -> SourceAccess:
    """Load what a type declares about its source. Raises UnknownConnectorType."""
    _, module_name = catalog.entry(type_name)
    if not module_name:
        return SourceAccess(NoCheck(_ONLY_AT_THE_SERVER), ())
    module = import_module(f"{__name__}.{module_name}")
    return SourceAccess(module.CHECK, getattr(module, "PICKS", ()))
