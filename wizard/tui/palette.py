"""The list of all that can be done here, searchable: Textual's palette."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette


class Palette(CommandPalette):
    """Textual's, which takes a key at any moment."""

    def _action_command_list(self, action: str) -> None:
        # Not yet laid out, the list has no lines in which to look for the next page.
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)
