"""The rule for other classes whose values pydantic reads from one text or one number."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import PydanticJsonSchemaWarning

from wizard.forms.annotations import Annotation
from wizard.forms.controls import Codec, Control, JsonText, Scalar
from wizard.forms.controls.scalar import CODECS
from wizard.forms.messages import humanize
from wizard.forms.registry import common, register
from wizard.forms.secret_detection import contains_secret

_NUMBERS: Final = {"integer": int, "number": float}
_EXPECTED: Final = {
    "Color": "a color, such as red or #ff0000",
    "Fraction": "a fraction, such as 1/3",
    "ZoneInfo": "a time zone, such as Europe/Berlin",
    "complex": "a complex number, such as 1+2j",
}


@register(10)
def _text_or_number(a: Annotation) -> Control | None:
    if not isinstance(a.type, type):
        return None
    settings = common(a)
    settings["secret"] = settings["secret"] or contains_secret(a.type)
    try:
        adapter = JsonText(**settings).adapter
        kinds = _kinds_of(adapter)
    except Exception:  # The class's own code may raise anything, as pydantic does for any class.
        return None
    if not kinds or not kinds <= {"string", *_NUMBERS}:
        return None
    if "string" not in kinds:
        number = CODECS[float if "number" in kinds else int]
        return Scalar(**settings, codec=Codec(number.kind, number.parse, _shown_by(adapter)))
    parse: Callable[[str], Any] = str.strip
    if (a.config or {}).get("strict"):  # a strict model takes a text for it from JSON alone
        parse = lambda text: adapter.validate_strings(text.strip(), strict=False)  # noqa: E731
    name = a.type.__name__
    article = "an" if name[0] in "AEIOUaeiou" else "a"
    words = _EXPECTED.get(name, f"{article} {humanize(name).lower()}")
    return Scalar(**settings, codec=Codec(name, parse, _shown_by(adapter), expected=words))


def _kinds_of(adapter: TypeAdapter[Any]) -> set[Any]:
    """Return the types that JSON has for the values."""
    with warnings.catch_warnings(action="ignore", category=PydanticJsonSchemaWarning):
        schema: Mapping[str, Any] = adapter.json_schema()
    if "$ref" in schema:
        schema = schema["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    members = schema.get("anyOf") or schema.get("oneOf") or [schema]
    return {member.get("type") for member in members} - {"null"}


def _shown_by(adapter: TypeAdapter[Any]) -> Callable[[Any], str]:
    def show(value: Any) -> str:
        plain = adapter.dump_python(value, mode="json", warnings=False)
        if isinstance(plain, bool) or not isinstance(plain, str | int | float):
            raise TypeError("not a text or a number")
        return plain if isinstance(plain, str) else repr(plain)

    return show
