"""Text shown above the rest of a screen, such as a server's complaint."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any, Final

from textual.content import Content
from textual.geometry import Size
from textual.selection import Selection
from textual.widgets import Static

from wizard.tui.breakpoints import LEAST


class Banner(Static):
    """Lines that must not be overlooked; hidden if empty."""

    def __init__(self, text: str) -> None:
        super().__init__(markup=False)
        self.show(text)

    def show(self, text: str) -> None:
        """Show other lines; none if empty."""
        self.update(Content(f"× {text}" if text else ""))
        self.display = bool(text)


_PIECES: Final = re.compile(r"[^/?&=_-]*[/?&=_-]+|[^/?&=_-]+")
_BREAK: Final = re.compile(r"(?<=[/?&=_-])\n(?=\S)")


class Prose(Static):
    """Static text that breaks long words at suitable places; copying restores them."""

    def __init__(self, content: Content | str, **options: Any) -> None:
        super().__init__(content, markup=False, **options)
        self._whole = Content(content) if isinstance(content, str) else content
        self._room = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height, after breaking the text anew for a new width."""
        if width and width != self._room:
            self._room = width
            self.update(broken(self._whole, width), layout=False)
        return super().get_content_height(container, viewport, width)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, without the breaks that are only displayed."""
        found = super().get_selection(selection)
        return found and (_BREAK.sub("", found[0]), found[1])


def broken(text: Content, width: int) -> Content:
    """Return ``text`` with line breaks after punctuation in words longer than ``width``."""
    cuts: list[int] = []
    for word in re.finditer(r"\S+", text.plain):
        if len(word[0]) > width:
            cuts += [word.start() + cut for cut in _cuts(word[0], width)]
    return Content("\n").join(text.divide(cuts)) if cuts else text


def _cuts(word: str, width: int) -> list[int]:
    """Return where to cut a word so that its parts fit, preferably after a slash.

    A part without punctuation may still be too long.
    """
    ends = list(accumulate(map(len, _PIECES.findall(word))))
    cuts, start = [], 0
    while len(word) - start > width:
        near = [end for end in ends if start < end <= start + width]
        slashes = [end for end in near if word[end - 1] == "/" and end - start > width // 3]
        start = max(slashes or near, default=0) or next(end for end in ends if end > start)
        cuts.append(start)
    return [cut for cut in cuts if cut < len(word)]


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
