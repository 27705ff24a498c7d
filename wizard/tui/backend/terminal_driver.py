"""Terminal driver that writes only what changed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, cast

from wizard.tui.backend.cell_stream import CellStream
from wizard.tui.backend.input_driver import InputDriver
from wizard.tui.backend.job_control import JobControlDriver
from wizard.tui.backend.size import terminal_size

if TYPE_CHECKING:
    from wizard.tui.backend.first_frame import FirstFrame
    from wizard.tui.context import TerminalHost


class TerminalDriver(JobControlDriver, InputDriver):
    """Driver for a real terminal. Writes only the changed part of each frame."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        app = cast("TerminalHost", self._app)
        first = cast("FirstFrame | None", app.first_frame)
        self._cells = CellStream(cast(Any, self._file), terminal_size, _erases, first)
        self._file = cast(Any, self._cells)
        self._at_first = first.modes if first else None
        app.attach_terminal(self._cells)

    def write(self, data: str) -> None:
        """Write ``data``, which the app can wait for."""
        self._cells.expect()
        super().write(data)


def _erases() -> bool:
    """Return whether the terminal erases with the current background (terminfo's ``bce``)."""
    try:
        import curses
    except ImportError:  # missing from some Python builds
        return False
    try:
        curses.setupterm(fd=sys.__stderr__.fileno() if sys.__stderr__ is not None else 2)
    except (OSError, curses.error):
        return False
    # GNU screen does not unless configured to, whatever TERM says.
    return "STY" not in os.environ and curses.tigetflag("bce") == 1
