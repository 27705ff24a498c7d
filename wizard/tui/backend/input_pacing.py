"""Back-pressure for the input thread, so that a flood of keys cannot block the app.

Textual's drivers post each key immediately: 300 KB of text would queue up for minutes, and a signal
to quit would wait at the end of that queue.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING, Final, cast

from textual.driver import Driver
from textual.message import Message

if TYPE_CHECKING:
    from wizard.tui.context import TerminalHost

MAX_PENDING: Final = 64
"""Events; no one types that far ahead, and a paste is one event."""

POLL_SECONDS: Final = 0.1
"""Seconds between a waiting thread's checks of whether to stop."""


class PacedDriver(Driver):
    """Driver that makes the input thread wait while the app is busy."""

    exit_event: Event
    _sent = 0

    def process_message(self, message: Message) -> None:
        """Post the message, and wait after every ``MAX_PENDING`` of them."""
        super().process_message(message)
        self._sent += 1
        if self._sent % MAX_PENDING == 0:
            self._wait_for_app()

    def _wait_for_app(self) -> None:
        app = cast("TerminalHost", self._app)
        ready = asyncio.run_coroutine_threadsafe(app.few_pending(MAX_PENDING), self._loop)
        while not self.exit_event.is_set():
            with suppress(TimeoutError):
                ready.result(POLL_SECONDS)
                return
        ready.cancel()
