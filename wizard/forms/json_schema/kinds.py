"""Values of a JSON Schema that have no parts; they stay exactly as they are written."""

from __future__ import annotations

import datetime
import enum
import ipaddress
import json
import math
import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, Literal, Union
from uuid import UUID

import pydantic
import pydantic_core
from pydantic import Field, GetCoreSchemaHandler, SecretStr, TypeAdapter
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from wizard.forms.annotations import Annotation
from wizard.forms.controls import Codec, Control, Scalar
from wizard.forms.controls.scalar import SECRET, number_text
from wizard.forms.json_schema.document import (
    NothingFitsError,
    is_number,
    listed,
    quoted,
    word,
)
from wizard.forms.messages import first_sentence
from wizard.forms.registry import common, register
from wizard.forms.secret import Secret
from wizard.forms.ui import Ui

_MAX_LENGTH: Final = 10**9
_MAX_LITERALS: Final = 100  # each use of a longer literal goes through all of it, many times
_LONG_FORMATS: Final = ("textarea", "multi-line", "multiline", "markdown")


class _AfterValidation:
    """Metadata that checks a value once its type fits."""

    def check(self, value: Any) -> Any:
        """Return the value. Raises ValueError or PydanticCustomError."""
        raise NotImplementedError

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))


@dataclass(frozen=True)
class Format(_AfterValidation):
    """A kind of text or number; ``parse`` raises ValueError for a text of another kind."""

    kind: str
    parse: Callable[[str], Any]

    def check(self, value: Any) -> Any:
        try:
            self.parse(_text(value))
        except ValueError:
            raise PydanticCustomError(f"{self.kind}_parsing", "not of this kind") from None
        return value


@dataclass(frozen=True)
class Pattern(_AfterValidation):
    """A regular expression; ``example`` says in words what fits it, if anything does."""

    pattern: str
    example: str = ""

    def check(self, value: Any) -> Any:
        validator = _compiled(self.pattern)
        if validator is not None and not validator.isinstance_python(_text(value)):
            if self.example:
                raise PydanticCustomError("words", "Enter it as {form}", {"form": self.example})
            raise PydanticCustomError(
                "string_pattern_mismatch", "a different pattern", {"pattern": self.pattern}
            )
        return value


@cache
def _compiled(pattern: str) -> pydantic_core.SchemaValidator | None:
    """Return what matches a pattern in linear time; None if it needs more than that."""
    try:
        return pydantic_core.SchemaValidator(core_schema.str_schema(pattern=pattern))
    except pydantic_core.SchemaError:
        return None


def _text(value: Any) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


@cache
def _url() -> TypeAdapter[Any]:
    return TypeAdapter(pydantic.AnyUrl)


def _email(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", text):
        raise ValueError
    return text


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        value = float(text)
    if value - value != 0:
        raise ValueError("JSON can't represent this number")
    return value


_ADDRESS: Final = "address"
FORMATS: Final = {
    "uri": Format("url", lambda text: _url().validate_python(text)),
    "url": Format("url", lambda text: _url().validate_python(text)),
    "email": Format("email", _email),
    "date": Format("date", datetime.date.fromisoformat),
    "time": Format("time", datetime.time.fromisoformat),
    "date-time": Format("datetime", datetime.datetime.fromisoformat),
    "uuid": Format("uuid", UUID),
    "ipv4": Format(_ADDRESS, ipaddress.IPv4Address),
    "ipv6": Format(_ADDRESS, ipaddress.IPv6Address),
}
"""The formats that are checked, by the name that JSON Schema has for them."""

NUMBER: Final = Format("float", _number)
"""A number that stays whole if it is written so."""


@register(96)
def _text_of_a_format(a: Annotation) -> Control | None:
    found = next((item for item in a.metadata if isinstance(item, Format)), None)
    if found is None:
        return None
    settings = common(a)
    if a.is_class(SecretStr):
        codec, settings["secret"] = SECRET, True
    elif found is NUMBER:
        codec = Codec(found.kind, lambda text: _number(text.strip()), number_text)
    else:
        codec = Codec(found.kind, str.strip)
    return Scalar(**settings, codec=codec, multiline=bool(a.ui.multiline))


# --- annotations ---------------------------------------------------------------------------------


def either(found: Sequence[Any], *, nullable: bool) -> Any:
    """Return the annotation for values of one of several kinds."""
    members = [*found, *([None] if nullable else [])]
    if not members:
        raise NothingFitsError("One of the schemas allows no value.")
    return Union[tuple(members)]  # noqa: UP007


def choice(values: list[Any], ui: Ui, name: str = "") -> Any:
    """Return the annotation for one of ``values``."""
    if not values:
        raise NothingFitsError(f"The schema of {quoted(name)} allows no value.")
    if values == [None]:
        return None
    if len(values) == 2 and all(isinstance(value, bool) for value in values):
        return bool
    plain = all(value is None or isinstance(value, str | int | float) for value in values)
    if plain and len(values) <= _MAX_LITERALS:
        return Annotated[Literal[tuple(values)], ui]
    if None in values:
        rest = [value for value in values if value is not None]
        return either([choice(rest, ui, name)], nullable=True)
    members = {f"value_{number}": value for number, value in enumerate(values)}
    labels = {str(value): json.dumps(value) for value in values if not isinstance(value, str)}
    return Annotated[enum.Enum("Choice", members), Ui(labels=labels), ui]


def words_of(schema: dict[str, Any]) -> Ui:
    """Return what a schema calls its choices."""
    values = [value for value in listed(schema.get("enum")) if isinstance(value, Hashable)]
    names = listed(schema.get("enumNames"))
    helps = schema.get("enumDescriptions", schema.get("markdownEnumDescriptions"))
    return Ui(
        labels={v: n for v, n in zip(values, names, strict=False) if isinstance(n, str)},
        helps={
            v: first_sentence(text)
            for v, text in zip(values, listed(helps), strict=False)
            if isinstance(text, str)
        },
    )


def string(schema: dict[str, Any], *, secret: bool) -> Any:
    """Return the annotation for the texts of a schema."""
    low, high = length(schema.get("minLength")), length(schema.get("maxLength"))
    kind = limited(Secret if secret else str, low, high)
    name, pattern = schema.get("format"), schema.get("pattern")
    if isinstance(name, str) and name in FORMATS:
        kind = Annotated[kind, FORMATS[name]]
    if isinstance(pattern, str):
        kind = Annotated[kind, Pattern(pattern, word(schema, "pattern_descriptor"))]
    if schema.get("multiline") is True or name in _LONG_FORMATS:
        kind = Annotated[kind, Ui(multiline=True)]
    return kind


def bounded(kind: Any, schema: dict[str, Any]) -> Any:
    """Return the annotation for the numbers of a schema."""
    found: dict[str, Any] = {}
    for name, limit, exclusive in (("ge", "minimum", "gt"), ("le", "maximum", "lt")):
        outside = schema.get(f"exclusive{limit.capitalize()}")
        if is_number(schema.get(limit)):
            found[exclusive if outside is True else name] = schema[limit]
        if is_number(outside):
            found[exclusive] = outside
    if kind is int:
        whole = {"ge": math.ceil, "gt": math.floor, "le": math.floor, "lt": math.ceil}
        found = {name: whole[name](value) for name, value in found.items()}
        step = schema.get("multipleOf")
        if is_number(step) and step > 0 and step == int(step):
            found["multiple_of"] = int(step)
    return Annotated[kind, Field(**found)] if found else kind


def limited(kind: Any, low: int | None, high: int | None) -> Any:
    """Return the annotation for values of ``kind`` whose length has limits."""
    if not low and high is None:
        return kind
    return Annotated[kind, Field(min_length=low, max_length=high)]


def length(value: Any) -> int | None:
    """Return a length that a schema gives; None if it is none."""
    return int(value) if is_number(value) and 0 <= value < _MAX_LENGTH else None
