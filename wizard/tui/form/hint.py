"""Help for the focused field: two lines below a form, or all of it beside a wide one."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static

from wizard.forms import (
    Control,
    ItemList,
    JsonText,
    KeyValueList,
    NestedControl,
    Scalar,
    TextList,
    expected,
)
from wizard.tui.drawn_lines import KeepsDrawnLines
from wizard.tui.form.base import FormHost
from wizard.tui.form.choice import picks_of
from wizard.tui.form.field_help import field_help, help_of
from wizard.tui.form.layout_rows import LayoutRow
from wizard.tui.sanitize import sanitize_strip
from wizard.tui.wrapping import fitted

MORE: Final = "Press f1 for details."


class Hint(KeepsDrawnLines, Static):
    """Help for the focused field of ``form``."""

    beside = False
    """Whether it stands beside the form, where there is room for all of it."""

    def __init__(self, form: FormHost) -> None:
        super().__init__(markup=False)
        self._form = form
        self._row: LayoutRow | None = None
        self._said = ""
        self._words = Content()

    def show_row(self, row: LayoutRow | None, said: str = "") -> None:
        """Show ``said``, or else the help for the row's field."""
        self._row, self._said = row, said
        words = self._written()
        if words != self._words:
            self._words = words
            # Its height is fixed: a new layout of the form would redraw all of it.
            self.refresh()

    def place(self, *, beside: bool) -> None:
        """Stand beside the form or below it."""
        if beside is not self.beside:
            self.beside = beside
            self.show_row(self._row, self._said)

    def _written(self) -> Content:
        said, row = self._said, self._row
        if not self.beside:
            return Content(said or (hint_for(row) if row is not None else ""))
        details = field_help(self._form.state, row.loc) if row is not None else None
        return Content("\n\n").join(part for part in (Content(said), details) if part)

    def render(self) -> Content:
        """Render as much of the text as fits."""
        width, height = self.content_size
        if not self.beside:
            return Content(shortened(self._words.plain, width, height))
        lines = fitted(self._words, max(width, 1)).wrap(max(width, 1))
        if len(lines) > height:
            lines = [*lines[: height - 1], Content(MORE)]
        return Content("\n").join(lines)

    def render_line(self, y: int) -> Strip:
        """Render a line without anything that a terminal would obey."""
        return sanitize_strip(super().render_line(y))


def shortened(words: str, width: int, lines: int) -> str:
    """Return ``words``, shortened if needed and ending in a pointer to the full help."""
    shown, kept = words, words
    while kept and width > 0 and len(Content(shown).wrap(width)) > lines:
        kept = kept.rpartition(" ")[0]
        shown = f"{kept.rstrip(' ,;:')} … {MORE}"
    return shown


def hint_for(row: LayoutRow) -> str:
    """Return one or two sentences on the field: its help, and what it accepts."""
    parts = [help_of(row.field, row.control)]
    if row.field is not None and row.field.deprecated:
        parts.append(row.field.deprecated)
    picked = next((p for p in picks_of(row) if p.key == row.shown), None)
    if picked is not None and picked.help:
        parts.append(f"{picked.label}: {picked.help}")
    if row.control is not None and _needs_telling(row.control):
        noun = expected(row.control)
        parts.append(noun[:1].upper() + noun[1:])
    return " ".join(_sentence(part) for part in parts if part)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _needs_telling(control: Control) -> bool:
    if isinstance(control, Scalar):
        # A frequency field itself shows what was typed and what will be sent.
        return control.kind not in ("text", "secret", "path", "secret_bytes", "frequency")
    return isinstance(control, KeyValueList | JsonText) and not isinstance(
        control, ItemList | TextList | NestedControl
    )
