"""The input thread goes no faster than the app, so that a flood of keys holds up nothing else.

Textual's drivers send each key at once. Of 300 KB of text there would be a queue of minutes, and a
signal that ends the wizard would stand at its end.
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
"""Events; a person is far behind that, and a paste is one."""

POLL_SECONDS: Final = 0.1
"""How often a thread that waits looks at whether it should end."""


class PacedDriver(Driver):
    """Waits in the thread that calls ``process_message`` while the app has much to do."""

    exit_event: Event
    _sent = 0

    def process_message(self, message: Message) -> None:
        """As Textual does it; then wait, if that is due."""
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
