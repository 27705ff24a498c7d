"""What stands above the rest of a screen, such as a server's words on the whole request."""

from __future__ import annotations

from textual.widgets import Static


class Banner(Static):
    """Some lines that must not be overlooked; nothing when there are none."""

    def __init__(self, text: str) -> None:
        super().__init__(f"× {text}" if text else "", markup=False)
        self.display = bool(text)
