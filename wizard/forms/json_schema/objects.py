"""Objects of a JSON Schema: the base of their models."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Set
from typing import Any, ClassVar, ForwardRef, NamedTuple, get_args

import pydantic
from pydantic import BaseModel, model_validator

from wizard.forms.annotations import take_apart
from wizard.forms.ui import When, fields_error


class Condition(NamedTuple):
    """Which keys an object needs once it has a certain one, or a certain value of it."""

    field: str
    when: When | None
    names: tuple[str, ...]


class SchemaObject(BaseModel):
    """The base of the objects of a schema."""

    always: ClassVar[frozenset[str]] = frozenset()
    """The names of the fields whose defaults belong to the result."""
    conditions: ClassVar[tuple[Condition, ...]] = ()

    @model_validator(mode="after")
    def _complete(self) -> SchemaObject:
        self.__pydantic_fields_set__.update(self.always)
        keys = {info.alias or name: name for name, info in type(self).model_fields.items()}
        for field, when, names in self.conditions:
            given = field in keys and keys[field] in self.model_fields_set
            if given and (when is None or when.holds(self.__dict__.get(keys[field]))):
                for name in names:
                    if name in keys and keys[name] not in self.model_fields_set:
                        raise fields_error("Fill this in.", name)
        return self


def is_none(value: Any) -> bool:
    """Return whether ``value`` is None, which leaves a field out of the result."""
    return value is None


def class_name(name: str) -> str:
    """Return a name that a class may have."""
    return re.sub(r"\W+", "_", name).strip("_") or "Value"


def python_names(keys: Collection[str]) -> dict[str, str]:
    """Return a name for each key that a field may have, and that no other one has."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        name = re.sub(r"\W", "_", key).lstrip("_") or "field"
        name = f"field_{name}" if not name.isidentifier() else name
        while (
            name in taken
            or (name != key and name in keys)
            or hasattr(SchemaObject, name)
            or keyword.iskeyword(name)
        ):
            name += "_"
        names[key] = name
        taken.add(name)
    return names


def leads_back(annotation: Any) -> bool:
    """Return whether a value may hold one of the schemas around it; a default has no end then."""
    return isinstance(annotation, ForwardRef) or any(map(leads_back, get_args(annotation)))


def has_end(model: type[BaseModel], ended: Set[Any]) -> bool:
    """Return whether values of a model end, given which other models have values that do."""
    required = (info for info in model.model_fields.values() if info.is_required())
    return all(_is_finite(info.annotation, ended) for info in required)


def _is_finite(annotation: Any, ended: Set[Any]) -> bool:
    a = take_apart(annotation)
    if a.nullable:
        return True
    if a.members:
        return any(_is_finite(member, ended) for member in a.members)
    if a.origin in (tuple, pydantic.Secret):
        return all(_is_finite(argument, ended) for argument in a.args)
    return a.type in ended or not a.is_class(BaseModel)
