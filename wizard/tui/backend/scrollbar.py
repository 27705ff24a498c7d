"""Scroll bars drawn in whole cells, which change less often and cost fewer bytes."""

from __future__ import annotations

from typing import Any

from rich.segment import Segments
from textual.scrollbar import ScrollBar, ScrollBarRender


class WholeCellScrollBar(ScrollBarRender):
    """Scroll bar renderer whose thumb starts and ends at cell edges."""

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
        """Render the bar with its position rounded to whole cells."""
        beyond = virtual_size - window_size
        if size == 1 or beyond <= 0:
            virtual_size = size  # no thumb fits or is needed: Textual would divide by zero
        elif window_size and size:
            thumb = min(max(1, round(size * window_size / virtual_size)), size - 1)
            # At an end only if nothing lies beyond it.
            at = round((size - thumb) * min(1, position / beyond))
            if 0 < position < beyond and size - thumb > 1:
                at = min(max(at, 1), size - thumb - 1)
            # Doubled, because a thumb as large as the bar is not drawn; the 1e-6 keeps rounding
            # from leaving a partly filled cell.
            virtual_size, window_size, position = 2 * size, 2 * thumb, 2 * at + 1e-6
        return super().render_bar(size, virtual_size, window_size, position, *arguments, **options)


def use() -> None:
    """Use this renderer for all scroll bars."""
    ScrollBar.renderer = WholeCellScrollBar
