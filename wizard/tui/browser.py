"""The wizard's terminal when that is a browser, at the other end of two pipes."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, cast

from textual.drivers import web_driver

from wizard.tui.terminal.input_pacing import PacedDriver
from wizard.tui.terminal.input_parser import InputParser, new_decoder

if TYPE_CHECKING:
    from wizard.tui.app import WizardApp

STDOUT, STDERR = 1, 2


vars(web_driver)["XTermParser"] = InputParser
vars(web_driver)["getincrementaldecoder"] = lambda encoding: new_decoder


class BrowserDriver(PacedDriver, web_driver.WebDriver):
    """Textual's, with three differences.

    What means nothing is dropped, not typed. What else the process prints does not get between what
    is drawn: results and messages go to stderr, which the server shows. A page that is closed, a
    server that is stopped or killed, and ctrl+c make the wizard leave in order, where Textual's
    would drop what was not yet saved.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fileno = os.dup(STDOUT)
        os.dup2(STDERR, STDOUT)
        self._write = cast(Any, self._send)

    def _send(self, data: bytes) -> None:
        try:
            os.write(self.fileno, data)
        except OSError:
            self._lost()

    def start_application_mode(self) -> None:
        """As Textual does it, except for the meaning of ctrl+c in the terminal that serves."""
        super().start_application_mode()
        if sys.platform != "win32":
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, self._lost)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What the server says apart from keys."""
        if packet_type == "quit":
            self._lost()
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Read until there is nobody left to read from."""
        super().run_input_thread()
        self._lost()

    def _lost(self) -> None:
        app = cast("WizardApp", self._app)
        app.call_later(app.leave)
