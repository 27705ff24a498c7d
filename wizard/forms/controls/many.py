"""Several values: lists and mappings of plain values as text, lists of anything as items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Final

from pydantic import BaseModel

from wizard.forms.controls.base import Control
from wizard.forms.lines import Line, LineError, join_lines, join_pairs, split_lines, split_pairs
from wizard.forms.problems import Attempt
from wizard.forms.raw import OMIT, UNSET, Loc, text_of
from wizard.forms.secret import Secret

_NO_LISTS: Final = (str, bytes, Mapping, Enum, BaseModel)
"""What can be gone through like a list, and is none."""


class Inseparable(ValueError):
    """Values that could not be told apart again once a separator stands between them."""

    def __init__(self, separator: str) -> None:
        super().__init__(
            f"A value here cannot hold “{separator}”, be empty, or begin or end with a blank."
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Lines(Control):
    """A list of plain values; the raw value is a text with one a line."""

    item: Control
    container: Callable[[Iterable[Any]], Any] = list

    def _format(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, _NO_LISTS):
            raise TypeError("not a list")
        text = self.join([_as_text(self.item.format(item)) for item in value])
        return Secret(text) if self.secret else text

    def _collect(self, raw: Any, at: Loc, attempt: Attempt) -> Any:
        if isinstance(raw, list) and self.ui.separator:
            # What could not be joined was kept as it is.
            attempt.fail(at, "words", str(Inseparable(self.ui.separator)))
            return OMIT
        lines = _lines(raw, at, attempt, self.split)
        if not isinstance(lines, list):
            return lines
        values = [
            self.item.collect(from_text(self.item, line.text), (*at, index), attempt)
            for index, line in enumerate(lines)
        ]
        return OMIT if OMIT in values else self.container(values)

    def peek(self, raw: Any) -> Any:
        return text_of(raw).split()

    def split(self, text: str) -> list[Line]:
        """The values of a text. Raises LineError."""
        return split_lines(text, self.ui.separator)

    def join(self, values: list[str]) -> str:
        """The text that ``split`` takes apart into ``values``. Raises Inseparable."""
        text, separator = join_lines(values), self.ui.separator
        if separator and [line.text for line in self.split(text)] != values:
            raise Inseparable(separator)
        return text

    def line(self, raw: Any, index: Any) -> int | None:
        """The line number, from 1, of the value at ``index``; None when there is no such value."""
        return _line_number(raw, self.split, lambda at, line: at == index)

    def among(self, raw: Any, index: Any) -> str:
        """The value at ``index`` if others stand in its line too, from which it is to be told."""
        lines = self.split(text_of(raw)) if self.line(raw, index) is not None else []
        near = [line for line in lines if line.number == self.line(raw, index)]
        return lines[index].text if len(near) > 1 and not self.secret else ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs(Control):
    """A mapping of plain values; the raw value is a text with ``key=value`` a line."""

    key: Control
    item: Control

    def _format(self, value: Any) -> Any:
        if value is None:
            return None
        pairs = [
            (_as_text(self.key.format(key)), _as_text(self.item.format(item)))
            for key, item in value.items()
        ]
        text = join_pairs(pairs)
        return Secret(text) if self.secret else text

    def _collect(self, raw: Any, at: Loc, attempt: Attempt) -> Any:
        lines = _lines(raw, at, attempt, split_pairs)
        if not isinstance(lines, list):
            return lines
        result: dict[Any, Any] = {}
        failed = False
        for line in lines:
            key = self.key.collect(from_text(self.key, line.key), (*at, line.key), attempt)
            value = self.item.collect(from_text(self.item, line.text), (*at, line.key), attempt)
            if key is OMIT or value is OMIT:
                failed = True
            elif key in result:
                attempt.fail(at, "duplicate_key", line=line.number)
                failed = True
            else:
                result[key] = value
        return OMIT if failed else result

    def peek(self, raw: Any) -> Any:
        return text_of(raw).split()

    def line(self, raw: Any, index: Any) -> int | None:
        """The line number, from 1, of the key ``index``; None when there is no such key."""
        return _line_number(raw, split_pairs, lambda at, line: line.key == str(index))


@dataclass(frozen=True, kw_only=True, eq=False)
class Items(Control):
    """A list of anything; the raw value is the list of the items' raw values.

    ``make_item`` is called when an item is first needed, so that lists of themselves end.
    """

    make_item: Callable[[], Control]
    container: Callable[[Iterable[Any]], Any] = list

    @cached_property
    def item(self) -> Control:
        """The control of each item."""
        return self.make_item()

    def _format(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, _NO_LISTS):
            raise TypeError("not a list")
        return [self.item.format_any(item) for item in value]

    def _collect(self, raw: Any, at: Loc, attempt: Attempt) -> Any:
        if raw is UNSET:
            return OMIT
        if raw is None:
            return None
        if not isinstance(raw, list):
            attempt.fail(at, "list_type")
            return OMIT
        values = []
        for index, sub in enumerate(raw):
            value = self.item.collect(sub, (*at, index), attempt)
            if value is OMIT and sub is UNSET:
                attempt.fail((*at, index), "missing")
            values.append(value)
        return OMIT if OMIT in values else self.container(values)

    def child(self, part: str | int) -> Control | None:
        return self.item if isinstance(part, int) else None

    def child_raw(self, raw: Any, part: str | int) -> Any:
        inside = isinstance(raw, list) and isinstance(part, int) and 0 <= part < len(raw)
        return raw[part] if inside else UNSET

    def with_child(self, raw: Any, part: str | int, below: Any) -> Any:
        items = list(raw) if isinstance(raw, list) else []
        items[part] = below  # type: ignore[index]
        return items


def _as_text(raw: Any) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return text_of(raw)


_BOOLEANS = {"yes": True, "true": True, "no": False, "false": False}


def from_text(control: Control, text: str) -> Any:
    """The raw value of a plain control from a text: what a line holds, or a prompt is answered."""
    from wizard.forms.controls.choice import Choice, YesNo

    if isinstance(control, YesNo):
        return _BOOLEANS.get(text.strip().lower(), text)
    if isinstance(control, Choice):
        named = [o.key for o in control.options if text.strip().lower() == o.label.lower()]
        return text if control.option(text) or not named else named[0]
    return Secret(text) if control.secret else text


def _lines(
    raw: Any, at: Loc, attempt: Attempt, split: Callable[[str], list[Line]]
) -> list[Line] | Any:
    if raw is UNSET:
        return OMIT
    if raw is None:
        return None
    if not isinstance(raw, str | Secret):
        attempt.fail(at, "list_type")
        return OMIT
    try:
        return split(text_of(raw))
    except LineError as error:
        attempt.fail(at, "line", str(error), line=error.number)
        return OMIT


def _line_number(
    raw: Any, split: Callable[[str], list[Line]], fits: Callable[[int, Line], bool]
) -> int | None:
    try:
        lines = split(text_of(raw))
    except LineError:
        return None
    return next((line.number for at, line in enumerate(lines) if fits(at, line)), None)
