"""Size breakpoints: the style classes a screen gets for its width and height."""

from __future__ import annotations

from typing import Final

from textual.geometry import Size

LEAST: Final = Size(50, 15)
"""Columns and lines that a screen needs."""

SMALLEST: Final = Size(16, 4)
"""Smallest columns and lines to lay out for; anything outside the terminal is not drawn."""

WIDTHS: Final = [(0, "-cramped"), (LEAST.width, "-narrow"), (80, "-normal"), (100, "-wide")]
HEIGHTS: Final = [(0, "-low"), (LEAST.height, "-short"), (24, "-tall")]
"""Size classes by least columns and lines; the first of each means too small."""


def too_small(size: Size) -> bool:
    """Return whether a screen does not fit."""
    return size.width < LEAST.width or size.height < LEAST.height


def laid_out(size: Size) -> Size:
    """Return the size to lay out for: Textual's lists fail on lines too short for a character."""
    return Size(max(size.width, SMALLEST.width), max(size.height, SMALLEST.height))


def classes_of(size: Size) -> list[str]:
    """Return the size classes of a screen."""
    rooms = ((size.width, WIDTHS), (size.height, HEIGHTS))
    return [[name for least, name in classes if room >= least][-1] for room, classes in rooms]
