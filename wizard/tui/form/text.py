"""Single-line fields: text, numbers, addresses, paths."""

from __future__ import annotations

import asyncio
import os
from itertools import islice
from typing import Any, ClassVar, Self

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.suggester import Suggester
from textual.widgets import Input
from textual.widgets.input import Selection

from wizard.forms import UNSET, Scalar, text_of
from wizard.forms.paste import lines_unified
from wizard.forms.stepping import step
from wizard.tui.form.base import FieldWidget, SilentMessage
from wizard.tui.form.layout_rows import LayoutRow
from wizard.tui.form.line_input import LineInputMixin

_MAX_ENTRIES = 5000


class PathSuggester(Suggester):
    """Completes the last part of a path."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the completed path, such as ``~/documents/`` for ``~/do``, or None."""
        return await asyncio.to_thread(complete, value)


def complete(value: str) -> str | None:
    """Return the first path that starts with ``value``, with a slash after a directory."""
    found = completions(value) if os.path.split(value)[1] else ()
    return next(iter(found), None)


def completions(value: str) -> list[str]:
    """Return the paths that start with ``value``, in order, with a slash after each directory.

    Hidden files are left out unless a dot is typed.
    """
    folder, start = os.path.split(value)
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as entries:
            fitting = sorted(
                (entry.name, entry.is_dir())
                for entry in islice(entries, _MAX_ENTRIES)
                if entry.name.startswith(start) and (start or not entry.name.startswith("."))
            )
    except (OSError, ValueError):
        return []
    return [os.path.join(folder, name) + "/" * is_folder for name, is_folder in fitting]


class TextField(FieldWidget, LineInputMixin, Input, can_focus=True):
    """One line of text.

    The widget accepts anything; the state reports errors after the field is left.
    """

    loads = True
    writes_at_once = True

    # The built-in messages would carry the text, and the repr of messages is logged.
    Changed = SilentMessage  # type: ignore[assignment]
    Blurred = SilentMessage  # type: ignore[assignment]

    # Its size is fixed, so typing does not need a new layout of the form.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(self) -> None:
        super().__init__(validate_on=())
        self._showing = False
        self._typing = False

    @property
    def lines(self) -> int:
        return 1

    def replace(self, text: str, start: int, end: int) -> None:
        # A typed character redraws only its own line, once, and nothing around it.
        self._typing = True
        try:
            super().replace(text, start, end)
        finally:
            self._typing = False
        self.refresh(Region(0, 0, self.size.width + self._right, 1))

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        if self._typing and not (regions or layout or recompose):
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def show_row(self, row: LayoutRow) -> None:
        typing, self._typing = self._typing, False
        try:
            super().show_row(row)
        finally:
            self._typing = typing

    def show_value(self, row: LayoutRow) -> None:
        self.placeholder = self.hint(row)
        text = text_of(row.shown)
        # An emptied field stays empty while it has the focus; its default returns afterwards.
        emptied = row.entered is UNSET and not self.value and self.has_focus
        if text != self.value and not emptied:
            # What is typed next replaces all of it, if it would have replaced all of the old one.
            whole = Selection(0, len(self.value))
            selected = bool(self.value) and self.selection in (whole, whole[::-1])
            self._showing = True
            self.value = text
            self._showing = False
            if selected:
                self.selection = Selection(0, len(text))

    @property
    def is_default(self) -> bool:
        return self.row.entered is UNSET

    def hint(self, row: LayoutRow) -> str:
        """Return the text shown while the field is empty."""
        item = row.field
        if item is None:
            return ""
        default = text_of(item.default)
        if default and row.control is not None and not row.control.secret:
            return f"default: {default}"
        return f"such as {item.placeholder}" if item.placeholder else ""

    def raw(self, text: str) -> Any:
        """Return the raw value of a text."""
        return text or UNSET

    def watch_value(self, value: str) -> None:
        """Write the value at once, so that no later key can overtake it."""
        if not self._showing and self.is_attached:
            self.write(self.raw(value))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.paste(event.text)

    def action_paste(self) -> None:
        self.paste(self.app.clipboard)

    def paste(self, text: str) -> None:
        """Insert pasted text, without surrounding blanks and line ends."""
        text = lines_unified(text).strip()
        if text and not self.form.take_paste(text, lambda: self.put(text)):
            self.put(text)

    def put(self, text: str) -> None:
        """Insert text at the cursor; several lines replace the whole value."""
        if len(text.splitlines()) > 1:
            self.form.spread(self.row.loc, self.raw(text))
        else:
            start, end = sorted(self.selection)
            self.replace(text, start, end)
            self.form.fill_from_address(self.row.loc)

    def load(self, text: str) -> None:
        text = text.strip()
        if len(text.splitlines()) > 1:
            self.form.spread(self.row.loc, self.raw(text))
        else:
            self.value = text

    async def action_submit(self) -> None:
        self.form.next_field(self)


class NumberField(TextField, can_focus=True):
    """Number or date; up and down step it within its bounds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", "More", show=False),
        Binding("down", "step(-1)", "Less", show=False),
    ]

    def action_step(self, direction: int) -> None:
        """Step up or down, if the value is a number or a date."""
        control = self.row.control
        if isinstance(control, Scalar):
            stepped = step(control, self.value, direction)
            if stepped is not None:
                self.value = stepped
                self.cursor_position = len(stepped)


class PathField(TextField, can_focus=True):
    """Path; existing paths are suggested, and the right arrow accepts one."""

    def __init__(self) -> None:
        super().__init__()
        self.suggester = PathSuggester()
