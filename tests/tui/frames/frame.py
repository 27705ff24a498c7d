"""What the terminal shows at one moment, as rows of characters, and what of it can be judged."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from unittest.mock import patch

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.widgets import OptionList, Static

from tests.support.pilot import Hand
from tests.support.services import FakeServices
from tests.support.walk import still, walk
from wizard.tui.form.base import RowWidget
from wizard.utils.glyphs import SWITCH, ascii_only

WORD = re.compile(r"\w+")
MARGIN = 4
"""So near to the right edge a word may have been cut: scroll bars and blanks are behind it."""

BARS = frozenset("…│▁▂▃▄▅▆▇█▌▐")
"""What stands where something ends."""


@dataclass(frozen=True)
class Frame:
    """One moment.

    hidden: what of the focused widget is not on the screen, in words. unfinished: texts that are
    not all there, though nothing scrolls. window: what is behind it need not be whole.
    """

    width: int
    rows: tuple[str, ...]
    focus: str
    hidden: str
    unfinished: tuple[str, ...]
    window: Region | None
    segments: tuple[Segment, ...] = field(repr=False)

    @classmethod
    def of(cls, hand: Hand) -> Frame:
        """What there is to be seen now."""
        app = hand.app
        strips = app.screen._compositor.render_strips(app.size)
        rows, segments = [], []
        for strip in strips:
            line = list(strip)
            rows.append("".join(segment.text for segment in line))
            segments += line
        return cls(
            width=app.size.width,
            rows=tuple(rows),
            focus=_focus(hand),
            hidden=_hidden(hand),
            unfinished=tuple(_unfinished(hand)),
            window=_window(hand),
            segments=tuple(segments),
        )

    def text(self, title: str) -> str:
        """As it is kept in a file: with a border, so that both edges are seen."""
        edge = "+" + "-" * self.width + "+"
        lines = [title, edge, *(f"|{row}|" for row in self.rows), edge, f"focus: {self.focus}"]
        return "\n".join(lines) + "\n"

    def too_wide(self) -> list[str]:
        """Rows that do not fill exactly the width."""
        return [row for row in self.rows if cell_len(row) != self.width]

    def words(self) -> set[str]:
        """All words, those at the edges too."""
        return {word for row in self.rows for word in WORD.findall(row)}

    def cut(self, whole: set[str], long: set[str]) -> list[str]:
        """Words at a right edge that are not ``whole``; a ``long`` one may go on below."""
        found = []
        rows = self.rows
        if (window := self.window) is not None:
            seen = slice(window.x + 1, window.right - 1)
            rows = tuple(row[seen] for row in rows[window.y + 1 : window.bottom - 1])
        for row in rows:
            for word in _at_edges(row):
                parts = row.split()
                folded = any(part in one for part in parts if word in part for one in long)
                if word not in whole and not folded:
                    found.append(f"{word!r} in {row.strip()!r}")
        return found

    def long_words(self) -> set[str]:
        """What is longer than a narrow line: addresses."""
        return {part for row in self.rows for part in row.split() if len(part) > 40}


def _at_edges(row: str) -> Iterator[str]:
    for match in WORD.finditer(row):
        behind = row[match.end() :]
        next_to_it = behind.lstrip()[:1]
        near = len(behind) - len(behind.lstrip()) <= MARGIN
        if near and (not next_to_it or next_to_it in BARS):
            yield match[0]


def _focus(hand: Hand) -> str:
    widget = hand.app.focused
    if isinstance(widget, RowWidget):
        return widget.row.label
    return type(widget).__name__ if widget is not None else "nothing"


def _hidden(hand: Hand) -> str:
    """What the person has to see and does not: a field's label, an answer."""
    widget = hand.app.focused
    if widget is None:
        return ""
    seen = _clipped(widget.region, hand)
    if isinstance(widget, RowWidget):
        label = "\n".join(hand.seen().splitlines()[seen.y : seen.bottom]) if seen else ""
        return "" if widget.row.label in label else f"the label {widget.row.label!r}"
    if isinstance(widget, OptionList):
        return "some answers" if seen != widget.region or widget.max_scroll_y else ""
    return "" if seen.height else "all of it"


def _window(hand: Hand) -> Region | None:
    found = hand.app.screen.query("#question")
    return found.first().region if found else None


def _unfinished(hand: Hand) -> Iterator[str]:
    """Texts whose widgets are lower than they are long."""
    screen = hand.app.screen
    for widget in screen.query(Static):
        if widget.region.height and widget.display:
            width, height = widget.content_size
            needed = widget.get_content_height(screen.size, screen.size, width)
            if needed > height:
                yield f"{type(widget).__name__} {widget.id or ''} {widget.render()}"


def _clipped(region: Region, hand: Hand) -> Region:
    widget = hand.app.focused
    assert widget is not None
    place = hand.app.screen.find_widget(widget)
    return region.intersection(place.clip)


@cache
def frames(
    columns: int, lines: int, *, colour: bool = True, bare: bool = False, last: str = ""
) -> dict[str, Frame]:
    """The frames of a whole walk, or up to the one called ``last``; ``bare``: in ASCII."""
    environ = {} if colour else {"NO_COLOR": "1"}
    with patch.dict(os.environ, environ | {SWITCH: str(int(bare))}):
        ascii_only.cache_clear()
        found = asyncio.run(_frames((columns, lines), last))
    ascii_only.cache_clear()
    return found


async def _frames(size: tuple[int, int], last: str) -> dict[str, Frame]:
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        services = FakeServices(Path(folder))
        async with still(services, size) as hand:
            async for name in walk(hand, services):
                found[name] = Frame.of(hand)
                if name == last:
                    break
    return found
