"""Terminal driver, including what happens when the terminal goes away."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, cast

from wizard.tui.backend.cell_stream import CellStream
from wizard.tui.backend.input_driver import InputDriver
from wizard.tui.backend.job_control import JobControlDriver
from wizard.tui.backend.size import Size, terminal_size

if TYPE_CHECKING:
    from wizard.tui.context import TerminalHost


class TerminalDriver(JobControlDriver, InputDriver):
    """Driver for a real terminal.

    Unlike Textual's, it uses the size of the terminal drawn on (stdout may be a pipe), makes the
    wizard leave in order when the terminal goes away (Textual's would block on writing forever),
    and writes only the changed part of each frame.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        # Textual would start with COLUMNS, which may be wrong.
        options["size"] = options.get("size") or terminal_size()
        super().__init__(*arguments, **options)
        terminal = cast(Any, _Forgiving(sys.__stderr__, self._lost))
        self._cells = CellStream(terminal, terminal_size, _erases)
        self._file = cast(Any, self._cells)
        cast("TerminalHost", self._app).attach_terminal(self._cells)

    def _get_terminal_size(self) -> Size:
        return terminal_size()

    def _lost(self) -> None:
        cast("TerminalHost", self._app).terminal_lost()


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


class _Forgiving:
    """Stream that drops output after the first failure, and then calls ``lost`` once."""

    def __init__(self, stream: IO[str] | None, lost: Callable[[], None]) -> None:
        self._stream = stream
        self._lost = lost

    def write(self, text: str) -> None:
        """Write, unless the stream has failed."""
        self._try(lambda stream: stream.write(text))

    def flush(self) -> None:
        """Flush, unless the stream has failed."""
        self._try(lambda stream: stream.flush())

    def fileno(self) -> int:
        """Return the file descriptor of the terminal."""
        return sys.__stderr__.fileno() if sys.__stderr__ is not None else 2

    def _try(self, use: Callable[[IO[str]], Any]) -> None:
        if self._stream is not None:
            try:
                use(self._stream)
            except OSError:
                self._stream = None
                self._lost()
