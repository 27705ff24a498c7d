"""Rejects control characters in values: never intended, and possibly obeyed by the next reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from wizard.forms.controls import (
    Control,
    ItemList,
    JsonText,
    KeyValueList,
    NestedControl,
    Scalar,
    TextList,
    UnionControl,
)
from wizard.forms.controls.collections import LineError, split_pairs
from wizard.forms.errors import FormProblem
from wizard.forms.raw import EXTRA, UNSET, Loc, text_of
from wizard.forms.secret import Secret
from wizard.utils.parsing import JsonSyntaxError, strict_json

if TYPE_CHECKING:
    from wizard.forms.form import Form

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROL_IN_LINES: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NAMES: Final = {"\n": "a line break", "\r": "a line break", "\t": "a tab"}


def control_characters(
    form: Form[Any], raw: Any, context: Mapping[str, Any]
) -> Iterator[FormProblem]:
    """Report the first control character in each text of ``raw`` that counts, keys included.

    A check for ``Form``. Line ends and tabs are accepted where a text may span several lines.
    """
    for loc, text, multiline in _texts_in_form(form.root, raw, (), context):
        yield from _problem(loc, text, multiline=multiline)


def _problem(at: Loc, text: str, *, multiline: bool) -> Iterator[FormProblem]:
    found = (_CONTROL_IN_LINES if multiline else _CONTROL).search(text)
    if found is not None:
        name = _NAMES.get(found[0], f"the control character U+{ord(found[0]):04X}")
        words = f"This contains {name} (character {found.start() + 1}). Remove it."
        yield FormProblem(at, "words", text=words)


_Text = tuple[Loc, str, bool]
"""Where a text is, the text, and whether it may have several lines."""


def _texts_in_form(
    control: Control | None, raw: Any, at: Loc, context: Mapping[str, Any]
) -> Iterator[_Text]:
    """Yield the texts of all fields that contribute to the result, and those under unknown keys."""
    if raw is UNSET or raw is None:
        return  # nothing was entered, however many objects may stand in one another here
    if isinstance(control, NestedControl):
        for key, value in raw.get(EXTRA, {}).items() if isinstance(raw, dict) else ():
            for loc, text, multiline in _texts({key: value}, at):
                yield loc[: len(at) + 1], text, multiline  # no field lies any deeper
        for field in control.shape.fields:
            if control.visible(field, raw, context):
                below = control.child_raw(raw, field.key)
                yield from _texts_in_form(field.control, below, (*at, field.key), context)
    elif isinstance(control, UnionControl):
        member = control.variant(raw)
        below = control.child_raw(raw, member.key)
        yield from _texts_in_form(member.control, below, (*at, member.key), context)
    elif isinstance(control, ItemList) and isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _texts_in_form(control.item, item, (*at, index), context)
    elif control is not None:
        yield from _texts_in_field(control, raw, at)


def _texts_in_field(control: Control, raw: Any, at: Loc) -> Iterator[_Text]:
    """Yield the texts in the raw value of a leaf field."""
    text = text_of(raw)
    try:
        if isinstance(control, TextList):
            yield from (((*at, i), line.text, False) for i, line in enumerate(control.split(text)))
        elif isinstance(control, KeyValueList):
            for line in split_pairs(text):
                yield at, line.key, False
                yield (*at, line.key), line.text, False
        elif isinstance(control, JsonText):
            yield from _texts(strict_json(text) if text.strip() else None, at)
        else:
            several = isinstance(control, Scalar) and (control.multiline or bool(control.file))
            yield at, text, several
    except (LineError, JsonSyntaxError):
        return  # the field itself reports this


def _texts(value: Any, at: Loc) -> Iterator[_Text]:
    """Yield the texts and keys in a JSON value."""
    if isinstance(value, str | Secret):
        yield at, text_of(value), True
    elif isinstance(value, dict):
        for key, item in value.items():
            yield at, str(key), False  # a location cannot contain such a key
            if not _CONTROL.search(str(key)):
                yield from _texts(item, (*at, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*at, index))
