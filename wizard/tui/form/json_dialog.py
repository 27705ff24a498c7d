"""The whole form as JSON, to be edited and taken back."""

from __future__ import annotations

from textwrap import shorten
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Static, TextArea

from wizard.forms import MASK, FormState, Union
from wizard.forms.json_view import JsonViewProblem, from_json, to_json
from wizard.tui.form.base import ERROR
from wizard.tui.form.dialogs import FormDialog
from wizard.tui.form.harmless import harmless, harmless_strip

LONGEST: Final = 220
"""Characters of the line that names the keys."""


def keys_of(state: FormState[Any]) -> dict[str, list[str]]:
    """The keys at the top of the JSON that are asked for now, with the ones in each."""
    found: dict[str, list[str]] = {}
    for place in state.places():
        # The name of a union's member stands in no JSON.
        above = [state.form.control_at(place.loc[:end]) for end in range(len(place.loc))]
        keys = [
            part
            for part, control in zip(place.loc, above, strict=True)
            if not isinstance(control, Union)
        ]
        if keys:
            inner = found.setdefault(str(keys[0]), [])
            if len(keys) > 1 and isinstance(keys[1], str) and keys[1] not in inner:
                inner.append(keys[1])
    return found


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
        self._doubted = ""

    def content(self) -> ComposeResult:
        text = JsonArea(self._before, soft_wrap=True, tab_behavior="indent")
        text.indent_width = 2
        text.private = self._state.form.root.may_hold_secret
        text.cursor_blink = self._blink
        yield text
        yield Static(self._hint(), classes="note")

    def _keys(self) -> str:
        """The keys that there are now: those at the top, each with the ones in it."""
        listed = (
            f"{key} ({', '.join(inner)})" if inner else key
            for key, inner in keys_of(self._state).items()
        )
        return shorten(f"Keys: {', '.join(listed)}", LONGEST, placeholder=" …")

    def _hint(self) -> Content:
        back = f"f4 goes back to the form. {MASK} keeps the secret that is there."
        return Content(harmless(f"{self._keys()}\n{back}"))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """What was said stands until something is changed."""
        event.stop()
        if self._warned or self._doubted:
            self._warned = self._doubted = ""
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
            misplaced = self._misplaced(raw)
            if misplaced and text != self._doubted:
                self._doubted = text
                words = harmless(f"! {misplaced} f4 once more leaves it where it is.")
                self.query_one(".note", Static).update(Content(words))
            else:
                self.dismiss((raw,))

    def _misplaced(self, raw: Any) -> str:
        """Words for a key at the top that no field knows there, but in one of the others."""
        known = keys_of(self._state)
        for loc, _ in self._state.form.extras(raw):
            within = next((key for key, inner in known.items() if loc[-1] in inner), None)
            if len(loc) == 1 and within is not None:
                return f"There is no {loc[0]} here. Did you mean {within}.{loc[0]}?"
        return ""

    def action_leave(self) -> None:
        """Like F4; once it was said that the text cannot be taken, drop it."""
        if self._warned:
            self.dismiss(None)
        else:
            self.action_take()
