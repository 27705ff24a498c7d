"""What is seen instead of a screen that does not fit. Below it everything stays as it is."""

from __future__ import annotations

from textual.widgets import Static

from wizard.tui.sizes import LEAST


class TooSmall(Static):
    """Covers the screen as long as there is too little room."""

    ALLOW_SELECT = False
    SCOPED_CSS = False
    # Here, since it is seldom needed, and by the first screen too, which reads as little as it can.
    DEFAULT_CSS = """
    TooSmall {
        layer: cover;
        dock: top;
        width: 100%;
        height: 100%;
        padding: 1 2;
        background: $background;
        display: none;
    }
    .-cramped TooSmall, .-low TooSmall { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(
            f"Please make this window larger: {LEAST.width} columns and {LEAST.height} lines at "
            "least. "
            "Nothing you typed is lost. If it cannot be larger: ctrl+q, then clarm-wizard --plain.",
            markup=False,
        )
