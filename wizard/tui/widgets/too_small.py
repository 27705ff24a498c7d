"""What is seen instead of a screen that does not fit. Below it everything stays as it is."""

from __future__ import annotations

from textual.widgets import Static


class TooSmall(Static):
    """Covers the screen; the style sheet shows it when there is too little room."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(
            "Please make this window larger: 50 columns and 15 lines at least. "
            "Nothing you typed is lost. If it cannot be larger: ctrl+q, then clarm-wizard --plain.",
            markup=False,
        )
