"""Screen cells: their characters and styles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from rich.cells import split_graphemes

from wizard.tui.backend import sgr

TAIL: Final = ""
"""Stands in the second cell of a wide character."""


def _usual() -> frozenset[str]:
    ranges = ((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x2010, 0x2027))
    more = ((0x2030, 0x205E), (0x2190, 0x2193), (0x2500, 0x25FC), (0x2800, 0x28FF))
    return frozenset(chr(code) for first, last in ranges + more for code in range(first, last + 1))


USUAL: Final = _usual()
"""Characters one column wide in every terminal; terminals differ on others."""


class CellRow:
    """One row of cells. A character of None is unknown, and is left as it is.

    unusual: whether the row may hold characters whose width differs between terminals.
    """

    __slots__ = ("chars", "looks", "unusual")

    def __init__(self, width: int, char: str | None) -> None:
        self.chars: list[str | None] = [char] * width
        self.looks: list[str] = [sgr.PLAIN] * width
        self.unusual = False

    @classmethod
    def of(cls, runs: Iterable[tuple[str, list[str]]]) -> CellRow:
        """Return the row that ``runs`` described."""
        row = cls(0, None)
        for look, chars in runs:
            row.chars += chars
            row.looks += [sys.intern(look)] * len(chars)
        row.unusual = not USUAL.issuperset(filter(None, row.chars))
        return row

    def runs(self) -> list[tuple[str, list[str]]]:
        """Return the characters of the row, of which all are known, in runs of one style."""
        cells = groupby(zip(self.looks, self.chars, strict=True), itemgetter(0))
        return [(look, [char or "" for _, char in run]) for look, run in cells]

    def put(self, x: int, text: str, look: str) -> int:
        """Put ``text`` at column ``x`` and return the column after it."""
        chars, width = self.chars, len(self.chars)
        end = x + len(text)
        if end <= width and (text.isascii() or USUAL.issuperset(text)):
            if x < end:
                self._whole(x, end)
                chars[x:end] = text
                self.looks[x:end] = [look] * (end - x)
            return end
        for char, columns in _split(text):
            end = x + columns
            if columns == 0:
                if 0 < x <= width and (before := chars[x - 1]):
                    chars[x - 1] = before + char
            elif end <= width:
                self._whole(x, end)
                chars[x:end] = [char, TAIL][:columns]
                self.looks[x:end] = [look] * columns
            x = end
        self.unusual = self.unusual or not USUAL.issuperset(text)
        return x

    def _whole(self, start: int, end: int) -> None:
        """Blank out the other half of wide characters cut by a write from ``start`` to ``end``."""
        if self.unusual:
            if self.chars[start] == TAIL:
                self.chars[start - 1] = " "
            if end < len(self.chars) and self.chars[end] == TAIL:
                self.chars[end] = " "

    def resized(self, width: int) -> CellRow:
        """Return a copy cropped or extended to ``width``; added cells are unknown."""
        other, more = self.copy(), width - len(self.chars)
        if more < 0:
            other._whole(width, len(self.chars))
        other.chars[width:] = [None] * more
        other.looks[width:] = [sgr.PLAIN] * more
        return other

    def copy(self) -> CellRow:
        """Return a copy."""
        other = CellRow(0, None)
        other.chars, other.looks, other.unusual = self.chars[:], self.looks[:], self.unusual
        return other

    def become(self, other: CellRow) -> None:
        """Take over the cells of ``other`` that are known."""
        if None in other.chars:
            for x, char in enumerate(other.chars):
                if char is not None:
                    self.chars[x], self.looks[x] = char, other.looks[x]
        else:
            self.chars[:] = other.chars
            self.looks[:] = other.looks
        if other.unusual:
            other.unusual = not USUAL.issuperset(filter(None, other.chars))
        self.unusual = other.unusual


def _split(text: str) -> Iterator[tuple[str, int]]:
    """Yield each grapheme with its width in columns, counted as Textual counts it."""
    for start, end, columns in split_graphemes(text)[0]:
        yield text[start:end], columns
