"""A form's messages: errors and warnings at their fields, error count, help for the field."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from wizard.forms import (
    Control,
    FieldError,
    FormField,
    ItemList,
    JsonText,
    KeyValueList,
    NestedControl,
    Scalar,
    TextList,
    expected,
)
from wizard.tui.form.base import FormHost, Pressable, RowWidget
from wizard.tui.form.choice import picks_of
from wizard.tui.form.columns import is_wide
from wizard.tui.form.layout_rows import LayoutRow, RowKind
from wizard.tui.sanitize import sanitize_text
from wizard.utils.glyphs import LEADS_TO, WARNING, WRONG


class FieldNote(RowWidget, Static):
    """Note shown below a field."""

    @property
    def left(self) -> int:
        row, columns = self.row, self.form.columns
        beside = columns.beside and row.kind is not RowKind.SUMMARY and not is_wide(row)
        return columns.values if beside else columns.indent(row) + 1

    def on_resize(self) -> None:
        """Keep the field in view now that the note's position is known."""
        self.form.keep_in_sight(self.row.loc)


class ErrorNote(FieldNote):
    """The errors of one field."""

    def show_row(self, row: LayoutRow) -> None:
        lines = []
        for error in row.errors:
            named = names_of(error, self.form)
            lines.append(f"{WRONG} {error.message}" + (f"  {LEADS_TO} {named}" if named else ""))
        offers = [error.offered for error in row.errors if error.fix is not None]
        if offers:
            what = f"use {', '.join(offers)}" if all(offers) else "fix it"
            lines.append(f"  Press enter in the field to {what}")
        self.update(Content("\n".join(lines)))

    def on_click(self) -> None:
        """Apply the offered fix, and go to the field."""
        self.form.correct(self.row.loc)
        fields = [loc for error in self.row.errors for loc in error.fields]
        any(self.form.go_to(loc) for loc in (*fields, self.row.loc))


class FormError(RowWidget, Pressable, can_focus=True):
    """Error of the whole form; pressing it goes to the first field that it names."""

    def show_row(self, row: LayoutRow) -> None:
        parts: list[tuple[str, str] | str] = []
        for error in row.errors:
            named = names_of(error, self.form)
            parts.append(f"{WRONG} {error.message}")
            if named:
                parts.append((f"  {LEADS_TO} {named}", "underline"))
        self.update(Content.assemble(*parts))

    def action_press(self) -> None:
        for error in self.row.errors:
            for loc in error.fields:
                if self.form.go_to(loc):
                    return


def names_of(error: FieldError, form: FormHost) -> str:
    """Return the labels of the fields that an error names, preferring those in use."""
    asked = [loc for loc in error.fields if form.state.place(loc) is not None]
    fields = ((loc, form.state.field(loc)) for loc in asked or error.fields)
    return ", ".join(item.label if item is not None else str(loc[-1]) for loc, item in fields)


class WarningNote(FieldNote):
    """Warning, which does not prevent submission."""

    def show_row(self, row: LayoutRow) -> None:
        self.update(Content(f"{WARNING} {row.text}"))


class ErrorSummary(RowWidget, Static):
    """Number of errors, shown at the top."""

    def show_row(self, row: LayoutRow) -> None:
        fields = "1 field" if row.count == 1 else f"{row.count} fields"
        self.update(Content.styled(f"{WRONG} Fix {fields} to continue", "bold"))


class Hint(Static):
    """Help for the focused field, at the bottom of the form."""

    _words = ""

    def show_row(self, row: LayoutRow | None, said: str = "") -> None:
        """Show ``said``, or else the help for the row's field."""
        words = said or (hint_for(row) if row is not None else "")
        if words != self._words:
            self._words = words
            # Its height is fixed: a new layout of the form would redraw all of it.
            self.refresh()

    def render(self) -> Content:
        """Render as much of the text as fits."""
        size = self.content_size
        return Content(fitted(sanitize_text(self._words), size.width, size.height))


def fitted(words: str, width: int, lines: int) -> str:
    """Return ``words``, shortened if needed and ending in a pointer to the full help."""
    shown, kept = words, words
    while kept and width > 0 and len(Content(shown).wrap(width)) > lines:
        kept = kept.rpartition(" ")[0]
        shown = f"{kept.rstrip(' ,;:')} … Press f1 for details."
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


def help_of(field: FormField | None, control: Control | None) -> str:
    """Return the help declared on a field or on its annotation."""
    if field is not None and field.help:
        return field.help
    return control.ui.help or "" if control is not None else ""


def _needs_telling(control: Control) -> bool:
    if isinstance(control, Scalar):
        # A frequency field itself shows what was typed and what will be sent.
        return control.kind not in ("text", "secret", "path", "secret_bytes", "frequency")
    return isinstance(control, KeyValueList | JsonText) and not isinstance(
        control, ItemList | TextList | NestedControl
    )
