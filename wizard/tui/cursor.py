"""Position of the terminal's hidden cursor, which input methods and magnifiers follow."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input


def cursor_place(field: Widget) -> Offset:
    """Return where on the screen ``field`` takes the next character, else its start."""
    place = getattr(field, "cursor_screen_offset", field.content_region.offset)
    if isinstance(field, Input) and field.cursor_at_end:
        return Offset(*place) - (1, 0)  # Textual counts the space after the text
    return Offset(*place)
