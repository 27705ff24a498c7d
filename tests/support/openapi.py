"""OpenAPI documents of a server that creates sources, as frameworks and people write them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from wizard.api.base_url import CREATE_PATH
from wizard.connectors.server_schema.openapi import read_endpoint
from wizard.connectors.server_schema.reading import schema_of
from wizard.connectors.server_schema.schema import ServerSchema

REF = "#/components/schemas/"
READ_AT = datetime(2024, 11, 29, 12, tzinfo=UTC)
HOST = "api.example.com"

ACME: dict[str, Any] = {
    "AcmeConfig": {
        "type": "object",
        "properties": {
            "site": {"type": "string", "format": "uri", "title": "Site"},
            "pages": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["site"],
    },
    "AcmeToken": {
        "type": "object",
        "properties": {"token": {"type": "string"}, "user_email": {"type": "string"}},
        "required": ["token"],
    },
}
"""What a server has for a type that the catalog does not know."""


def refs(*names: str) -> list[dict[str, Any]]:
    """References to schemas of the document."""
    return [{"$ref": f"{REF}{name}"} for name in names]


def body(
    types: list[str], config: Any = None, credentials: Any = None, **more: Any
) -> dict[str, Any]:
    """The schema of a request for some types; without ``config``, it is any object."""
    return {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "type": {"enum": types, "type": "string"},
            "config": config or {"type": "object"},
            "credential": {
                "type": "object",
                "properties": {"credentials": credentials or {"type": "object"}},
            },
            **more,
        },
    }


def document(schema: Any, schemas: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A whole document whose endpoint takes ``schema``."""
    content = {"application/json": {"schema": schema}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "An API", "version": "1"},
        "paths": {CREATE_PATH: {"post": {"requestBody": {"content": content}, "responses": {}}}},
        "components": {"schemas": schemas or {}},
        **more,
    }


def acme_document() -> dict[str, Any]:
    """A document with one type that the catalog does not know."""
    return document(body(["acme"], *refs("AcmeConfig", "AcmeToken")), ACME)


def read(value: Any) -> ServerSchema:
    """What is kept of a document. Raises SchemaError."""
    endpoint = read_endpoint(value, CREATE_PATH)
    return schema_of(endpoint, host=HOST, source="openapi.json", read_at=READ_AT)
