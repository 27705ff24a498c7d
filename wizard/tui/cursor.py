"""Where the terminal's own cursor belongs, which nobody sees: input methods and magnifiers do."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input


def cursor_place(field: Widget) -> Offset:
    """The place on the screen at which ``field`` takes the next character, else its beginning."""
    place = getattr(field, "cursor_screen_offset", field.content_region.offset)
    if isinstance(field, Input) and field.cursor_at_end:
        return Offset(*place) - (1, 0)  # Textual counts the room behind it
    return Offset(*place)
