"""The control for a value of any kind (``Any``, ``JsonValue``), which asks for the kind first."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import Any, Final

from pydantic import JsonValue

from wizard.forms.annotations import Annotation
from wizard.forms.controls import (
    BooleanControl,
    Codec,
    Control,
    Entries,
    ItemList,
    JsonText,
    NestedControl,
    Scalar,
    UnionControl,
    Variant,
)
from wizard.forms.controls.fields import ObjectSpec
from wizard.forms.controls.scalar import TEXT
from wizard.forms.errors import ConversionError
from wizard.forms.messages import NOT_SET
from wizard.forms.registry import common
from wizard.forms.shapes import name_and_value
from wizard.forms.unions import NULL, union_of

_TEXT: Final = Scalar(annotation=str, codec=TEXT)
_SECRETS: Final = (
    Variant("text", "Text", replace(_TEXT, secret=True)),
    Variant("json", "JSON", JsonText(annotation=Any, secret=True)),
)

ANYTHING: Final = (Any, object, JsonValue)
"""The annotations that accept a value of any kind."""


def any_control(a: Annotation) -> UnionControl:
    """Return a control that asks for the kind of a value, then for the value itself.

    A secret is a text, or JSON as a whole, so that no part of it shows.
    """
    null = Variant(NULL, a.ui.labels.get(None, NOT_SET if a.nullable else "Nothing"), None)
    kinds = (null, *(_SECRETS if a.ui.secret else _kinds()))
    labels = {kind.key: a.ui.labels[kind.key] for kind in kinds if kind.key in a.ui.labels}
    return union_of(
        common(a),
        [Variant(k.key, labels.get(k.key, k.label), k.control, k.help) for k in kinds],
    )


@cache
def _kinds() -> tuple[Variant, ...]:
    """Return the kinds, shared by all uses, so that lists and mappings of anything form a cycle."""
    value = cache(_inner_value)
    entry = NestedControl(annotation=dict[str, Any], make_shape=cache(lambda: _entry(value())))
    return (
        Variant("text", "Text", _TEXT),
        Variant("number", "Number", Scalar(annotation=int | float, codec=_NUMBER)),
        Variant("yes or no", "Yes or no", BooleanControl(annotation=bool)),
        Variant("list", "List", ItemList(annotation=list[Any], make_item=value, container=list)),
        Variant(
            "mapping",
            "Names and values",
            Entries(annotation=dict[str, Any], make_item=lambda: entry, container=dict),
        ),
        Variant("json", "JSON", JsonText(annotation=Any)),
    )


def _inner_value() -> Control:
    return union_of({"annotation": Any}, [Variant(NULL, "Nothing", None), *_kinds()])


def _entry(value: Control) -> ObjectSpec:
    return name_and_value(_TEXT, value)


def _number(text: str) -> int | float:
    """Return a number as it is written: ``1`` is whole, ``1.0`` and ``1e3`` are not."""
    body = text.strip()
    if body.lstrip("+-").isdecimal():
        if len(body) > _MAX_DIGITS:
            raise ConversionError("int_parsing_size")
        return int(body)
    value = float(body)
    if not math.isfinite(value):
        raise ConversionError("finite_number")  # JSON cannot carry it
    return value


_MAX_DIGITS: Final = 4300
_NUMBER: Final = Codec("float", _number, repr)
