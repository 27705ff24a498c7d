"""What is seen instead of a screen that does not fit. Below it everything stays as it is."""

from __future__ import annotations

from typing import Final

from textual.geometry import Size
from textual.widgets import Static

LEAST: Final = Size(50, 15)
"""Columns and lines that a screen needs."""


class TooSmall(Static):
    """Covers the screen; the style sheet shows it as long as there is too little room."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(
            f"Please make this window larger: {LEAST.width} columns and {LEAST.height} lines at "
            "least. "
            "Nothing you typed is lost. If it cannot be larger: ctrl+q, then clarm-wizard --plain.",
            markup=False,
        )
