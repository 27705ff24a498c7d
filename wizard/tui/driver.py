"""The terminal, as it is where the screen is drawn, and as it is when it goes away."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import IO, TYPE_CHECKING, Any, cast

from textual.drivers import linux_driver

if TYPE_CHECKING:
    from wizard.tui.app import WizardApp


def _tolerant_decoder(encoding: str) -> Callable[..., codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


# One byte that is no UTF-8, typed or pasted, would end the program otherwise.
vars(linux_driver)["getincrementaldecoder"] = _tolerant_decoder


class TerminalDriver(linux_driver.LinuxDriver):
    """Textual's, with three differences.

    The size is that of the terminal drawn on: stdout may be a pipe to another program. Bytes that
    are no text do no harm. A terminal that goes away makes the wizard leave in order, where
    Textual would wait for ever to write to it.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file = cast(Any, _Forgiving(sys.__stderr__, self._lost))

    def _get_terminal_size(self) -> tuple[int, int]:
        for stream in (sys.__stderr__, sys.__stdin__):
            try:
                if stream is not None:
                    size = os.get_terminal_size(stream.fileno())
                    if size.columns and size.lines:
                        return size.columns, size.lines
            except (OSError, ValueError):
                continue
        return super()._get_terminal_size()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self._lost()

    def _lost(self) -> None:
        app = cast("WizardApp", self._app)
        app.call_later(app.leave)


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
