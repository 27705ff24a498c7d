"""Help on F1: the focused field, then the screen, then the keys."""

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

from wizard.tui.commands import ActiveCommand, ScreenCommand
from wizard.tui.form.field_help import field_help
from wizard.tui.screens.base import WizardScreen
from wizard.tui.widgets.text import Prose

__all__ = ["HelpScreen", "field_help"]

MOVING = (
    ("tab, shift+tab", "Next and previous field"),
    ("enter", "Choose; next field; in the last field: next step"),
)


class HelpScreen(WizardScreen[None]):
    """Shows the help text; escape closes it."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("close", "Close", "Close the help.", "escape,f1,question_mark,q"),
    )
    HEADING = "Help"
    AUTO_FOCUS = "#help"

    def __init__(
        self, subject: Content | None, screen_text: str, offers: Sequence[ActiveCommand]
    ) -> None:
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
        # Keys of the field and the screen come first, then how to move around.
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
        """Close the help."""
        self.dismiss()


class Scroller(VerticalScroll, can_focus=True):
    """Scroll container that takes the focus, so that arrow and page keys scroll it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "page_down", "Next page", show=False)]
