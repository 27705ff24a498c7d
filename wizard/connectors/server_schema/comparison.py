"""Compares the types of a server with the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import TypeAdapter

from wizard import __version__
from wizard.connectors import Connector, catalog, load_cataloged
from wizard.connectors.server_schema.drift import MORE_TYPES, Difference, compare
from wizard.connectors.server_schema.facts import FieldFacts
from wizard.connectors.server_schema.fields import fields_of
from wizard.connectors.server_schema.openapi import Member, members
from wizard.connectors.server_schema.schema import PARTS, ServerSchema, TypeSchema
from wizard.forms.json_schema.document import Document, Node

_MAX_MERGES: Final = 200_000


def compared(schema: ServerSchema) -> ServerSchema:
    """Return a schema with its differences from the catalog. Raises SchemaError."""
    here = catalog.cataloged()
    documents = {part: _document(schema.definitions[part]) for part in PARTS}
    types = {}
    for name, item in schema.types.items():
        if name not in here:
            types[name] = replace(item, differences=(Difference(MORE_TYPES, name),))
            continue
        found: list[Difference] = []
        parts = dict(item.parts)
        for part, nodes in item.parts.items():
            ours = fields_here(load_cataloged(name), part)
            if nodes is not None:
                found += compare(name, part, ours, _fields(documents[part], nodes))
            elif not ours:
                parts[part] = ()  # there is nothing to say
        types[name] = TypeSchema(parts, tuple(found))
    missing = tuple(name for name in here if name not in types)
    return replace(schema, types=types, missing=missing, version=__version__)


def fields_here(connector: Connector, part: str) -> dict[str, FieldFacts]:
    """Return the fields that the catalog has for a part of a type, as they are sent."""
    annotation: Any = connector.config if part == "config" else connector.credential
    document = Document(TypeAdapter(annotation).json_schema())
    return fields_of(document, members(document, document.root))


def _fields(document: Document, nodes: Iterable[Node]) -> dict[str, FieldFacts]:
    return fields_of(document, [Member(node) for node in nodes])


def _document(definitions: Mapping[str, Node]) -> Document:
    return Document({"$defs": dict(definitions)}, max_merges=_MAX_MERGES)
