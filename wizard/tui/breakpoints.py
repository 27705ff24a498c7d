"""The sizes of windows that are told apart: the classes that a screen has by its room."""

from __future__ import annotations

from typing import Final

from textual.geometry import Size

LEAST: Final = Size(50, 15)
"""Columns and lines that a screen needs."""

SMALLEST: Final = Size(16, 4)
"""Columns and lines that are laid out at least; what is beyond the terminal is not drawn."""

WIDTHS: Final = [(0, "-cramped"), (LEAST.width, "-narrow"), (80, "-normal"), (100, "-wide")]
HEIGHTS: Final = [(0, "-low"), (LEAST.height, "-short"), (24, "-tall")]
"""The classes of a screen by its columns and lines; the first of each is too little."""


def too_small(size: Size) -> bool:
    """Whether a screen does not fit."""
    return size.width < LEAST.width or size.height < LEAST.height


def laid_out(size: Size) -> Size:
    """The size to lay out for: Textual's lists fail where a line has no room for a character."""
    return Size(max(size.width, SMALLEST.width), max(size.height, SMALLEST.height))


def classes_of(size: Size) -> list[str]:
    """The classes of a screen of this size."""
    rooms = ((size.width, WIDTHS), (size.height, HEIGHTS))
    return [[name for least, name in classes if room >= least][-1] for room, classes in rooms]
