"""The terminal as Textual draws on it and reads it, and as it is when it goes away."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver

from wizard.tui.backend.size import Size, terminal_size

if TYPE_CHECKING:
    from wizard.tui.context import TerminalHost


class StockTerminalDriver(LinuxDriver):
    """Textual's, which is told how large the terminal that it draws on is, and when that goes away.

    stdout may be a pipe to another program, so its size says nothing. Textual would wait for ever
    to write to a terminal that is gone; here the wizard leaves in order.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        # Textual would begin with what COLUMNS says, which may be something else.
        options["size"] = options.get("size") or terminal_size()
        super().__init__(*arguments, **options)
        self._file = cast(Any, _Forgiving(sys.__stderr__, self._lost))

    def _get_terminal_size(self) -> Size:
        return terminal_size()

    def _lost(self) -> None:
        """The terminal is gone."""
        cast("TerminalHost", self._app).terminal_lost()


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
