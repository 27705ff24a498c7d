"""Models from the server's schema: of whole types, and of fields that the catalog lacks."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, create_model
from pydantic.fields import FieldInfo

from wizard.connectors.connector import Connector, Example
from wizard.connectors.fields import Config, Credential, NoConfig, NoCredential
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.server_schema.drift import FEWER, KIND, RENAMED, Difference, quoted_name
from wizard.connectors.server_schema.schema import GROUP, Node, ServerSchema
from wizard.forms import SchemaError, SecretExtra, Ui
from wizard.forms.json_schema import annotation_of
from wizard.forms.json_schema.document import Document, listed, table

_NOTHING = Example({}, {})


class FreeConfig(Config):
    """The server's schema names no fields here. Keys can be added as JSON."""


class FreeCredential(Credential):
    """The server's schema names no fields here. Keys can be added as JSON."""


def connector_from(schema: ServerSchema, about: ConnectorInfo) -> Connector:
    """Return a type that only the server has."""
    parts = schema.types[about.type].parts
    config = _models(schema, "config", parts.get("config"), NoConfig, FreeConfig)
    credential = _models(
        schema, "credentials", parts.get("credentials"), NoCredential, FreeCredential
    )
    return Connector(
        about=about, config=config, credential=credential, minimal=_NOTHING, full=_NOTHING
    )


def completed(schema: ServerSchema, connector: Connector) -> Connector:
    """Return a type of the catalog with the fields that only the server has.

    What the server does not have stays, and warns when it is filled in.
    """
    item = schema.types.get(connector.about.type)
    if item is None or not item.differences:
        return connector
    return replace(
        connector,
        config=_completed(schema, "config", connector, connector.config),
        credential=_completed(schema, "credentials", connector, connector.credential),
    )


# --- Whole types -------------------------------------------------------------------------------


def _models(
    schema: ServerSchema, part: str, nodes: tuple[Node, ...] | None, nothing: Any, free: Any
) -> Any:
    """Return the model of a part, or the union of its models.

    nothing: if it has no fields. free: if its fields are not known, or no form can show them.
    """
    definitions = dict(schema.definitions[part])
    try:
        document = Document({"$defs": definitions})
        filled = [node for node in nodes or () if document.flat(node).get("properties") != {}]
        if not filled:
            return free if nodes is None else nothing
        found = annotation_of({"anyOf": filled, "$defs": definitions})
    except SchemaError:
        return free
    members = get_args(found) if get_origin(found) is Union else (found,)
    if not all(isinstance(one, type) and issubclass(one, BaseModel) for one in members):
        return free
    if part == "credentials":
        members = tuple(map(_with_secret_extra, members))
    return Union[tuple(members)]  # noqa: UP007


def _with_secret_extra(model: type[BaseModel]) -> type[BaseModel]:
    """Return a model that takes texts under keys that it does not know for secrets."""
    if model.model_config.get("extra") != "allow" or "__pydantic_extra__" in model.__annotations__:
        return model
    return type(model.__name__, (SecretExtra, model), {"__doc__": model.__doc__})


# --- Fields ------------------------------------------------------------------------------------


def _completed(schema: ServerSchema, part: str, connector: Connector, annotation: Any) -> Any:
    item = schema.types[connector.about.type]
    differences = [found for found in item.differences if found.part == part]
    nodes = item.parts.get(part)
    if not differences or nodes is None:
        return annotation
    classes = list(_classes(annotation))
    known = {key for model in classes for key in _keys(model)}
    added: dict[Any, dict[str, tuple[Any, Any]]] = {model: {} for model in classes}
    for node in nodes:
        fields = _fields(schema, part, node)
        new = {name: field for name, field in fields.items() if field[1].alias not in known}
        keys = {info.alias for _, info in fields.values()}
        # Where both have several ways, the most similar one is meant.
        nearest = max(classes, key=lambda model: len(_keys(model) & keys))
        for model in classes if len(nodes) == 1 else [nearest]:
            added[model] |= new
    warnings = {found.field: _warning(found, schema.day) for found in differences}
    changed = {model: _changed(model, added[model], warnings) for model in classes}
    return _replaced(annotation, changed)


def _warning(found: Difference, day: str) -> str:
    there = f"in your server's schema of {day}"
    if found.kind == FEWER:
        return f"This isn't {there}. It's sent anyway."
    if found.kind == RENAMED:
        name = quoted_name(found.new)
        return f"This isn't {there}. You may mean {name} (a guess). It's sent anyway."
    return f"This is {found.server} {there}." if found.kind == KIND else ""


def _keys(model: type[BaseModel]) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items()}


def _fields(schema: ServerSchema, part: str, node: Node) -> dict[str, tuple[Any, FieldInfo]]:
    """Return the fields of a member, for a class of the catalog."""
    definitions = dict(schema.definitions[part])
    try:
        flat = Document({"$defs": definitions}).flat(node)
        properties = dict(table(flat.get("properties")))
        required = listed(flat.get("required"))
        model = annotation_of(
            {
                "type": "object",
                "properties": properties,
                "required": required,
                "$defs": definitions,
            }
        )
    except SchemaError:
        return {}
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return {}
    return {
        name: (Annotated[info.annotation, Ui(group=GROUP)], info)
        for name, info in model.model_fields.items()
    }


def _changed(
    model: type[BaseModel], added: dict[str, tuple[Any, Any]], warnings: Mapping[str, str]
) -> type[BaseModel]:
    """Return a class with more fields, and with warnings at those that differ."""
    own = model.model_fields
    fields = {name: field for name, field in added.items() if name not in own}
    for name, info in own.items():
        if words := warnings.get(info.alias or name):
            info = copy.copy(info)
            info.metadata = [*info.metadata, Ui(warn=partial(_say, words))]
            fields[name] = (info.annotation, info)
    if not fields:
        return model
    made: Any = create_model  # whose types do not know fields that come as a mapping
    found: type[BaseModel] = made(
        model.__name__, __base__=model, __doc__=model.__doc__, __module__=model.__module__, **fields
    )
    return found


def _say(words: str, _: str) -> str:
    return words


# --- Annotations -------------------------------------------------------------------------------


def _classes(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the classes of a model, or of a union of them inside ``Annotated``."""
    if isinstance(annotation, type):
        yield annotation
        return
    arguments = get_args(annotation)
    for argument in arguments[:1] if get_origin(annotation) is Annotated else arguments:
        yield from _classes(argument)


def _replaced(annotation: Any, changed: Mapping[Any, Any]) -> Any:
    """Return an annotation with other classes in it."""
    if isinstance(annotation, type):
        return changed.get(annotation, annotation)
    arguments = get_args(annotation)
    if get_origin(annotation) is Annotated:
        return Annotated[_replaced(arguments[0], changed), *arguments[1:]]
    return Union[tuple(_replaced(argument, changed) for argument in arguments)]  # noqa: UP007
