"""F1: the focused field, then the screen, then the keys that work on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wizard.forms import Field, FormState, Loc, Place, expected
from wizard.tui.commands import Command, Offer
from wizard.tui.screens.base import WizardScreen
from wizard.tui.widgets.prose import Prose

MOVING = (
    ("tab, shift+tab", "Next and previous field"),
    ("enter", "Choose; next field; in the last field: next step"),
)


class Help(WizardScreen[None]):
    """Shows text; escape closes it."""

    OFFERS: ClassVar[tuple[Command, ...]] = (
        Command("close", "Close", "Close the help.", "escape,f1,question_mark,q"),
    )
    HEADING = "Help"
    AUTO_FOCUS = "#help"

    def __init__(self, subject: Content | None, screen_text: str, offers: Sequence[Offer]) -> None:
        super().__init__()
        self._subject = subject
        self._text = screen_text
        self._offers = offers

    def body(self) -> ComposeResult:
        with Scroller(id="help"):
            if self._subject is not None:
                yield Prose(self._subject, id="help-subject")
            if self._text:
                yield Static("This screen", classes="title")
                yield Static(self._text, markup=False, classes="text")
            yield Static("Keys", classes="title")
            yield Static(self._keys(), markup=False, id="help-keys")

    def _keys(self) -> Table:
        # What is particular to the field and the screen comes first, then how to get about.
        own = [offer for offer in self._offers if offer.key and offer.owner is not self.app]
        general = [offer for offer in self._offers if offer.key and offer.owner is self.app]
        taken = {offer.key for offer in self._offers}
        rows = [(offer.key, offer.help or offer.title) for offer in own]
        rows += [row for row in MOVING if row[0] not in taken]
        rows += [(offer.key, offer.help or offer.title) for offer in general]
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style="bold", no_wrap=True)
        table.add_column()
        for key, words in rows:
            table.add_row(Text(key), Text(words))
        return table

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()


class Scroller(VerticalScroll, can_focus=True):
    """Takes the focus, so that arrows and page keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "page_down", "Next page", show=False)]


def field_help(state: FormState[object], loc: Loc) -> Content | None:
    """What the field is, where to find it, an example, and what fits."""
    place = state.place(loc)
    if not loc:  # a form that is a choice itself, such as how to sign in
        place = Place(loc, None, state.form.root, state.raw, state.form.root.ui.label or "")
    if place is None or not place.label:
        return None
    lines = [Content.styled(place.label, "bold")]
    control, field = place.control, place.field
    help_text = (field.help if field is not None else "") or control.ui.help or ""
    if help_text:
        lines.append(Content(help_text))
    for variant in getattr(control, "variants", ()):
        lines.append(Content(f"• {variant.label}{_after(variant.help)}"))
    for option in getattr(control, "options", ())[:20]:
        lines.append(Content(f"• {option.label}{_after(option.help)}"))
    if field is not None:
        lines += [Content(words) for words in _facts(field)]
    noun = expected(control)
    if noun not in ("text", "a value", "a list"):
        lines.append(Content(f"What fits: {noun}"))
    if control.secret:
        lines.append(Content("A secret: masked, in no draft and no file; sent when you send."))
    return Content("\n").join(lines)


def _facts(field: Field) -> list[str]:
    facts = []
    if field.ui.where:
        facts.append(f"Where to find it: {field.ui.where}")
    if field.example:
        facts.append(f"For example: {field.example}")
    facts.append("Must be filled in" if field.required else "May stay as it is")
    if field.deprecated:
        facts.append(field.deprecated)
    return facts


def _after(words: str) -> str:
    return f": {words}" if words else ""
