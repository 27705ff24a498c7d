"""The answers that lead a form from blank to given values, as a person would type them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from wizard.forms import (
    UNSET,
    BooleanControl,
    ChoiceControl,
    FormState,
    ItemList,
    JsonText,
    KeyValueList,
    Loc,
    MultiChoice,
    Scalar,
    TextList,
    UnionControl,
    text_of,
)
from wizard.forms.questions import FieldQuestion, GateQuestion, questions
from wizard.plain.input import is_json, is_key, is_special, is_text


def escaped(text: str) -> str:
    """Return the answer that enters ``text``, which must be one line and not empty."""
    return f"\\{text}" if is_special(text.lstrip("\\")) else text


class CannotBeTyped(Exception):
    """A text that ends with half of a line end, or nothing where there is something already."""


class Script:
    """Answers for every question of ``target``; what no line can hold goes through a file."""

    def __init__(self, target: FormState[Any], start: FormState[Any], folder: Path) -> None:
        self.target = target
        self.start: FormState[Any] = FormState(start.form)
        self.start.restore(start.raw)
        self.folder = folder
        self.files = 0

    def lines(self, within: Loc = ()) -> Iterator[str]:
        opened: set[Loc] = set()
        for item in questions(self.target, within=within):
            if isinstance(item, GateQuestion):
                opened.add(item.loc)
        for item in questions(self.target, opened, within=within):
            if isinstance(item, GateQuestion):
                yield "yes"
            else:
                yield from self.answer(item)

    def answer(self, item: FieldQuestion) -> Iterator[str]:
        raw, control = self.target.entered(item.loc), item.control
        if raw is UNSET and self.target.shown(item.loc) != self.start.shown(item.loc):
            # The default of a whole model can differ from those of its fields.
            raw = self.target.shown(item.loc)
            if raw is UNSET:
                raise CannotBeTyped
        if raw is UNSET:
            yield ""
        elif raw is None and not isinstance(control, UnionControl):
            yield "null"
        elif isinstance(control, BooleanControl):
            yield "yes" if raw else "n"
        elif isinstance(control, ChoiceControl):
            yield str([option.key for option in control.options].index(raw) + 1)
        elif isinstance(control, MultiChoice):
            keys = [option.key for option in control.options]
            yield ", ".join(str(keys.index(key) + 1) for key in raw) or "[]"
        elif isinstance(control, UnionControl):
            yield escaped(control.variant(raw).key)
        elif isinstance(control, ItemList):
            yield from self.items(item.loc, raw)
        elif isinstance(control, TextList | KeyValueList):
            text = text_of(raw)
            yield from map(escaped, text.split("\n")) if text else ["[]"]
            if text:
                yield ""
        elif isinstance(control, JsonText) or (isinstance(control, Scalar) and control.multiline):
            is_whole: Callable[[Sequence[str]], bool | None] = is_json
            if isinstance(control, Scalar):
                is_whole = is_key if control.secret or control.file else is_text
            yield from self.long(text_of(raw), is_whole)
        else:
            text = text_of(raw)
            typed = escaped(text) if text else '""'
            if text.endswith("\r"):
                raise CannotBeTyped
            yield self.file(text + "\n") if "\n" in text else typed

    def items(self, loc: Loc, raw: list[Any]) -> Iterator[str]:
        if not raw:
            yield "[]"
            return
        shown = self.start.shown(loc)
        yield from ["r 1"] * (len(shown) if isinstance(shown, list) else 0)
        self.start.set(loc, [])
        for index in range(len(raw)):
            yield "a"
            self.start.add(loc)
            yield from self.lines((*loc, index))
        yield ""

    def long(self, text: str, is_whole: Callable[[Sequence[str]], bool | None]) -> Iterator[str]:
        lines = text.split("\n")
        if not text:
            yield '""'
        elif "" in lines or any(line.endswith("\r") for line in lines):
            yield self.file(text)
        else:
            yield escaped(lines[0])
            yield from lines[1:]
            whole = is_whole(lines)
            yield from [] if whole else [""] if whole is None else ["", ""]

    def file(self, text: str) -> str:
        self.files += 1
        path = self.folder / f"answer-{self.files}"
        path.write_bytes(text.encode())
        return f"@{path}"
