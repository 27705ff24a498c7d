"""Object types: classes with named fields, and what pydantic knows about those fields."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, RootModel
from pydantic.fields import FieldInfo


def is_object_type(kind: Any) -> bool:
    """Return whether ``kind`` is a model, a dataclass, a TypedDict or a named tuple."""
    if not isinstance(kind, type):
        return False
    if issubclass(kind, BaseModel):
        return not issubclass(kind, RootModel)
    named = _is_typed_dict(kind) or dataclasses.is_dataclass(kind) or _is_named_tuple(kind)
    return named and fields_of(kind) != {}


def _is_typed_dict(kind: type) -> bool:
    # The same test as in those modules; typing's function does not recognise typing_extensions.
    return issubclass(kind, dict) and hasattr(kind, "__required_keys__")


def _is_named_tuple(kind: type) -> bool:
    return issubclass(kind, tuple) and hasattr(kind, "_field_defaults")


def fields_of(kind: Any) -> Mapping[str, FieldInfo]:
    """Return the fields of an object type by name, in order."""
    if kind is BaseModel:
        return {}
    if issubclass(kind, BaseModel):
        if not kind.__pydantic_fields_complete__:  # a name in an annotation was not known yet
            kind.model_rebuild(raise_errors=False)
        models: Mapping[str, FieldInfo] = kind.model_fields
        return models
    found: Mapping[str, FieldInfo] = _declared(kind)
    return found


@cache
def _declared(kind: Any) -> dict[str, FieldInfo]:
    """Return the fields of a class that is not a model; empty if its annotations cannot be read."""
    own = getattr(kind, "__pydantic_fields__", None)
    if isinstance(own, dict):
        return {name: info for name, info in own.items() if info.init is not False}
    try:
        hints = typing.get_type_hints(kind, include_extras=True)
    except (NameError, TypeError):
        return {}
    if _is_typed_dict(kind):
        return {name: _typed_dict_field(kind, name, hint) for name, hint in hints.items()}
    if dataclasses.is_dataclass(kind):
        given = [item for item in dataclasses.fields(kind) if item.init]
        return {
            item.name: FieldInfo.from_annotated_attribute(hints[item.name], item) for item in given
        }
    defaults: dict[str, Any] = getattr(kind, "_field_defaults", {})
    return {
        name: FieldInfo.from_annotated_attribute(hints.get(name, Any), defaults[name])
        if name in defaults
        else FieldInfo.from_annotation(hints.get(name, Any))
        for name in getattr(kind, "_fields", ())
    }


def _typed_dict_field(kind: Any, name: str, hint: Any) -> FieldInfo:
    info = FieldInfo.from_annotation(hint)
    if name not in kind.__required_keys__:
        info.default_factory = _nothing
    return info


def _nothing() -> Any:
    """The default factory of an optional key, which has no default."""
    raise LookupError


def config_of(kind: type) -> ConfigDict | None:
    """Return the configuration that applies to the fields of an object type."""
    name = "model_config" if issubclass(kind, BaseModel) else "__pydantic_config__"
    return getattr(kind, name, None) or None


def title_of(kind: type) -> str:
    """Return the title given by the author; empty if there is none."""
    return (config_of(kind) or {}).get("title") or ""


def doc_of(kind: type) -> str:
    """Return the author's docstring, but not Python's generated one, which repeats the fields."""
    text = kind.__doc__ or ""
    return "" if text.startswith(f"{kind.__name__}(") else text


def values_of(kind: type, value: Any) -> Mapping[Any, Any] | None:
    """Return an object's values for fields and unknown keys; None if ``value`` is not an object."""
    if isinstance(value, Mapping):
        return value
    if _is_typed_dict(kind) or not isinstance(value, kind):
        return None
    if isinstance(value, BaseModel):
        own = vars(value)  # reading a deprecated field as an attribute would warn
        names = (name for name in value.model_fields_set if name in own)
        return {**{name: own[name] for name in names}, **(value.model_extra or {})}
    return {name: getattr(value, name) for name in fields_of(kind) if hasattr(value, name)}
