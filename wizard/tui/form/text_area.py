"""Multi-line fields: long text, lists, mappings, JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar
from weakref import WeakMethod

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from wizard.forms import UNSET, JsonText, KeyValueList, Scalar, TextList, text_of
from wizard.forms.paste import lines_unified
from wizard.tui.form.base import FieldWidget, InputBackground, SilentMessage
from wizard.tui.form.layout_rows import LayoutRow

LOWEST, HIGHEST = 2, 8

# URLs, queries and patterns contain one of these; names and numbers do not.
_MAY_HOLD_COMMAS = re.compile(r"[/?=&:;|\\(){}\[\]]")
_COMMA = re.compile(r",\s+|,(?=\w+://)")

# The form has its own undo, the same in every field; ctrl+z suspends. Function keys are the app's.
_NOT_OURS = ("undo", "redo", "select_line", "select_all")
_BINDINGS = [
    binding
    for binding in TextArea.BINDINGS
    if isinstance(binding, Binding) and binding.action not in _NOT_OURS
]


class WeakTextArea(TextArea):
    """A text area that an app does not keep once its screen is left.

    Textual's own watches the app's theme, and what watches an app lives as long as the app does.
    """

    def watch(
        self,
        obj: DOMNode,
        attribute_name: str,
        callback: Callable[..., Any],
        init: bool = True,
    ) -> None:
        """Watch ``obj`` without being kept by it."""
        weak = WeakMethod(callback)

        def call() -> None:
            if (method := weak()) is not None:
                method()

        obj.watch(obj, attribute_name, call, init)


class TextAreaField(
    FieldWidget, InputBackground, WeakTextArea, can_focus=True, inherit_bindings=False
):
    """Text of several lines.

    Enter starts a new line and tab leaves the field. Enter on the blank last line of a list also
    leaves it, so that pressing only enter moves on. Where a fix is offered, enter applies it.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(_BINDINGS)
    loads = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {"field--paper"}
    Changed = SilentMessage  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.highlight_cursor_line = False
        self._showing = False

    def show_value(self, row: LayoutRow) -> None:
        # As Content, since plain text would be parsed as markup.
        self.placeholder = Content(self.hint(row))
        text = text_of(row.shown)
        emptied = row.entered is UNSET and not self.text and self.has_focus
        if text != self.text and not emptied:
            self._showing = True
            self.text = text
            self._showing = False
            if isinstance(self.row.control, TextList | KeyValueList):
                self.move_cursor(self.document.end)  # where the next value goes
        self._grow()

    def hint(self, row: LayoutRow) -> str:
        """Return the text shown while the field is empty."""
        if isinstance(row.control, KeyValueList):
            return "key=value, one per line"
        if isinstance(row.control, JsonText):
            example = row.field.placeholder if row.field is not None else ""
            return f"JSON, such as {example}" if example else "JSON"
        example = row.field.example if row.field is not None else ""
        words = "one per line" if isinstance(row.control, TextList) else ""
        return ", ".join(part for part in (words, f"such as {example}" if example else "") if part)

    def tags(self, row: LayoutRow) -> list[str]:
        kind = "JSON" if isinstance(row.control, JsonText) else ""
        return [*([kind] if kind else []), *super().tags(row)]

    def edit(self, edit: Edit) -> EditResult:
        result = super().edit(edit)
        if not self._showing and self.is_attached:
            self.write(self.text or UNSET)
            self._grow()
        return result

    def render_line(self, y: int) -> Strip:
        # A placeholder too long for the line would break at a space and lose its rest unnoticed.
        whole, width = self.placeholder, self.content_size.width
        if not self.text and isinstance(whole, Content) and whole.cell_length > width:
            self.set_reactive(TextArea.placeholder, whole.truncate(width, ellipsis=True))
        line = super().render_line(y)
        self.set_reactive(TextArea.placeholder, whole)
        # The placeholder is drawn only as wide as its text.
        return line.extend_cell_length(width, self.rich_style)

    @property
    def lines(self) -> int:
        return min(max(self.wrapped_document.height, LOWEST), HIGHEST)

    def on_resize(self) -> None:
        """Fit the height to the text, which wraps at another width."""
        self.call_later(self._grow)

    def _grow(self) -> None:
        self.styles.height = self.lines + self._above

    async def _on_key(self, event: events.Key) -> None:
        offer = any(error.fix is not None for error in self.row.errors)
        if event.key != "enter" or not (offer or self._after_the_last):
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        end = self.document.end
        row = end[0]
        if row and not offer:
            self.delete((row - 1, len(self.document.get_line(row - 1))), end)
        self.form.next_field(self)

    @property
    def _after_the_last(self) -> bool:
        """Whether the cursor is on the blank last line of a list."""
        row = self.cursor_location[0]
        return (
            isinstance(self.row.control, TextList | KeyValueList)
            and row == self.document.line_count - 1
            and not self.document.get_line(row).strip()
        )

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.paste(event.text)

    def action_paste(self) -> None:
        self.paste(self.app.clipboard)

    def paste(self, text: str) -> None:
        """Insert pasted text, unless the form takes it to fill its fields."""
        text = lines_unified(text)
        control = self.row.control
        own = isinstance(control, KeyValueList | JsonText) or (
            isinstance(control, Scalar) and control.multiline
        )
        if own or not self.form.take_paste(text.strip(), lambda: self.put(text)):
            self.put(text)

    def put(self, text: str) -> None:
        """Insert text at the cursor."""
        if isinstance(self.row.control, TextList):
            text = _as_lines(text, self.cursor_at_start_of_line, self.row.control.ui.separator)
        result = self._replace_via_keyboard(text, *self.selection)
        if result is not None:
            self.move_cursor(result.end_location)
        self.form.fill_from_address(self.row.loc)

    def load(self, text: str) -> None:
        self.text = text.strip() if isinstance(self.row.control, TextList) else text
        self.write(self.text or UNSET)


def _as_lines(text: str, at_start: bool, separator: str | None) -> str:
    """Split comma-separated values into lines, if pasted at the start of a line.

    separator: what separates the values of a line, if declared.
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if len(lines) == 1 and at_start and '"' not in lines[0]:
        parts = lines[0].split(separator) if separator else _listed(lines[0])
        lines = [part.strip() for part in parts if part.strip()]
    return "\n".join(lines)


def _listed(line: str) -> list[str]:
    """Split a line at its commas.

    If values may contain commas, only those before a blank or an address separate.
    """
    return re.split(_COMMA if _MAY_HOLD_COMMAS.search(line) else ",", line)
