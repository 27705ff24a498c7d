"""Fields for secrets, shown as dots or as a summary, and never copied."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from wizard.forms import UNSET, Secret, text_of
from wizard.forms.answers import sent_secret
from wizard.forms.key_files import summarise
from wizard.forms.paste import lines_unified
from wizard.tui.form.base import FieldWidget, Pressable
from wizard.tui.form.layout_rows import LayoutRow
from wizard.tui.form.text import TextField
from wizard.utils.glyphs import WARNING


class SecretField(TextField, can_focus=True):
    """Single-line secret, which cannot be copied or cut.

    F3 reveals it until the field loses the focus or another screen covers it.
    """

    is_masked = True
    right = 20  # room for its length, which also tells whether a long one is whole

    def __init__(self) -> None:
        super().__init__()
        self.password = True

    def raw(self, text: str) -> Any:
        return Secret(text) if text else UNSET

    def tags(self, row: LayoutRow) -> list[str]:
        text = text_of(row.shown)
        kept = sent_secret(row.control, text) if row.control is not None else text
        length = "1 character" if len(kept) == 1 else f"{len(kept):,} characters"
        dropped = ["without the spaces around it"] if kept != text else []
        return [*super().tags(row), *([length] if text else []), *dropped]

    def reveal(self) -> None:
        """Show or hide what was typed."""
        if not self.password:
            self._mask()
            return
        self.password = False
        self.app.screen_change_signal.subscribe(self, self._mask, immediate=True)

    def _mask(self, _: object = None) -> None:
        self.password = True
        self.app.screen_change_signal.unsubscribe(self)

    def on_blur(self) -> None:
        """Hide the secret again."""
        self._mask()

    def action_copy(self) -> None:
        """Refuse: a copy would end up on the clipboard of the user's own machine."""
        self.form.say(self.row.loc, "You can't copy a secret here.")

    def action_cut(self) -> None:
        """Refuse, as for copying."""
        self.action_copy()


class LongSecretField(FieldWidget, Pressable, can_focus=True):
    """Multi-line secret, pasted as a whole or loaded; only a summary is shown.

    Typing appends to it. Backspace deletes the last character of a typed secret, and all of one
    with several lines.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "press", "Next", show=False),
        Binding("backspace", "erase", "Erase", show=False),
        Binding("delete,ctrl+u", "clear", "Erase all", show=False),
        Binding("ctrl+v", "paste", "Paste", show=False),
        Binding("f3", "refuse", show=False),
    ]
    loads = True

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Claim printable keys, so that they are not taken for commands."""
        return character is not None and character.isprintable()

    def show_value(self, row: LayoutRow) -> None:
        text = text_of(row.shown)
        self.mark("-empty", not text)
        self.update(self.summary(text) if text else Content(self.empty(row)))

    def empty(self, row: LayoutRow) -> str:
        """Return the text shown while the field is empty."""
        file = row.control.ui.file if row.control is not None else None
        if file is not None and file.encoding == "base64":
            return f"Press ctrl+o to load the {file.name}"  # nobody can paste a binary one
        return f"Paste the {file.name if file else 'text'} here, or press ctrl+o to load it"

    def summary(self, text: str) -> Content:
        """Return what kind of secret it is and its length, without any of its content."""
        found = summarise(text)
        lines = [f"•••• {found.size}"]
        if found.kind:
            lines.append(", ".join((found.kind, *found.facts)))
        # The field's error is closer to the cause.
        lines += [f"{WARNING} {problem}" for problem in found.problems if not self.row.errors]
        return Content("\n".join(lines))

    def raw(self, text: str) -> Any:
        """Return the raw value of a text."""
        return Secret(text) if text else UNSET

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character is not None:
            event.stop()
            event.prevent_default()
            self.write(self.raw(text_of(self.row.entered) + event.character))

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.paste(event.text)

    def action_paste(self) -> None:
        """Paste from the app's clipboard."""
        self.paste(self.app.clipboard)

    def paste(self, text: str) -> None:
        """Replace the value with the whole text."""
        if text.strip():
            self.write(self.raw(lines_unified(text)))

    def load(self, text: str) -> None:
        self.write(self.raw(text))

    def action_erase(self) -> None:
        """Delete the last character, or all of a value with several lines."""
        text = text_of(self.row.entered)
        self.write(self.raw("" if "\n" in text else text[:-1]))

    def action_clear(self) -> None:
        """Empty the field."""
        self.write(UNSET)

    def action_refuse(self) -> None:
        """Say why it stays hidden: a key file would fill the screen for any passer-by to see."""
        self.form.say(self.row.loc, "Secrets with several lines are never shown, only summarized.")

    def action_press(self) -> None:
        self.form.next_field(self)

    async def clicked(self, event: events.Click) -> None:
        """Do nothing more: a click only focuses."""
