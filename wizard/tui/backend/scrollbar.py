"""Scroll bars of whole cells: they change less often, and are drawn with the least there is."""

from __future__ import annotations

from typing import Any

from rich.segment import Segments
from textual.scrollbar import ScrollBar, ScrollBarRender


class WholeCellScrollBar(ScrollBarRender):
    """Textual's, which would begin and end within a cell."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        *arguments: Any,
        **options: Any,
    ) -> Segments:
        """As Textual wants it, in cells and lines."""
        beyond = virtual_size - window_size
        if size == 1 or beyond <= 0:
            virtual_size = size  # no room for a thumb, or no need: Textual would divide by zero
        elif window_size and size:
            thumb = min(max(1, round(size * window_size / virtual_size)), size - 1)
            # At an end only where there is nothing beyond it.
            at = round((size - thumb) * min(1, position / beyond))
            if 0 < position < beyond and size - thumb > 1:
                at = min(max(at, 1), size - thumb - 1)
            # Twice all of it, as what has the bar's own size gets no thumb; a trifle more, as
            # what falls short of a cell by a rounding would be drawn with a part of one.
            virtual_size, window_size, position = 2 * size, 2 * thumb, 2 * at + 1e-6
        return super().render_bar(size, virtual_size, window_size, position, *arguments, **options)


def use() -> None:
    """Let all scroll bars be drawn so."""
    ScrollBar.renderer = WholeCellScrollBar
