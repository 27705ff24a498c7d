"""Job control: takes the terminal and gives it back once, however often it is stopped."""

from __future__ import annotations

import os
import signal
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from textual.drivers import linux_driver
from textual.geometry import Size

from wizard.tui.backend.foreground import can_be_continued, in_foreground
from wizard.tui.backend.size import terminal_size

if TYPE_CHECKING:
    from wizard.tui.context import TerminalHost

OTHER_SIGNALS_SECONDS: Final = 0.05
"""Seconds between resuming and taking the terminal, as a pending signal may end the process."""


class JobControlDriver(linux_driver.LinuxDriver):
    """Driver with safe job control.

    Unlike in Textual's, signals are handled on the event loop, the terminal is restored to its very
    first state, and a process that was stopped without notice (SIGSTOP) takes the terminal anew on
    resuming, since another program may have changed its modes.
    """

    _taken = _suspended = False
    _at_first: list[Any] | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._loop.add_signal_handler(signal.SIGTSTP, self._stop_process)
        later = partial(self._loop.call_later, OTHER_SIGNALS_SECONDS, self._continue)
        self._loop.add_signal_handler(signal.SIGCONT, later)

    def start_application_mode(self) -> None:
        """Take the terminal."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._taken, self._suspended = True, False
        if self._writer_thread is not None:
            # If bounded, a terminal that accepts no output would block keys and signals too.
            self._writer_thread._queue.maxsize = 0
        self._at_first = self._at_first or self.attrs_before
        self.attrs_before = self._at_first
        # Textual's handler compares sizes only, and may run in the middle of another write.
        self._loop.add_signal_handler(signal.SIGWINCH, self._size_changed)

    def stop_application_mode(self) -> None:
        """Give the terminal back, if it is taken."""
        if self._taken:
            self._taken = False
            super().stop_application_mode()

    def disable_input(self) -> None:
        """Stop reading input."""
        if not in_foreground(self.fileno):
            # Another job owns the terminal; changing its modes would stop this process.
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            self.attrs_before = None
        super().disable_input()

    def suspend_application_mode(self) -> None:
        """Give the terminal back until resumed."""
        self._suspended = True
        super().suspend_application_mode()

    def _stop_process(self) -> None:
        if not can_be_continued():
            return
        if self._auto_restart and self._taken:
            self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continue(self) -> None:
        app = cast("TerminalHost", self._app)
        if not self._auto_restart or app.leaving:
            return
        if not in_foreground(self.fileno):
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        if self._taken:
            self.suspend_application_mode()
        if self._suspended:
            self._must_signal_resume = True
            self.resume_application_mode()

    def _size_changed(self) -> None:
        cast("TerminalHost", self._app).fit(Size(*terminal_size()))
