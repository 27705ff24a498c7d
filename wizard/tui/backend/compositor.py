"""Compositor that renders only the visible part of changed lines; Textual's renders more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from textual import _compositor
from textual.geometry import Region
from textual.strip import Strip


class Compositor(_compositor.Compositor):
    """Compositor that asks a widget for its lines only if some of them will be visible.

    For each character typed into a form, Textual renders all fields in view and whatever is behind
    them.
    """

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        # Each line is cut at widget edges; the first widget to claim a piece keeps it.
        left = {
            y: {cut for cut, end in pairwise(cuts) if cut < crop.right and end > crop.x}
            for y, cuts in enumerate(self.cuts)
            if y in crop.line_range and is_rendered_line(y)
        }

        def seen(region: Region) -> bool:
            first, last = region.column_span
            found = False
            for y in region.line_range:
                pieces = {cut for cut in left.get(y, ()) if first <= cut < last}
                if pieces:
                    found = True
                    left[y] -= pieces
            return found

        every = self.visible_widgets
        in_lines = Region(0, crop.y, self.size.width, crop.height).intersection
        places = ((widget, region, in_lines(clip)) for widget, (region, clip) in every.items())
        self._visible_widgets = {
            widget: (region, clip)
            for widget, region, clip in places
            if seen(region.intersection(clip))
        }
        try:
            return super()._render_chops(crop, is_rendered_line)
        finally:
            self._visible_widgets = every
