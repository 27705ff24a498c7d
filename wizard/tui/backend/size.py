"""How large the terminal is: one answer, for what is laid out and for what is written."""

from __future__ import annotations

import os
import sys
from typing import IO, Final

Size = tuple[int, int]
"""Columns, rows."""

USUAL: Final[Size] = (80, 24)
"""What a terminal is taken to have that says nothing of its size."""

LARGEST: Final = 1000
"""Columns, rows; of a terminal that claims more, this much is drawn on."""


def terminal_size() -> Size:
    """The size of the terminal that is drawn on, else of the one that is typed on.

    stdout may be a pipe to another program. Some terminals have no size, or none yet: under cron,
    ``ssh -tt``, ``script`` or expect. Then it is what COLUMNS and LINES say, else the usual one.
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
