"""The whole form as JSON, to be edited and taken back."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static, TextArea

from wizard.forms import MASK, FormState
from wizard.forms.controls.nested import may_hide
from wizard.forms.json_view import JsonViewProblem, from_json, to_json
from wizard.tui.form.base import ERROR
from wizard.tui.form.dialogs import FormDialog
from wizard.tui.form.harmless import harmless, harmless_strip


class JsonArea(TextArea):
    """Draws nothing that a terminal would obey. ``private``: nothing is copied out of it."""

    private = False

    def action_copy(self) -> None:
        if not self.private:
            super().action_copy()
            return
        words = "This may hold a secret, so it is not copied from here."
        self.app.notify(words, severity="warning", markup=False)

    def action_cut(self) -> None:
        if self.private:
            self.action_copy()
        else:
            super().action_cut()

    def render_line(self, y: int) -> Strip:
        return harmless_strip(super().render_line(y))


class JsonDialog(FormDialog[tuple[Any]]):
    """Gives the new raw value in a tuple, or None when nothing changed.

    Escape takes the changes too, as it must not lose what was typed: only what cannot be taken
    is dropped, and only when it is pressed twice.
    """

    TITLE_TEXT = "As JSON"
    HELP_TEXT = (
        "All that this form sends, as JSON. Change it, add keys that no field knows, or paste "
        f"another. {MASK} stands for a secret that is there and stays as it is."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "take", "Back to the form", tooltip="Take the changes back to the form."),
        Binding("escape", "leave", "Back", priority=True, tooltip="Go back with the changes."),
    ]

    def __init__(self, state: FormState[Any], *, blink: bool = True) -> None:
        super().__init__()
        self._state = state
        self._before = to_json(state.form, state.raw, state.context)
        self._blink = blink
        self._warned = ""

    def content(self) -> ComposeResult:
        text = JsonArea(self._before, soft_wrap=True, tab_behavior="indent")
        text.indent_width = 2
        text.private = may_hide(self._state.form.root)
        text.cursor_blink = self._blink
        yield text
        yield Static(self._hint(), classes="note")

    def _hint(self) -> Content:
        return Content(f"f4 goes back to the form. {MASK} keeps the secret that is there.")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """An error stands until something is changed."""
        event.stop()
        if self._warned:
            self._warned = ""
            self.query_one(".note", Static).update(self._hint())

    def action_take(self) -> None:
        """Put the JSON back into the form, if it can be read."""
        text = self.query_one(TextArea).text
        if text == self._before:
            self.dismiss(None)
            return
        state = self._state
        try:
            raw = from_json(state.form, text, state.raw, state.context)
        except JsonViewProblem as problem:
            self._warned = text
            words = harmless(f"{ERROR} {problem} Escape drops what you changed.")
            self.query_one(".note", Static).update(Content(words))
        else:
            self.dismiss((raw,))

    def action_leave(self) -> None:
        """Like F4; once it was said that the text cannot be taken, drop it."""
        if self._warned:
            self.dismiss(None)
        else:
            self.action_take()
