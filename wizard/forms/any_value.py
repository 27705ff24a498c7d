"""The control for a value of any kind (``Any``, ``JsonValue``), which asks for the kind first."""

from __future__ import annotations

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
from wizard.forms.controls.scalar import CODECS, TEXT
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
    labels = a.ui.labels
    return union_of(
        common(a), [replace(kind, label=labels.get(kind.key, kind.label)) for kind in kinds]
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
        Variant("list", "List", ItemList(annotation=list[Any], make_item=value)),
        Variant(
            "mapping",
            "Names and values",
            Entries(annotation=dict[str, Any], make_item=lambda: entry),
        ),
        Variant("json", "JSON", JsonText(annotation=Any)),
    )


def _inner_value() -> Control:
    return union_of({"annotation": Any}, [Variant(NULL, "Nothing", None), *_kinds()])


def _entry(value: Control) -> ObjectSpec:
    return name_and_value(_TEXT, value)


def _number(text: str) -> Any:
    """Return a number as it is written: ``1`` is whole, ``1.0`` and ``1e3`` are not."""
    is_whole = text.strip().lstrip("+-").isdecimal()
    return CODECS[int if is_whole else float].parse(text)


_NUMBER: Final = Codec("float", _number, repr)
