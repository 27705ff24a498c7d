"""Textual's own terminal driver, including what happens when the terminal goes away."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver

from wizard.tui.backend.size import Size, terminal_size

if TYPE_CHECKING:
    from wizard.tui.context import TerminalHost


class StockTerminalDriver(LinuxDriver):
    """Textual's driver, with the right size and an orderly end.

    It uses the size of the terminal drawn on (stdout may be a pipe), and makes the wizard leave in
    order when the terminal goes away (Textual's would block on writing forever).
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        # Textual would start with COLUMNS, which may be wrong.
        options["size"] = options.get("size") or terminal_size()
        super().__init__(*arguments, **options)
        self._file = cast(Any, _Forgiving(sys.__stderr__, self._lost))

    def _get_terminal_size(self) -> Size:
        return terminal_size()

    def _lost(self) -> None:
        """Handle the loss of the terminal."""
        cast("TerminalHost", self._app).terminal_lost()


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
