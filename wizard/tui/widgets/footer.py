"""Footer: one line with the keys that work now, each also a button."""

from __future__ import annotations

from typing import Any, Final

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from wizard.tui.commands import ActiveCommand, active_commands
from wizard.tui.drawn_lines import KeepsDrawnLines

SCREEN, FIELD, APP = range(3)
DROPPED: Final = (APP, SCREEN, FIELD)
"""From kept longest to dropped first."""


class Footer(KeepsDrawnLines, Widget):
    """Shows the footer commands of the focused field, the screen and the app."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._offers: list[ActiveCommand] = []

    def on_mount(self) -> None:
        """Follow changes of the available keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Release the commands: the last ones may belong to a dialog over this screen."""
        self._offers = []

    def _changed(self, _: Screen[Any]) -> None:
        screen = self.app.screen  # it may be a dialog over this one
        if screen is not self.screen and not screen.is_modal:
            return  # the next step; holding on to its commands would keep it alive
        offers = [offer for offer in active_commands(screen) if offer.key and offer.footer]
        offers.sort(key=self._place)
        if offers != self._offers:
            self._offers = offers
            self.refresh()

    def render(self) -> Content:
        """Render as many commands as fit, with short key names if that helps."""
        width = self.content_size.width
        for short in (False, True):
            parts = [self._part(offer, short=short) for offer in self._offers]
            if sum(part.cell_length + 2 for part in parts) - 2 <= width:
                return Content("  ").join(parts)
        places = [self._place(offer) for offer in self._offers]
        while parts and sum(part.cell_length + 2 for part in parts) - 2 > width:
            # Field commands are dropped first, then those of the screen.
            least = max(range(len(parts)), key=lambda at: (DROPPED.index(places[at]), at))
            del parts[least], places[least]
        return Content("  ").join(parts)

    def _place(self, offer: ActiveCommand) -> int:
        """Return the sort key: screen commands first, then the field's, then the app's."""
        return (
            SCREEN if offer.owner is self.app.screen else APP if offer.owner is self.app else FIELD
        )

    def _part(self, offer: ActiveCommand, *, short: bool) -> Content:
        index = self._offers.index(offer)
        key = offer.key.replace("ctrl+", "^") if short else offer.key
        link = Style.from_meta({"offer": index})
        return Content.assemble((key, "bold $footer-key-foreground"), f" {offer.title}").stylize(
            link
        )

    async def on_click(self, event: events.Click) -> None:
        """Run the clicked command."""
        index = event.style.meta.get("offer")
        if index is not None:
            offer = self._offers[index]
            await self.app.run_action(offer.action, offer.owner)
