"""What stands above the rest of a screen, such as a server's words on the whole request."""

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
    """Some lines that must not be overlooked; nothing when there are none."""

    def __init__(self, text: str) -> None:
        super().__init__(f"× {text}" if text else "", markup=False)
        self.display = bool(text)


_PIECES: Final = re.compile(r"[^/?&=_-]*[/?&=_-]+|[^/?&=_-]+")
_BREAK: Final = re.compile(r"(?<=[/?&=_-])\n(?=\S)")


class Prose(Static):
    """Text, as ``Static`` shows it, but for where long words break; a copy has them whole."""

    def __init__(self, content: Content | str, **options: Any) -> None:
        super().__init__(content, markup=False, **options)
        self._whole = Content(content) if isinstance(content, str) else content
        self._room = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As for any widget; at a new width, what is shown is broken anew."""
        if width and width != self._room:
            self._room = width
            self.update(broken(self._whole, width), layout=False)
        return super().get_content_height(container, viewport, width)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What is selected, without the breaks that are only shown."""
        found = super().get_selection(selection)
        return found and (_BREAK.sub("", found[0]), found[1])


def broken(text: Content, width: int) -> Content:
    """``text`` with line breaks in words that are longer than ``width``, behind their signs."""
    cuts: list[int] = []
    for word in re.finditer(r"\S+", text.plain):
        if len(word[0]) > width:
            cuts += [word.start() + cut for cut in _cuts(word[0], width)]
    return Content("\n").join(text.divide(cuts)) if cuts else text


def _cuts(word: str, width: int) -> list[int]:
    """Where to cut, so that each part but perhaps one without signs fits; best behind a slash."""
    ends = list(accumulate(map(len, _PIECES.findall(word))))
    cuts, start = [], 0
    while len(word) - start > width:
        near = [end for end in ends if start < end <= start + width]
        slashes = [end for end in near if word[end - 1] == "/" and end - start > width // 3]
        start = max(slashes or near, default=0) or next(end for end in ends if end > start)
        cuts.append(start)
    return [cut for cut in cuts if cut < len(word)]


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
