"""Computes the shortest output that turns the rows on the terminal into other rows.

As in curses, only cells that differ are written, and rows that merely moved are moved by the
terminal.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from wizard.tui.backend import sgr
from wizard.tui.backend.cell_buffer import TAIL, USUAL, CellRow

MAX_REWRITTEN_CELLS: Final = 5
"""Unchanged cells; rewriting this many costs no more than moving the cursor over them."""

MIN_ERASED_CELLS: Final = 9
"""Blanks; shorter runs are written as spaces."""

MIN_MOVED_CELLS: Final = 60
"""Cells that differ; with fewer, no rows are moved."""

NEW_ROW_CELLS: Final = 40
"""Estimated cells to write for each row that a move brings in."""

MAX_UNORDERED_ROWS: Final = 8
"""Rows; more are written from top to bottom, so that they do not appear one by one."""

MAX_MOVE_ROWS: Final = 3
"""Distance, in rows, up to which moves are considered."""

_MANY_BLANKS: Final = re.compile(f"( {{{MIN_ERASED_CELLS},}})")


class CellDiff:
    """Turns ``shown``, the rows on the terminal, into others and returns the output for it.

    erases: whether the terminal erases with the current background (terminfo's ``bce``).
    """

    def __init__(self, shown: list[CellRow], *, erases: bool) -> None:
        self.shown = shown
        self.erases = erases
        self._x = self._y = -1  # cursor position; -1: unknown
        self._look: str | None = None
        self._out: list[str] = []

    def to(self, wanted: Sequence[CellRow], cursor: tuple[int, int], drawn: Iterable[int]) -> str:
        """Return the output that shows ``wanted`` and puts the cursor at ``cursor`` (column, row).

        drawn: numbers of the rows that may differ from what is shown.
        """
        drawn = sorted(drawn)
        move = self._move(wanted, drawn)
        if move is None:
            return self._written(wanted, cursor, drawn)
        other = self._copy()
        other._shift(*move)
        moved = other._written(wanted, cursor, range(len(wanted)))
        stayed = self._written(wanted, cursor, drawn)
        if len(moved) >= len(stayed):
            return stayed
        self.shown[:] = other.shown
        self._x, self._y, self._look = other._x, other._y, other._look
        return moved

    def _copy(self) -> CellDiff:
        other = CellDiff([row.copy() for row in self.shown], erases=self.erases)
        other._x, other._y, other._look = self._x, self._y, self._look
        return other

    def _written(
        self, wanted: Sequence[CellRow], cursor: tuple[int, int], drawn: Sequence[int]
    ) -> str:
        changes = self._changes(wanted, drawn)
        while changes:
            y = self._next_of(changes, wanted)
            self._row(y, wanted[y], changes.pop(y))
        self._go(*cursor)
        written = "".join(self._out)
        self._out.clear()
        return written

    def _next_of(self, changes: dict[int, list[int]], wanted: Sequence[CellRow]) -> int:
        """Pick the next row to write: if few remain, the one whose style is cheapest to reach."""
        first = next(iter(changes))
        if len(changes) > MAX_UNORDERED_ROWS:
            return first

        def dear(y: int) -> int:
            return len(sgr.change(self._look, wanted[y].looks[changes[y][0]]))

        return min(changes, key=dear)

    def _changes(self, wanted: Sequence[CellRow], drawn: Sequence[int]) -> dict[int, list[int]]:
        """Return, for each row that differs, the columns that do."""
        changes = {}
        for y in drawn:
            row, shown = wanted[y], self.shown[y]
            if row.chars != shown.chars or row.looks != shown.looks:
                changes[y] = _changed(row, shown)
        return {y: cells for y, cells in changes.items() if cells}

    # Moving rows

    def _move(self, wanted: Sequence[CellRow], drawn: Sequence[int]) -> tuple[int, int, int] | None:
        """Return the most promising move as (by, first, last), or None."""
        stay = [0] * len(wanted)
        for y in drawn:
            stay[y] = _distance(wanted[y], self.shown[y])
        if sum(stay) <= MIN_MOVED_CELLS:
            return None
        ways = [by for by in range(-MAX_MOVE_ROWS, MAX_MOVE_ROWS + 1) if by]
        (saved, first, last), by = max((self._saved(wanted, stay, by), by) for by in ways)
        return (by, first, last) if saved > 0 else None

    def _saved(self, wanted: Sequence[CellRow], stay: list[int], by: int) -> tuple[int, int, int]:
        """Return the cells saved by moving rows up by ``by`` (down if negative), and the range."""
        height = len(wanted)
        best = (0, 0, 0)
        total, first = 0, 0
        for y in range(height):
            source = y + by
            moved = _distance(wanted[y], self.shown[source]) if 0 <= source < height else 9999
            total += stay[y] - moved
            if total < 0:
                total, first = 0, y + 1
            elif total > best[0]:
                best = (total, first, y)
        saved, first, last = best
        saved -= NEW_ROW_CELLS * abs(by)
        return (saved, first, last + by) if by > 0 else (saved, first + by, last)

    def _shift(self, by: int, first: int, last: int) -> None:
        """Move rows ``first`` to ``last`` up by ``by``, or down if it is negative."""
        rows = self.shown[first : last + 1]
        width = len(rows[0].chars)
        # Terminals differ in the background of inserted lines, so those are rewritten in full.
        fresh = [CellRow(width, None) for _ in range(abs(by))]
        self._out.append(f"\x1b[{first + 1};{last + 1}r\x1b[{first + 1}H")
        if by > 0:
            self._out.append(f"\x1b[{by if by > 1 else ''}M")
            self.shown[first : last + 1] = rows[by:] + fresh
        else:
            self._out.append(f"\x1b[{-by if by < -1 else ''}L")
            self.shown[first : last + 1] = fresh + rows[:by]
        self._out.append("\x1b[r")
        self._x = self._y = -1

    # Writing cells

    def _row(self, y: int, wanted: CellRow, cells: list[int]) -> None:
        shown = self.shown[y]
        if wanted.unusual or shown.unusual:
            self._whole_row(y, wanted)
        else:
            for start, end in _runs(cells, wanted):
                self._run(y, start, end, wanted)
        shown.become(wanted)

    def _whole_row(self, y: int, row: CellRow) -> None:
        """Write the whole row, because terminals disagree on the width of its characters."""
        chars = row.chars
        x = 0
        while x < len(chars):
            start = x
            while x < len(chars) and (char := chars[x]) is not None and char in USUAL:
                x += 1
            if x > start:
                self._run(y, start, x, row)
                continue
            x += 1
            while x < len(chars) and chars[x] == TAIL:
                x += 1
            if chars[start]:
                self._unusual(y, start, x, row)

    def _unusual(self, y: int, start: int, end: int, row: CellRow) -> None:
        """Write one unusual character, clearing its cells first: its width may differ there."""
        self._set_look(row.looks[start])
        if end - start > 1:
            self._go(start, y)
            self._out.append(" " * (end - start))
            self._at(end, y, len(row.chars))
        self._go(start, y)
        self._out.append(row.chars[start] or "")
        self._at(end, y, len(row.chars))
        self._x = -1

    def _run(self, y: int, start: int, end: int, row: CellRow) -> None:
        self._go(start, y)
        width = len(row.chars)
        x = start
        for text, look, blank in _pieces(row, start, end):
            stop = x + len(text)
            if blank:
                look = sgr.with_paper_of(self._look or "", look)
            self._set_look(look)
            if blank and len(text) >= MIN_ERASED_CELLS and (self.erases or sgr.has_no_paper(look)):
                self._erase(y, x, stop, more=stop < end, width=width)
            else:
                self._out.append(text)
                self._at(stop, y, width)
            x = stop

    def _erase(self, y: int, start: int, end: int, *, more: bool, width: int) -> None:
        if end == width:
            self._out.append("\x1b[K")
        else:
            self._out.append(f"\x1b[{end - start}X")
            if more:
                self._go(end, y)

    # Cursor and style

    def _at(self, x: int, y: int, width: int) -> None:
        # After the last column the cursor does not advance, and terminals differ in where it is.
        self._x, self._y = (x, y) if x < width else (-1, -1)

    def _go(self, x: int, y: int) -> None:
        if (self._x, self._y) == (x, y):
            return
        if self._y != y or self._y == -1:
            self._out.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        elif x == 0:
            self._out.append("\r")
        elif self._x == -1:
            self._out.append(f"\x1b[{x + 1}G")
        elif x > self._x:
            by = x - self._x
            self._out.append(f"\x1b[{by if by > 1 else ''}C")
        else:
            by = self._x - x
            self._out.append(f"\x1b[{by}D" if by > 1 else "\b")
        self._x, self._y = x, y

    def _set_look(self, look: str) -> None:
        self._out.append(sgr.change(self._look, look))
        self._look = look


def painting(rows: Sequence[CellRow], *, erases: bool) -> str:
    """Return the output that shows ``rows`` on an empty screen."""
    empty = [CellRow(len(row.chars), " ") for row in rows]
    return CellDiff(empty, erases=erases).to(rows, (0, 0), range(len(rows)))


def _changed(wanted: CellRow, shown: CellRow) -> list[int]:
    """Return the columns in which the rows visibly differ."""
    of_blank = sgr.of_blank
    return [
        x
        for x, (char, old, look, before) in enumerate(
            zip(wanted.chars, shown.chars, wanted.looks, shown.looks, strict=True)
        )
        if char is not None
        and (
            char != old
            or (
                look is not before
                and look != before
                and not (char == " " and of_blank(look) == of_blank(before))
            )
        )
    ]


def _distance(wanted: CellRow, shown: CellRow) -> int:
    """Estimate how many cells differ."""
    if wanted.chars == shown.chars and wanted.looks == shown.looks:
        return 0
    chars = sum(map(operator.ne, wanted.chars, shown.chars))
    of = sum(map(operator.ne, wanted.looks, shown.looks))
    return int(max(chars, of))


def _pieces(row: CellRow, start: int, end: int) -> Iterator[tuple[str, str, bool]]:
    """Yield runs of one style, each with whether it is visibly nothing but background."""
    blanks, before = "", ""
    x = start
    while x < end:
        look = row.looks[x]
        stop = x + 1
        while stop < end and row.looks[stop] is look:
            stop += 1
        text = "".join([char or "" for char in row.chars[x:stop]])
        for piece in _MANY_BLANKS.split(text):
            paper = sgr.of_blank(look)
            if piece.strip(" ") or not sgr.paper_only(look):
                if blanks and before == paper and len(blanks) < MIN_ERASED_CELLS:
                    piece = blanks + piece
                elif blanks:
                    yield blanks, before, True
                blanks = ""
                if piece:
                    yield piece, look, False
            elif piece:
                if blanks and before != paper:
                    yield blanks, before, True
                    blanks = ""
                blanks, before = blanks + piece, paper
        x = stop
    if blanks:
        yield blanks, before, True


def _runs(cells: list[int], row: CellRow) -> list[tuple[int, int]]:
    """Group ``cells`` into column ranges to write, bridging small gaps."""
    runs: list[tuple[int, int]] = []
    of = row.looks
    for x in cells:
        if runs:
            start, end = runs[-1]
            near = x - end <= MAX_REWRITTEN_CELLS and all(
                of[i] is of[end - 1] for i in range(end, x)
            )
            if near and None not in row.chars[end:x]:
                runs[-1] = (start, x + 1)
                continue
        runs.append((x, x + 1))
    return runs
