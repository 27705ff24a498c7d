"""Rules for types that wrap another one: encoded text, secrets, instances and imports."""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from functools import cache
from typing import Any, get_args, get_origin

import pydantic
from pydantic import ImportString, InstanceOf, Json, TypeAdapter

from wizard.forms.annotations import Annotation, encoder_of, take_apart
from wizard.forms.controls import Codec, Control, JsonText, Scalar
from wizard.forms.controls.objects import Instance
from wizard.forms.object_types import is_object_type
from wizard.forms.registry import (
    UnmaskableSecretError,
    common,
    control_for,
    has_metadata,
    mark,
    register,
)
from wizard.forms.secret_detection import contains_secret
from wizard.forms.shapes import object_shape
from wizard.forms.ui import Ui
from wizard.forms.unions import around


@register(100)
def _json_in_text(a: Annotation) -> Control | None:
    if a.type is Json or has_metadata(a, Json):
        inner = Any if a.type is Json else a.type
        secret = bool(a.ui.secret) or contains_secret(inner)
        return JsonText(**{**common(a), "annotation": inner, "secret": secret}, as_text=True)
    return None


@register(95)
def _encoded(a: Annotation) -> Control | None:
    encoder = encoder_of(a)
    if encoder is None or not a.is_class(str, bytes):
        return None

    def show(value: Any) -> str:
        content = value.encode() if isinstance(value, str) else value
        return str(encoder.encode(content).decode())

    return Scalar(**common(a), codec=Codec("bytes", lambda text: text.strip(), show, blank=True))


@register(94)
def _any_secret(a: Annotation) -> Control | None:
    """Handle pydantic's ``Secret[X]``: the control for X, masked."""
    inside = _inside_of_secret(a)
    if inside is None:
        return None
    try:
        inner = control_for(take_apart(inside, (Ui(secret=True), *mark(None, a.config))))
    except UnmaskableSecretError:
        return None
    return around(a, replace(inner, secret=True))


def _inside_of_secret(a: Annotation) -> Any:
    if a.origin is pydantic.Secret:
        return a.args[0] if a.args else None
    if not a.is_class(pydantic.Secret):
        return None
    bases = getattr(a.type, "__orig_bases__", ())
    return next((get_args(b)[0] for b in bases if get_origin(b) is pydantic.Secret), None)


@cache
def _imported_values() -> TypeAdapter[Any]:
    return TypeAdapter(ImportString)


def _path_of(value: Any) -> str:
    """Return the import path of a value; raises ValueError if it cannot be determined."""
    if isinstance(value, str):
        return value
    path = _imported_values().dump_python(value, mode="json", warnings=False)
    if not isinstance(path, str) or _imported_values().validate_python(path) is not value:
        raise ValueError("not known by a path")
    return path


@register(93)
def _imported(a: Annotation) -> Control | None:
    if a.type is not ImportString and not has_metadata(a, ImportString):
        return None
    words = "a dotted path, such as package.module.name"
    return Scalar(**common(a), codec=Codec("import", str.strip, _path_of, expected=words))


@register(92)
def _instance(a: Annotation) -> Control | None:
    """Handle an object that its model accepts only as an instance of its class."""
    if a.nullable or not is_object_type(a.type) or not _is_taken_as_instance(a):
        return None
    secret = bool(a.ui.secret)
    plain = control_for(take_apart(a.type, mark(secret)))
    return Instance(**common(a), make_shape=lambda: object_shape(a.type, secret=secret), of=plain)


def _is_taken_as_instance(a: Annotation) -> bool:
    strict = bool((a.config or {}).get("strict"))
    return has_metadata(a, InstanceOf) or (strict and is_dataclass(a.type))
