"""A form's messages: errors and warnings at their fields, and the error count."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from wizard.forms import FieldError
from wizard.tui.form.base import FormHost, Pressable, RowWidget
from wizard.tui.form.columns import is_wide
from wizard.tui.form.layout_rows import LayoutRow, RowKind
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
