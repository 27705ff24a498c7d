"""Text shown above the rest of a screen, such as a server's complaint."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.widgets import Static

from wizard.tui.breakpoints import LEAST
from wizard.tui.wrapping import fitted, whole


class Banner(Static):
    """Lines that must not be overlooked; hidden if empty."""

    def __init__(self, text: str) -> None:
        super().__init__(markup=False)
        self.show(text)

    def show(self, text: str) -> None:
        """Show other lines; none if empty."""
        self.update(Content(f"× {text}" if text else ""))
        self.display = bool(text)


class Prose(Static):
    """Static text with hanging items, whose long words break well; copying restores all that."""

    def __init__(self, content: Content | str, **options: Any) -> None:
        super().__init__(content, markup=False, **options)
        self._whole = Content(content) if isinstance(content, str) else content
        self._room = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height, after breaking the text anew for a new width."""
        if width and width != self._room:
            self._room = width
            self.update(fitted(self._whole, width), layout=False)
        return super().get_content_height(container, viewport, width)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, without the breaks that are only displayed."""
        found = super().get_selection(selection)
        return found and (whole(found[0]), found[1])


class TooSmall(Static):
    """Covers the screen while there is too little room."""

    ALLOW_SELECT = False
    SCOPED_CSS = False
    # Here because it is seldom needed, and by the first screen too, which loads very little.
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
            f"Please make this window larger: at least {LEAST.width} columns by {LEAST.height} "
            "lines. Nothing you typed is lost. Or press ctrl+q and run clarm-wizard --plain.",
            markup=False,
        )
