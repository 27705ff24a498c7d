"""Controls for collections: plain values as lines of text, anything else as items."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from wizard.forms.controls.base import Control
from wizard.forms.errors import ReadContext
from wizard.forms.raw import OMIT, UNSET, Loc, text_of
from wizard.forms.secret import Secret


class TextLine(NamedTuple):
    """One value in the text; ``number`` counts lines from 1."""

    number: int
    text: str
    key: str = ""


class LineError(ValueError):
    """A line that cannot be parsed; ``number`` counts from 1."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(message)
        self.number = number


def _bare(text: str, forbidden: str = "") -> bool:
    return (
        text == text.strip()
        and text[:1] not in ("", '"')
        and len(text.splitlines()) == 1
        and not any(c in text for c in forbidden)
    )


def _quote(text: str, forbidden: str = "") -> str:
    # Escaping everything outside ASCII keeps Unicode line breaks inside the quotes.
    return text if _bare(text, forbidden) else json.dumps(text)


def _unquote(number: int, text: str) -> str:
    if not text.startswith('"'):
        return text
    values = _quoted(text)
    if len(values) != 1:
        raise LineError(number, 'a quoted value must end with a quote, as in "a b"')
    return values[0]


def _quoted(text: str) -> list[str]:
    """Return the values of ``"a", "b"``; empty for any other syntax."""
    try:
        values = json.loads(f"[{text}]")
    except ValueError:
        return []
    return values if all(isinstance(value, str) for value in values) else []


def join_lines(values: list[str]) -> str:
    """Return the text that ``split_lines`` parses back into ``values``."""
    return "\n".join(_quote(value) for value in values)


def split_lines(text: str, separator: str | None = None) -> list[TextLine]:
    """Return the values in ``text``, one per line; blank lines are ignored.

    Several quoted values may share a line, as in ``"a", "b"``.
    separator: what separates values within a line, quoted or not. Raises LineError.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        body = line.strip()
        if not body:
            continue
        values = _quoted(body) if body.startswith('"') else [body]
        for value in values or [_unquote(number, body)]:
            if separator is None:
                found.append(TextLine(number, value))
            else:
                parts = (part.strip() for part in value.split(separator))
                found += [TextLine(number, part) for part in parts if part]
    return found


def join_pairs(pairs: list[tuple[str, str]]) -> str:
    """Return the text that ``split_pairs`` parses back into ``pairs``."""
    return "\n".join(f"{_quote(key, '=')}={_quote(value) if value else ''}" for key, value in pairs)


def split_pairs(text: str) -> list[TextLine]:
    """Return the ``key=value`` lines of ``text``; raises LineError."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        body = line.strip()
        if not body:
            continue
        key, value = _split_pair(number, body)
        found.append(TextLine(number, _unquote(number, value.strip()), key))
    return found


def _split_pair(number: int, body: str) -> tuple[str, str]:
    missing = LineError(number, "write key=value")
    if not body.startswith('"'):
        key, sign, value = body.partition("=")
        if not sign or not key.strip():
            raise missing
        return key.strip(), value
    try:
        key, end = json.JSONDecoder().raw_decode(body)
    except ValueError:
        raise missing from None
    rest = body[end:].lstrip()
    if not isinstance(key, str) or not rest.startswith("="):
        raise missing
    return key, rest[1:]


_NO_LISTS: Final = (str, bytes, Mapping, Enum, BaseModel)
"""What can be gone through like a list, and is none."""


class AmbiguousSeparatorError(ValueError):
    """Values that could not be split again once joined with a separator."""

    def __init__(self, separator: str) -> None:
        super().__init__(
            f"Values here can't contain “{separator}”, be empty, or start or end with a space."
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class TextList(Control):
    """A list of plain values; the raw value is a text with one value per line."""

    item: Control
    container: Callable[[Iterable[Any]], Any] = list

    def _format(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, _NO_LISTS):
            raise TypeError("not a list")
        text = self.join([_as_text(self.item.format(item)) for item in value])
        return Secret(text) if self.secret else text

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        if isinstance(raw, list) and self.ui.separator:
            # Values that could not be joined were kept unchanged.
            attempt.fail(at, "words", str(AmbiguousSeparatorError(self.ui.separator)))
            return OMIT
        lines = _lines(raw, at, attempt, self.split)
        if not isinstance(lines, list):
            return lines
        values = [
            self.item.to_python(from_text(self.item, line.text), (*at, index), attempt)
            for index, line in enumerate(lines)
        ]
        return OMIT if OMIT in values else self.container(values)

    def secret_parts(self, raw: Any) -> Iterable[str]:
        return _parts_of_lines(self.item, raw, self.split)

    def preview(self, raw: Any) -> Any:
        return text_of(raw).split()

    def split(self, text: str) -> list[TextLine]:
        """Split a text into its values; raises LineError."""
        return split_lines(text, self.ui.separator)

    def join(self, values: list[str]) -> str:
        """Return the text that ``split`` parses into ``values``; raises AmbiguousSeparatorError."""
        text, separator = join_lines(values), self.ui.separator
        if separator and [line.text for line in self.split(text)] != values:
            raise AmbiguousSeparatorError(separator)
        return text

    def line(self, raw: Any, index: Any) -> int | None:
        """Return the line number, from 1, of the value at ``index``; None if there is none."""
        return _line_number(raw, self.split, lambda at, line: at == index)

    def among(self, raw: Any, index: Any) -> str:
        """Return the value at ``index`` if it shares its line with others, to tell it apart."""
        lines = self.split(text_of(raw)) if self.line(raw, index) is not None else []
        near = [line for line in lines if line.number == self.line(raw, index)]
        return lines[index].text if len(near) > 1 and not self.secret else ""


@dataclass(frozen=True, kw_only=True, eq=False)
class KeyValueList(Control):
    """A mapping of plain values; the raw value is a text with one ``key=value`` per line."""

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

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        lines = _lines(raw, at, attempt, split_pairs)
        if not isinstance(lines, list):
            return lines
        result: dict[Any, Any] = {}
        failed = False
        for line in lines:
            key = self.key.to_python(from_text(self.key, line.key), (*at, line.key), attempt)
            value = self.item.to_python(from_text(self.item, line.text), (*at, line.key), attempt)
            if key is OMIT or value is OMIT:
                failed = True
            elif key in result:
                attempt.fail(at, "duplicate_key", line=line.number)
                failed = True
            else:
                result[key] = value
        return OMIT if failed else result

    def secret_parts(self, raw: Any) -> Iterable[str]:
        return _parts_of_lines(self.item, raw, split_pairs)

    def preview(self, raw: Any) -> Any:
        return text_of(raw).split()

    def line(self, raw: Any, index: Any) -> int | None:
        """Return the line number, from 1, of the key ``index``; None if there is no such key."""
        return _line_number(raw, split_pairs, lambda at, line: line.key == str(index))


@dataclass(frozen=True, kw_only=True, eq=False)
class ItemList(Control):
    """A list of anything; the raw value is the list of the items' raw values.

    ``make_item`` is called when an item is first needed, so that recursive lists terminate.
    """

    make_item: Callable[[], Control]
    container: Callable[[Iterable[Any]], Any] = list

    @cached_property
    def item(self) -> Control:
        """The control for each item."""
        return self.make_item()

    def _format(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, _NO_LISTS):
            raise TypeError("not a list")
        return [self.item.format_any(item) for item in value]

    def _collect(self, raw: Any, at: Loc, attempt: ReadContext) -> Any:
        if raw is UNSET:
            return OMIT
        if raw is None:
            return None
        if not isinstance(raw, list):
            attempt.fail(at, "list_type")
            return OMIT
        values = []
        for index, sub in enumerate(raw):
            value = self.item.to_python(sub, (*at, index), attempt)
            if value is OMIT and sub is UNSET:
                attempt.fail((*at, index), "missing")
            values.append(value)
        try:
            return OMIT if OMIT in values else self.container(values)
        except TypeError:  # objects are not hashable until the model has made them of these
            return values

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
    if raw is None:
        raise TypeError("null has no text")
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return text_of(raw)


_BOOLEANS = {"yes": True, "true": True, "no": False, "false": False}


def from_text(control: Control, text: str) -> Any:
    """Return a plain control's raw value for a text: a line of a list, or a prompt's answer."""
    from wizard.forms.controls.choice import BooleanControl, ChoiceControl

    if isinstance(control, BooleanControl):
        return _BOOLEANS.get(text.strip().lower(), text)
    if isinstance(control, ChoiceControl):
        named = [o.key for o in control.options if text.strip().lower() == o.label.lower()]
        return text if control.option(text) or not named else named[0]
    return Secret(text) if control.secret else text


def _lines(
    raw: Any, at: Loc, attempt: ReadContext, split: Callable[[str], list[TextLine]]
) -> list[TextLine] | Any:
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
    raw: Any, split: Callable[[str], list[TextLine]], fits: Callable[[int, TextLine], bool]
) -> int | None:
    try:
        lines = split(text_of(raw))
    except LineError:
        return None
    return next((line.number for at, line in enumerate(lines) if fits(at, line)), None)


def _parts_of_lines(
    item: Control, raw: Any, split: Callable[[str], list[TextLine]]
) -> Iterator[str]:
    try:
        lines = split(text_of(raw))
    except LineError:
        return
    for line in lines:
        yield line.text
        yield from item.secret_parts(line.text)
