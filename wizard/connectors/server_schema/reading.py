"""Makes of an OpenAPI document what is kept of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wizard.connectors import catalog, load_cataloged
from wizard.connectors.server_schema.bundle import Bundle
from wizard.connectors.server_schema.comparison import compared, fields_here
from wizard.connectors.server_schema.matching import match
from wizard.connectors.server_schema.openapi import Endpoint
from wizard.connectors.server_schema.schema import PARTS, Node, ServerSchema, TypeSchema
from wizard.forms import SchemaError


def schema_of(endpoint: Endpoint, *, host: str, source: str, read_at: datetime) -> ServerSchema:
    """Return the types of a document, compared with the catalog. Raises SchemaError."""
    bundles = {part: Bundle(endpoint.document, secrets=part == "credentials") for part in PARTS}
    found: dict[str, dict[str, list[Node]]] = {name: {} for name in endpoint.types}
    try:
        for body in endpoint.bodies:
            for part in PARTS:
                matched = match(endpoint.document, body, part, _known_fields(part))
                for name, members in matched.items():
                    nodes = [bundles[part].add(member.node) for member in members]
                    found[name].setdefault(part, []).extend(nodes)
    except RecursionError:
        raise SchemaError("It's nested too deeply.") from None
    types = {
        name: TypeSchema({part: _members(parts, part) for part in PARTS})
        for name, parts in found.items()
    }
    definitions = {part: bundle.definitions for part, bundle in bundles.items()}
    return compared(ServerSchema(host, source, read_at, types, definitions))


def _members(parts: dict[str, list[Node]], part: str) -> tuple[Node, ...] | None:
    return tuple(parts[part]) if part in parts else None


def _known_fields(part: str) -> Any:
    def known_fields(type_name: str) -> frozenset[str]:
        if type_name not in catalog.cataloged():
            return frozenset()
        return frozenset(fields_here(load_cataloged(type_name), part))

    return known_fields
