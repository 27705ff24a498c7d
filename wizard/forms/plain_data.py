"""Conversion to plain data, the only thing that raw values hold."""

from __future__ import annotations

import base64
from collections import deque
from collections.abc import Mapping, Set
from enum import Enum
from typing import Any

import pydantic
from pydantic import RootModel, SecretBytes, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticSerializationError, to_jsonable_python

from wizard.forms.annotations import take_apart
from wizard.forms.object_types import fields_of, is_object_type, values_of
from wizard.forms.raw import UNSET, Kept
from wizard.forms.secret import Secret
from wizard.forms.secret_detection import contains_secret


def to_plain(value: Any, *, secret: bool = False) -> Any:
    """Return ``value`` as JSON data in which each secret is a ``Secret``.

    secret: treat every text and number in it as secret. A value that JSON cannot express becomes
    the name of its class, since its own text might reveal a secret.
    """
    if value is None or value is UNSET or isinstance(value, Kept | Secret | bool):
        return None if value is UNSET else value
    if isinstance(value, Enum):
        return to_plain(value.value, secret=secret)
    if isinstance(value, str | int | float):
        builtin = next(kind for kind in (str, int, float) if isinstance(value, kind))
        return Secret(str(value)) if secret else builtin(value)
    if isinstance(value, SecretStr | SecretBytes | pydantic.Secret):
        return to_plain(value.get_secret_value(), secret=True)
    if isinstance(value, RootModel):
        root = type(value).model_fields["root"]
        return to_plain(value.root, secret=secret or _is_secret(root))
    if isinstance(value, Mapping):
        return {_key(key): to_plain(item, secret=secret) for key, item in value.items()}
    if is_object_type(type(value)):
        return _object(value, secret=secret)
    if isinstance(value, list | tuple | Set | deque):
        return [to_plain(item, secret=secret) for item in value]
    return to_plain(_other(value), secret=secret)


def _object(value: Any, *, secret: bool) -> dict[str, Any]:
    fields = fields_of(type(value))
    return {
        _key(name): to_plain(item, secret=secret or (name in fields and _is_secret(fields[name])))
        for name, item in (values_of(type(value), value) or {}).items()
    }


def _is_secret(info: FieldInfo) -> bool:
    """Return whether the field is secret, or holds secrets that its values do not reveal."""
    a = take_apart(info.annotation, tuple(info.metadata))
    known = is_object_type(a.type) or a.is_class(RootModel)
    return bool(a.ui.secret) or (not known and contains_secret(a.type))


def _key(key: Any) -> str:
    plain = to_plain(key)
    return plain if isinstance(plain, str) else str(plain)


def _other(value: Any) -> str | int | float | bool | None:
    if isinstance(value, bytes | bytearray):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    try:
        found = to_jsonable_python(value)
    except (PydanticSerializationError, ValueError, TypeError):
        return type(value).__name__
    return found if isinstance(found, str | int | float | bool) else type(value).__name__
