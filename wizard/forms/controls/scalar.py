"""Controls for a single value typed as text: words, numbers, dates, addresses and secrets."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from pydantic import SecretBytes, SecretStr, TypeAdapter, ValidationError

from wizard.forms.controls.base import Control
from wizard.forms.duration import format_duration, parse_duration
from wizard.forms.errors import ConversionError, ReadContext
from wizard.forms.raw import OMIT, UNSET, Loc, text_of
from wizard.forms.secret import Secret, revealed
from wizard.forms.ui import FileHint


@dataclass(frozen=True, slots=True)
class Codec:
    """Converts text to a value and back.

    kind: the name by which frontends choose a renderer.
    parse: raises ConversionError, or ValueError for "not of this kind".
    blank: whether the empty text is a value.
    expected: what to type, as a noun phrase, for custom kinds.
    describe: puts a typed text into words, where these differ.
    """

    kind: str
    parse: Callable[[str], Any]
    format: Callable[[Any], str] = str
    blank: bool = False
    expected: str = ""
    describe: Callable[[str], str] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Scalar(Control):
    """One value, typed as text; ``codec.kind`` names its kind."""

    codec: Codec
    multiline: bool = False
    file: FileHint | None = None

    @property
    def kind(self) -> str:
        """The codec's kind (text, integer, float, decimal, date, …): see ``CODECS``."""
        return self.codec.kind

    def _format(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, bool | list | dict):
            raise TypeError("not one text")  # Python has a text for everything
        text = self.codec.format(value)
        return Secret(text) if self.secret else text

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        if raw is UNSET:
            return OMIT
        if raw is None:
            return None
        if not isinstance(raw, str | Secret):
            attempt.fail(at, f"{self.kind}_parsing")
            return OMIT
        text = text_of(raw)
        if not self.codec.blank and not text.strip():
            attempt.fail(at, "missing")
            return OMIT
        try:
            return self.codec.parse(text)
        except ConversionError as error:
            attempt.fail(at, error.type, error.words, **error.context)
        except (ValueError, ArithmeticError):
            attempt.fail(at, f"{self.kind}_parsing")
        return OMIT

    def secret_parts(self, raw: Any) -> Iterable[str]:
        try:
            value = revealed(self.codec.parse(text_of(raw)))
        except (ValueError, ArithmeticError):
            return ()
        if not isinstance(value, bytes | bytearray):
            return (str(value),)
        # Python shows bytes in its own way where a text is made of them.
        return (value.decode(errors="ignore"), repr(bytes(value))[2:-1])

    def preview(self, raw: Any) -> Any:
        if raw is UNSET or raw is None:
            return None
        try:
            return self.codec.parse(text_of(raw))
        except (ValueError, ArithmeticError):
            return text_of(raw).strip()


@lru_cache(maxsize=256)
def _adapter(base: Any) -> TypeAdapter[Any]:
    return TypeAdapter(base)


def adapted(kind: str, base: Any) -> Codec:
    """Return a codec that lets pydantic parse the text."""

    def parse(text: str) -> Any:
        try:
            return _adapter(base).validate_python(text.strip())
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            raise ConversionError(first["type"], **first.get("ctx", {})) from None

    return Codec(kind, parse, _plain)


def _plain(value: Any) -> str:
    pattern = getattr(value, "pattern", None)
    return pattern if isinstance(pattern, str) else str(value)


def _stripped(convert: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: convert(text.strip())


def _integer(text: str) -> int:
    body = text.strip()
    if len(body) > 4300:
        raise ConversionError("int_parsing_size")
    return int(body)


def _float(text: str) -> float:
    value = float(text.strip())
    if not math.isfinite(value):
        raise ConversionError("finite_number")  # JSON cannot carry it
    return value


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        raise ConversionError("decimal_parsing") from None


def decode_base64(text: str) -> bytes:
    """Decode base64 in either alphabet, ignoring blanks and line breaks."""
    body = re.sub(r"\s+", "", text).replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise ConversionError("bytes_parsing") from None


def encode_base64(value: bytes) -> str:
    """Encode bytes as standard base64."""
    return base64.b64encode(value).decode("ascii")


BASE64: Final = "base64:"


def bytes_of(text: str) -> bytes:
    """Return the bytes that a text stands for: its own, or those after ``base64:``."""
    return decode_base64(text[len(BASE64) :]) if text.startswith(BASE64) else text.encode()


def text_of_bytes(content: bytes) -> str:
    """Return the text that ``bytes_of`` reads back."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return BASE64 + encode_base64(content)
    return BASE64 + encode_base64(content) if text.startswith(BASE64) else text


def _secret_bytes(text: str) -> SecretBytes:
    return SecretBytes(bytes_of(text))


def _secret_bytes_text(value: Any) -> str:
    return text_of_bytes(value.get_secret_value() if isinstance(value, SecretBytes) else value)


def _secret_text(value: Any) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _bytes_text(value: Any) -> str:
    if not isinstance(value, bytes | bytearray | memoryview):
        raise TypeError("not bytes")
    return encode_base64(bytes(value))


def _text(value: Any) -> str:
    if isinstance(value, int | float):
        return str(value)  # TOML and YAML have numbers where people mean digits
    if not isinstance(value, str):
        raise TypeError("not a text")
    return str.__str__(value)  # an Enum's own text would be the name of the member


def number_text(value: Any) -> str:
    """Return the text of a number; one that is a text already, and may be wrong, stays as it is."""
    return value if isinstance(value, str) else repr(value)


TEXT = Codec("text", lambda text: text, _text, blank=True)
SECRET = Codec("secret", Secret, _secret_text, blank=True)
BYTES = Codec("bytes", decode_base64, _bytes_text, blank=True)

CODECS: dict[type, Codec] = {
    str: TEXT,
    SecretStr: SECRET,
    SecretBytes: Codec("secret_bytes", _secret_bytes, _secret_bytes_text, blank=True),
    bytes: BYTES,
    bytearray: Codec("bytes", lambda text: bytearray(decode_base64(text)), _bytes_text, blank=True),
    int: Codec("integer", _integer),
    float: Codec("float", _float, number_text),
    Decimal: Codec("decimal", _decimal),
    datetime: Codec("datetime", _stripped(datetime.fromisoformat), datetime.isoformat),
    date: Codec("date", _stripped(date.fromisoformat), date.isoformat),
    time: Codec("time", _stripped(time.fromisoformat), time.isoformat),
    timedelta: Codec("duration", parse_duration, format_duration),
    UUID: Codec("uuid", _stripped(UUID)),
    Path: Codec("path", Path, blank=True),
}
"""Codecs by type; subclasses are found through ``codec_for``."""

BINARY: Final = tuple(CODECS[kind] for kind in (bytes, bytearray, SecretBytes))
"""The codecs of bytes. In JSON, those that are no text are ``base64:`` and base64 text."""


def codec_for(kind: type) -> Codec | None:
    """Return the codec for a class or its nearest base; None if there is none."""
    for base in kind.__mro__:
        if base in CODECS:
            return CODECS[base]
    return None
