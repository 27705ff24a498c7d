"""The terminal, as it is where the screen is drawn, and as it is when it goes away."""

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
    """Textual's, with three differences more.

    The size is that of the terminal drawn on: stdout may be a pipe to another program. A terminal
    that goes away makes the wizard leave in order, where Textual would wait for ever to write to
    it. Of each frame only what changed is written.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        # Textual would begin with what COLUMNS says, which may be something else.
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
    """Whether the terminal says that it erases with the background that is set."""
    try:
        import curses
    except ImportError:  # not in every Python
        return False
    try:
        curses.setupterm(fd=sys.__stderr__.fileno() if sys.__stderr__ is not None else 2)
    except (OSError, curses.error):
        return False
    # GNU screen does not unless told so, whatever TERM was made to say in it.
    return "STY" not in os.environ and curses.tigetflag("bce") == 1


class _Forgiving:
    """A stream that is written to as long as somebody is there; then ``lost`` is called, once."""

    def __init__(self, stream: IO[str] | None, lost: Callable[[], None]) -> None:
        self._stream = stream
        self._lost = lost

    def write(self, text: str) -> None:
        """Write, if there is still something to write to."""
        self._try(lambda stream: stream.write(text))

    def flush(self) -> None:
        """Flush likewise."""
        self._try(lambda stream: stream.flush())

    def fileno(self) -> int:
        """The number of the real one."""
        return sys.__stderr__.fileno() if sys.__stderr__ is not None else 2

    def _try(self, use: Callable[[IO[str]], Any]) -> None:
        if self._stream is not None:
            try:
                use(self._stream)
            except OSError:
                self._stream = None
                self._lost()
