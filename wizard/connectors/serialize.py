"""Serialises models for the API: exact names, JSON types, and only intended values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, Literal, get_origin

import pydantic
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from wizard.connectors.fields import AlwaysSent, CommaSeparated, OnlyWhenChanged
from wizard.forms import Secret, as_secrets


def to_wire(model: BaseModel) -> dict[str, Any]:
    """Return the object to send for ``model``: plain JSON values, but secrets stay ``Secret``.

    Sends constants, required fields, fields marked ``AlwaysSent``, and every other field that was
    given a value. Omits null and empty values that are not required, which mean the same as
    absence, and fields marked ``OnlyWhenChanged`` that still have their default. Unknown keys
    follow unchanged.
    """
    values = {
        field.alias or name: _wire(getattr(model, name), field)
        for name, field in type(model).model_fields.items()
        if _is_sent(model, name, field)
    }
    extra = {name: _plain(value) for name, value in (model.model_extra or {}).items()}
    return values | extra


def _is_sent(model: BaseModel, name: str, field: FieldInfo) -> bool:
    value = getattr(model, name)
    if value is None:
        return field.is_required()
    always = field.is_required() or _marked(field, AlwaysSent)
    if get_origin(field.annotation) is Literal and field.default == value and _is_constant(field):
        return True
    if not always and _is_empty(value):
        return False
    if _marked(field, OnlyWhenChanged):
        return bool(value != field.get_default(call_default_factory=True))
    return always or name in model.model_fields_set


def _is_constant(field: FieldInfo) -> bool:
    return len(field.annotation.__args__) == 1  # type: ignore[union-attr]


def _is_empty(value: Any) -> bool:
    return isinstance(value, str | list | dict | Secret) and not len(value)


def _marked(field: FieldInfo, marker: type) -> bool:
    return any(isinstance(item, marker) for item in field.metadata)


def _wire(value: Any, field: FieldInfo) -> Any:
    plain = _plain(value)
    return ",".join(plain) if _marked(field, CommaSeparated) else plain


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return to_wire(value)
    if isinstance(value, pydantic.Secret):
        inside = _plain(value.get_secret_value())
        return as_secrets(inside) if isinstance(inside, dict | list) else pydantic.Secret(inside)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
