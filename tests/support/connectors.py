"""Reading types the way the rest of the program does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from wizard.connectors import Connector, Example, load
from wizard.connectors.catalog import all_types
from wizard.forms import Secret
from wizard.forms.annotations import take_apart

CONNECTORS: tuple[Connector, ...] = tuple(load(about.type) for about in all_types())
EXAMPLES: list[tuple[Connector, Example]] = [
    (connector, example) for connector in CONNECTORS for example in connector.examples
]


def members(spec: Any) -> list[type[BaseModel]]:
    """The models that a ``CONFIG`` or ``CREDENTIAL`` chooses among, or its only one."""
    found = take_apart(spec)
    return list(found.members) or [found.type]


def secret_fields(member: type[BaseModel]) -> list[str]:
    """The names of its fields that hold a secret."""
    return [
        name
        for name, info in member.model_fields.items()
        if take_apart(info.annotation, tuple(info.metadata)).type is Secret
    ]


def pick(spec: Any, data: Mapping[str, Any]) -> BaseModel:
    """The first member that takes ``data`` whole."""
    for member in members(spec):
        try:
            model = member.model_validate(data)
        except ValidationError:
            continue
        if not model.model_extra:
            return model
    return members(spec)[0].model_validate(data)


def parts(connector: Connector, example: Example) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """What an example says of each half of a type: its specification and the data."""
    yield connector.config, example.config
    yield connector.credential, example.credentials


def all_members() -> dict[str, tuple[type[BaseModel], dict[str, Any]]]:
    """Each member of each type by name, with an example of it: the fullest there is."""
    found: dict[str, tuple[type[BaseModel], dict[str, Any]]] = {}
    for connector, example in EXAMPLES:
        for spec, data in parts(connector, example):
            member = type(pick(spec, data))
            name = f"{connector.about.type}.{member.__name__}"
            if name not in found or len(data) > len(found[name][1]):
                found[name] = (member, dict(data))
    return found


def revealed(value: Any) -> Any:
    """A copy of ``value`` with every secret shown."""
    if isinstance(value, Secret):
        return value.get_secret_value()
    if isinstance(value, Mapping):
        return {key: revealed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [revealed(item) for item in value]
    return value
