"""JSON Schema (2020-12) of the request body, generated from the models that validate it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from wizard.connectors import Connector, load
from wizard.connectors.catalog import all_types
from wizard.forms import Form

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_FREQUENCY: Final = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]}


def schema(connector: Connector) -> dict[str, Any]:
    """Return the schema of the whole request body of one type."""
    bodies, definitions = _bodies([connector])
    return {"$schema": DIALECT, **bodies[0], "$defs": definitions}


def schema_of_all() -> dict[str, Any]:
    """Return one schema for the bodies of all types, in which ``type`` selects the variant."""
    bodies, definitions = _bodies(load(about.type) for about in all_types())
    return {
        "$schema": DIALECT,
        "title": "A request to create a connector",
        "oneOf": bodies,
        "$defs": definitions,
    }


def _bodies(connectors: Iterable[Connector]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return each type's body, and the definitions they share."""
    chosen = list(connectors)
    adapters: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = []
    for item in chosen:
        adapters.append((f"{item.about.type} config", "validation", TypeAdapter(item.config)))
        adapters.append((f"{item.about.type} cred", "validation", TypeAdapter(item.credential)))
    made, shared = TypeAdapter.json_schemas(adapters, schema_generator=_Generator)
    bodies = [
        _body(
            item,
            made[(f"{item.about.type} config", "validation")],
            made[(f"{item.about.type} cred", "validation")],
        )
        for item in chosen
    ]
    return bodies, shared.get("$defs", {})


def _body(connector: Connector, config: Any, credentials: Any) -> dict[str, Any]:
    about = connector.about
    return {
        "title": about.label,
        "description": about.summary,
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 1, "description": "The connector's name."},
            "type": {"const": about.type},
            "config": config,
            "credential": {
                "type": "object",
                "properties": {"credentials": credentials},
                "required": ["credentials"],
                "additionalProperties": False,
            },
            "refresh_freq": {
                **_FREQUENCY,
                "description": "Seconds between updates. null: index once.",
            },
            "prune_freq": {
                **_FREQUENCY,
                "description": "Seconds between prunings. null: never prune.",
            },
        },
        "required": ["name", "type", "config", "credential"],
        "additionalProperties": False,
    }


class _Generator(GenerateJsonSchema):
    """Adds to each model's fields the labels and help that forms show for them."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        properties = made.get("properties", {})
        shape = Form.from_model(schema["cls"]).shape
        made["title"] = shape.title
        for field in shape.fields:
            found = properties.get(field.key)
            if found is not None:
                found["title"] = field.label
                if field.help:
                    found["description"] = field.help
        return made
