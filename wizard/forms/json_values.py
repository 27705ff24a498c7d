"""Converts single form values to JSON and back to typed text."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

from wizard.forms.controls import (
    BooleanControl,
    ChoiceControl,
    Control,
    JsonText,
    KeyValueList,
    MultiChoice,
    Scalar,
    Switch,
    TextList,
)
from wizard.forms.controls.choice import Option
from wizard.forms.controls.collections import AmbiguousSeparatorError, join_pairs
from wizard.forms.raw import Loc, same, text_of
from wizard.forms.secret import MASK, Secret


class JsonEditError(ValueError):
    """A text that cannot be read back; the message says what to change and reveals no secret."""


def typed(control: Control, value: Any, loc: Loc) -> Any:
    """Return the raw value for a JSON value; keep one that does not fit so it can be corrected."""
    try:
        if isinstance(control, JsonText):
            nothing = value is None and control.nullable
            return None if nothing else json.dumps(value, indent=2, ensure_ascii=False)
        if isinstance(control, ChoiceControl):
            return None if value is None else _key(control.options, value)
        if isinstance(control, MultiChoice) and isinstance(parts := control.parted(value), list):
            return [_key(control.options, item) for item in parts]
        if isinstance(control, Switch):
            return value is not None and bool(_key((control.option,), value))
        if isinstance(control, TextList) and isinstance(value, list):
            return control.join([_text(control.item, item) for item in value])
        if isinstance(control, KeyValueList) and isinstance(value, dict):
            return join_pairs([(key, _text(control.item, item)) for key, item in value.items()])
        return _text(control, value) if isinstance(control, Scalar) else value
    except AmbiguousSeparatorError as problem:
        raise JsonEditError(f"{dotted(loc)}: {problem}") from None
    except ValueError:
        return value


def _text(control: Control, value: Any) -> Any:
    """Return the text to type for a plain value; raises ValueError if there is none."""
    if isinstance(control, ChoiceControl):
        return _key(control.options, value)
    if isinstance(control, BooleanControl) and isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and not isinstance(control, BooleanControl):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        # Keep the notation: 1e3 does not become 1000.0.
        return json.dumps(value)
    raise ValueError("nothing to type")


def _key(options: tuple[Option, ...], value: Any) -> str:
    found = next((option.key for option in options if same(value, plain(option.value))), None)
    if found is None:
        raise ValueError("not one of the choices")
    return found


def plain(value: Any) -> Any:
    """Return the value of a file or an option as JSON, with secrets masked."""
    if isinstance(value, Secret):
        return MASK if text_of(value) else ""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return plain(value.value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def dotted(loc: Loc) -> str:
    return ".".join(str(part) for part in loc) or "this value"
