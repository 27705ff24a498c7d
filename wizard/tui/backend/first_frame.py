"""First frame of the type list, kept from the last run and painted before Textual is loaded.

Loading Textual takes most of a start. So the frame that it draws first is kept with all that it
depends on, and the next run writes it at once. The driver then takes over a terminal that shows it
already, and writes only what differs. Keys typed meanwhile wait in the terminal.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import termios
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wizard import __version__
from wizard.storage.atomic import StorageError, write_private
from wizard.tui.backend.foreground import in_foreground
from wizard.tui.backend.size import terminal_size
from wizard.utils.signals import die_by, ending_signals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from wizard.tui.backend.cell_buffer import CellRow
    from wizard.tui.backend.cell_diff import CellDiff

FILE: Final = "first-frame.json"

VARIABLES: Final = (
    *("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "STY", "CLARM_WIZARD_ASCII"),
    *("LANG", "LC_ALL", "LC_CTYPE", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME"),
)
"""What decides on colours and characters."""

_BEGIN: Final = "\x1b[?1049h\x1b[m\x1b[2J\x1b[?25l\x1b[?2004h"
_END: Final = "\x1b[?2004l\x1b[?1049l\x1b[?25h"

_IFLAG, _LFLAG = 0, 3
_LINE_INPUT: Final = termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
_LINE_EDITING: Final = termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG


class FirstFrame:
    """The first frame kept in ``folder``.

    parts: everything of this program that decides how it looks; another frame is not painted.
    modes: the terminal's modes before it was painted; None if it was not.
    """

    def __init__(self, folder: Path, parts: Sequence[object]) -> None:
        self._file = folder / FILE
        depends = (__version__, terminal_size(), *map(os.environ.get, VARIABLES), *parts)
        self._key = json.dumps(depends)
        self._kept = ""
        self._drawn: list[CellRow] = []
        self._erases = False
        self._is_taken = False
        self.modes: list[Any] | None = None

    def paint(self) -> None:
        """Paint the frame, if there is one, and let what is typed wait unseen."""
        if sys.__stdin__ is None or sys.__stderr__ is None:
            return
        terminal = sys.__stdin__.fileno()
        try:
            key, output, self._kept = self._file.read_text("utf-8").split("\n")
            if key != self._key or not in_foreground(terminal):
                return
            painted = _BEGIN + json.loads(output)
            modes = termios.tcgetattr(terminal)
            self._handle_signals()
            termios.tcsetattr(terminal, termios.TCSANOW, _keys_only(modes))
        except (OSError, ValueError, TypeError, termios.error):
            return
        self.modes = modes
        sys.__stderr__.write(painted)
        sys.__stderr__.flush()

    def take(self) -> list[CellRow] | None:
        """Return what the terminal shows, for the driver that takes it over; None if unknown."""
        from wizard.tui.backend.cell_buffer import CellRow

        is_painted, self._is_taken = self.modes is not None and not self._is_taken, True
        if not is_painted:
            return None
        try:
            rows = [CellRow.of(runs) for runs in json.loads(self._kept)]
        except (ValueError, TypeError):
            return None
        columns, lines = terminal_size()
        fits = len(rows) == lines and all(len(row.chars) == columns for row in rows)
        return rows if fits else None

    def undo(self) -> None:
        """Give the terminal back, if the frame is painted and no driver has taken over."""
        if self.modes is None or self._is_taken or sys.__stderr__ is None:
            return
        self._is_taken = True
        with suppress(OSError, ValueError):
            # On terminals without an alternate screen, later output goes below.
            sys.__stderr__.write(f"\x1b[m\x1b[{terminal_size()[1]}H\r\n{_END}")
            sys.__stderr__.flush()
        if sys.__stdin__ is not None:
            with suppress(termios.error, ValueError):
                termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, self.modes)

    def note(self, difference: CellDiff) -> None:
        """Note what is drawn first."""
        if not self._drawn:
            self._drawn = [row.copy() for row in difference.shown]
            self._erases = difference.erases

    def keep(self) -> None:
        """Keep the frame that was drawn for the next run, unless it is the one that was painted."""
        rows = json.dumps([row.runs() for row in self._drawn])
        if not self._drawn or (self.modes is not None and rows == self._kept):
            return
        from wizard.tui.backend.cell_diff import painting

        output = json.dumps(painting(self._drawn, erases=self._erases))
        with suppress(StorageError):
            write_private(self._file, "\n".join((self._key, output, rows)).encode())

    def _handle_signals(self) -> None:
        """Give the terminal back before any signal ends the program, until the app handles them."""
        for number in ending_signals():
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, self._die)
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)

    def _die(self, number: int, _: FrameType | None) -> None:
        self.undo()
        die_by(number)


def _keys_only(modes: list[Any]) -> list[Any]:
    """Return the modes in which each key waits as it is, unseen, until it is read."""
    changed = list(modes)
    changed[_IFLAG] &= ~_LINE_INPUT
    changed[_LFLAG] &= ~_LINE_EDITING
    return changed
