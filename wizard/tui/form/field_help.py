"""Help for one field of a form: what it is, where to find it, and what is accepted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wizard.forms import Control, FieldLocation, FormField, FormState, Loc, expected
from wizard.forms.messages import MAX_EXAMPLE_CHARS
from wizard.tui.form.dialogs import FormDialog
from wizard.tui.sanitize import sanitize_text
from wizard.utils.text import shortened

SECRECY: Final = (
    "A secret. It's masked, never saved in drafts or files, and sent only when you say so."
)


SELF_EVIDENT: Final = ("text", "a value", "a list", "yes or no")
"""What a field shows that it accepts."""


class HelpDialog(FormDialog[None]):
    """Help on the field and the form's keys, for apps that have no help of their own."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,q", "close", "Close")]
    AUTO_FOCUS = "VerticalScroll"
    TITLE_TEXT = "Help"

    def __init__(self, subject: Content | None, keys: Iterable[Binding]) -> None:
        super().__init__()
        self._subject = subject
        self._keys = [f"{binding.key}: {binding.tooltip}" for binding in keys if binding.tooltip]

    def content(self) -> ComposeResult:
        with VerticalScroll():
            if self._subject is not None:
                yield Static(Content(sanitize_text(self._subject.plain)))
            yield Static(Content("\n".join(["", *self._keys])))


def field_help(state: FormState[object], loc: Loc) -> Content | None:
    """Return the field's help: purpose, source, example and accepted values."""
    place = state.place(loc)
    if not loc:  # a form that is itself a choice, such as how to sign in
        place = FieldLocation(loc, None, state.form.root, state.raw, state.form.root.ui.label or "")
    if place is None or not place.label:
        return None
    control, field = place.control, place.field
    picks = [*getattr(control, "variants", ()), *getattr(control, "options", ())[:20]]
    facts = _facts(field) if field is not None else []
    noun = expected(control)
    if noun not in SELF_EVIDENT and not picks:
        facts.append(f"Accepts: {noun}")
    if control.secret:
        facts.append(SECRECY)
    parts = (
        [Content.styled(place.label, "bold"), Content(help_of(field, control))],
        [Content(f"• {pick.label}{_after(pick.help)}") for pick in picks],
        [Content(fact) for fact in facts],
    )
    paragraphs = (Content("\n").join(line for line in part if line) for part in parts)
    return Content("\n\n").join(paragraph for paragraph in paragraphs if paragraph)


def help_of(field: FormField | None, control: Control | None) -> str:
    """Return the help declared on a field or on its annotation."""
    if field is not None and field.help:
        return field.help
    return control.ui.help or "" if control is not None else ""


def _facts(field: FormField) -> list[str]:
    facts = []
    if field.ui.where:
        facts.append(f"Where to find it: {field.ui.where}")
    if field.example:
        facts.append(f"For example: {shortened(field.example, MAX_EXAMPLE_CHARS)}")
    facts.append("Required" if field.required else "Optional")
    if field.deprecated:
        facts.append(field.deprecated)
    return facts


def _after(words: str) -> str:
    return f": {words}" if words else ""
