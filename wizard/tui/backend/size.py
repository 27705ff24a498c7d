"""Terminal size, determined in one place for both layout and output."""

from __future__ import annotations

import os
import sys
from typing import IO, Final

Size = tuple[int, int]
"""Columns, rows."""

USUAL: Final[Size] = (80, 24)
"""Size assumed for a terminal that does not report one."""

LARGEST: Final = 1000
"""Largest number of columns or rows drawn on, even if the terminal claims more."""


def terminal_size() -> Size:
    """Return the size of the terminal drawn on, else of the one typed on.

    stdout may be a pipe. Some terminals have no size, or none yet: under cron, ``ssh -tt``,
    ``script`` or expect. Then COLUMNS and LINES are used, else 80 x 24.
    """
    kernel = _told_by(sys.__stderr__) or _told_by(sys.__stdin__) or (0, 0)
    columns, rows = (
        min(told or _integer(name) or usual, LARGEST)
        for told, name, usual in zip(kernel, ("COLUMNS", "LINES"), USUAL, strict=True)
    )
    return columns, rows


def _told_by(stream: IO[str] | None) -> Size | None:
    try:
        size = os.get_terminal_size(stream.fileno()) if stream is not None else None
    except (OSError, ValueError):
        return None
    return (size.columns, size.lines) if size and any(size) else None


def _integer(name: str) -> int:
    text = os.environ.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
