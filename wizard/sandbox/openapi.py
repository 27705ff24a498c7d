"""The sandbox's own OpenAPI document, made of the models that it validates with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from wizard.api.base_url import COOKIE, CREATE_PATH
from wizard.sandbox.validation import Catalogue, envelope, members

_REF: Final = "#/components/schemas/"


def document(app: FastAPI, catalogue: Catalogue) -> dict[str, Any]:
    """Return FastAPI's document of the routes, with the typed body that the endpoint checks."""
    found = get_openapi(title=app.title, version="1", routes=app.routes)
    components = found.setdefault("components", {})
    cookie = {"type": "apiKey", "in": "cookie", "name": COOKIE}
    components["securitySchemes"] = {"APIKeyCookie": cookie}
    components.setdefault("schemas", {}).update(_schemas(catalogue))
    operation = found["paths"][CREATE_PATH]["post"]
    operation["security"] = [{"APIKeyCookie": []}]
    operation["requestBody"] = {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": f"{_REF}CreateSourceRequest"}}},
    }
    return found


def _schemas(catalogue: Catalogue) -> dict[str, Any]:
    """Return the body, and each type's models under names that begin with their type."""
    configs, credentials = (
        {
            _class_name(type_name, model): model
            for type_name in catalogue.types()
            for model in members(catalogue.models(type_name)[part])
        }
        for part in (0, 1)
    )
    adapters: list[tuple[str, JsonSchemaMode, TypeAdapter[Any]]] = [
        (name, "validation", TypeAdapter(model)) for name, model in (configs | credentials).items()
    ]
    made, shared = TypeAdapter.json_schemas(adapters, ref_template=f"{_REF}{{model}}")
    definitions = shared.get("$defs", {})
    of_types = {
        name: {**definitions[schema["$ref"].removeprefix(_REF)], "title": name}
        for (name, _), schema in made.items()
    }
    whole = {schema["$ref"].removeprefix(_REF) for schema in made.values()}
    parts = {name: schema for name, schema in definitions.items() if name not in whole}
    return parts | of_types | {"CreateSourceRequest": _body(catalogue, configs, credentials)}


def _body(
    catalogue: Catalogue, configs: Iterable[str], credentials: Iterable[str]
) -> dict[str, Any]:
    found = envelope(catalogue.types()).model_json_schema(ref_template=f"{_REF}{{model}}")
    found.pop("$defs", None)
    found["properties"]["config"] = _any_of(configs)
    found["properties"]["credential"] = {
        "type": "object",
        "properties": {"credentials": _any_of(credentials)},
        "required": ["credentials"],
    }
    return found


def _any_of(names: Iterable[str]) -> dict[str, Any]:
    return {"anyOf": [{"$ref": f"{_REF}{name}"} for name in names]}


def _class_name(type_name: str, model: type[BaseModel]) -> str:
    start = "".join(word[:1].upper() + word[1:] for word in type_name.split("_"))
    name = model.__name__
    return name if name.startswith(start) else f"{start}{name}"
