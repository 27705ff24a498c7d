"""The list of all that can be done here, searchable: Textual's palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.command import CommandInput, CommandList, CommandPalette

if TYPE_CHECKING:
    from wizard.tui.context import Wizard


class Palette(CommandPalette):
    """Textual's, which takes a key at any moment."""

    def _action_command_list(self, action: str) -> None:
        # Not yet laid out, the list has no lines in which to look for the next page.
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the cursor still where each blink would cross a network."""
        if isinstance(event.widget, CommandInput):
            event.widget.cursor_blink = cast("Wizard", self.app).blink
