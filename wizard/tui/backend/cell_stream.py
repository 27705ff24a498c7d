"""Output stream that sends only the changed part of each frame to the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from threading import Event
from typing import IO, Final

from wizard.tui.backend import sgr
from wizard.tui.backend.cell_buffer import CellRow
from wizard.tui.backend.cell_diff import CellDiff
from wizard.tui.backend.first_frame import FirstFrame
from wizard.tui.backend.size import Size

_TOKEN: Final = re.compile(
    r"\x1b\[(?P<look>[\d;]*)m"
    r"|\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
    r"|(?P<newline>[\r\n]+)"
    r"|\x1b\](?P<link>8;[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|(?P<other>\x1b\[[<=>?]*[\d;:]*[ !$]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|[\s\S])"
)
_BEGIN_FRAME, _END_FRAME = "\x1b[?2026h", "\x1b[?2026l"
_BEGIN_SCREEN, _END_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
_CLEAR: Final = "\x1b[2J"
_PLAIN: Final = "\x1b[m"

MAX_UNFRAMED_CHARS: Final = 600
"""Characters; shorter output arrives in one piece anyway and is not wrapped as a frame."""

MAX_WAIT_SECONDS: Final = 0.005
"""Longest wait for output in seconds: about what Python lets one thread run before another."""


class CellStream:
    """Text stream that takes Textual's frames and writes only what changed.

    file: the terminal.
    size: returns its current size.
    erases: see ``CellDiff``.
    first: what the terminal may show already.

    Frames are written on ``flush``; on a slow line, frames that are outdated by then are skipped.
    Only one thread may write and flush; any thread may call the rest.
    """

    def __init__(
        self,
        file: IO[str],
        size: Callable[[], Size],
        erases: Callable[[], bool],
        first: FirstFrame | None = None,
    ) -> None:
        self._file = file
        self._size_now = size
        self._erases = erases
        self._first = first
        self._size: Size = (0, 0)
        self._wanted: list[CellRow] = []
        self._difference: CellDiff | None = None  # None: not on the alternate screen
        self._cursor = (0, 0)
        self._in_frame = self._frames_known = False
        self._drawn: set[int] = set()  # rows drawn since the last write
        self._forget = False
        self._written = Event()
        self._written.set()

    def fileno(self) -> int:
        """Return the terminal's file descriptor."""
        return self._file.fileno()

    def expect(self) -> None:
        """Expect output that ``wait`` can wait for."""
        self._written.clear()

    def wait(self) -> bool:
        """Wait until what was expected is written; return False if the line is too slow for it."""
        return self._written.wait(MAX_WAIT_SECONDS)

    def forget(self) -> None:
        """Mark the terminal's contents as unknown; the next frame is written in full."""
        self._forget = True

    def write(self, text: str) -> None:
        """Take drawing output from Textual; pass terminal commands on."""
        if self._difference is None and _BEGIN_SCREEN not in text:
            self._file.write(text)
        else:
            self._take(text)

    def flush(self) -> None:
        """Write what changed, unless a frame is incomplete."""
        if not self._in_frame:
            self._draw()
        self._file.flush()
        self._written.set()

    def _take(self, text: str) -> None:
        x, y = self._cursor
        look = ""
        if self._difference is not None:
            self._fit()
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup
            if kind == "other":
                self._command(match[0])
            elif self._difference is None:
                self._file.write(match[0])
            elif kind == "text":
                if y < len(self._wanted):
                    x = self._wanted[y].put(x, match[0], look)
                    self._drawn.add(y)
            elif kind == "look":
                look = match["look"]
                look = "" if look == "0" else sys.intern(sgr.short(look))
            elif kind == "column":
                x, y = int(match["column"]) - 1, int(match["row"]) - 1
        self._cursor = (x, y)

    def _command(self, command: str) -> None:
        if command in (_BEGIN_FRAME, _END_FRAME):
            self._in_frame = command == _BEGIN_FRAME
            self._frames_known = True
            return
        self._draw()
        if command == _END_SCREEN and self._difference is not None:
            # On terminals without an alternate screen, later output goes below what was drawn.
            self._file.write(f"{_PLAIN}\x1b[{self._size[1]}H\r\n")
            self._difference = None
        shown = self._first.take() if self._first and command == _BEGIN_SCREEN else None
        if shown is None:
            self._file.write(command)
        if command == _BEGIN_SCREEN and shown is None:
            self._file.write(_PLAIN + _CLEAR)  # without an alternate screen it is not empty
        if command in (_BEGIN_SCREEN, _CLEAR):
            self._wanted = []
            self._begin(" ")
            if shown is not None and self._difference is not None:
                self._difference.shown = shown

    def _begin(self, shown: str | None) -> None:
        """Reset to a screen of ``shown`` (blank or None for unknown), and redraw everything."""
        self._size = columns, lines = self._size_now()
        rows = [row.resized(columns) for row in self._wanted[:lines]]
        self._wanted = rows + [CellRow(columns, None) for _ in range(lines - len(rows))]
        self._drawn = set(range(len(rows)))
        blank = [CellRow(columns, shown) for _ in range(lines)]
        self._difference = CellDiff(blank, erases=self._erases())

    def _fit(self) -> None:
        if self._size_now() != self._size:
            self._begin(None)

    def _draw(self) -> None:
        if self._difference is None:
            return
        if self._forget:
            self._forget = False
            self._begin(None)
        if not self._drawn:
            return
        self._fit()
        columns, lines = self._size
        x, y = self._cursor
        cursor = (min(x, columns - 1), min(y, lines - 1))
        written = self._difference.to(self._wanted, cursor, self._drawn)
        if self._frames_known and len(written) > MAX_UNFRAMED_CHARS:
            written = f"{_BEGIN_FRAME}{written}{_END_FRAME}"
        self._drawn.clear()
        if self._first is not None:
            self._first.note(self._difference)
        if written:
            self._file.write(written)
