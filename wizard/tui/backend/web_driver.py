"""Driver for the browser, which is connected through two pipes."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from threading import Timer
from typing import TYPE_CHECKING, Any, Final, cast

from textual.drivers import web_driver

from wizard.tui.backend.input_pacing import PacedDriver
from wizard.tui.backend.input_parser import InputParser, new_decoder
from wizard.utils.exit_codes import ExitCode

if TYPE_CHECKING:
    from wizard.tui.context import TerminalHost

STDOUT, STDERR = 1, 2

MAX_COLUMNS, MAX_LINES = 500, 200
"""Limits, since a page may claim any size and each cell takes memory."""

GRACE_SECONDS: Final = 5.0
"""Seconds a wizard has to save its draft before it is killed, once its page is gone."""


vars(web_driver)["XTermParser"] = InputParser
vars(web_driver)["getincrementaldecoder"] = lambda encoding: new_decoder


class WebTerminalDriver(PacedDriver, web_driver.WebDriver):
    """Driver for a browser terminal.

    Unlike in Textual's, input without a meaning is dropped instead of typed. Other output of the
    process stays out of the drawn screen: results and messages go to stderr, which the server
    shows. A closed page, a server that is stopped or killed, and ctrl+c all make the wizard leave
    in order, where Textual's would lose unsaved input; a wizard that hangs is killed. The size is
    limited to a plausible one.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._size = bounded(*(self._size or (None, None)))
        self.fileno = os.dup(STDOUT)
        os.dup2(STDERR, STDOUT)
        self._write = cast(Any, self._send)

    def _send(self, data: bytes) -> None:
        try:
            os.write(self.fileno, data)
        except OSError:
            self._lost()

    def start_application_mode(self) -> None:
        """Enter application mode; ctrl+c in the server's terminal leaves in order."""
        super().start_application_mode()
        if sys.platform != "win32":
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, self._lost)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Handle a control message from the server."""
        if packet_type == "quit":
            self._lost()
        elif packet_type == "resize":
            width, height = bounded(payload.get("width"), payload.get("height"))
            super().on_meta(packet_type, {"width": width, "height": height})
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Read until the connection closes."""
        super().run_input_thread()
        self._lost()

    def _lost(self) -> None:
        """Leave because nobody is connected; exit hard if that takes too long."""
        end = Timer(GRACE_SECONDS, os._exit, (ExitCode.FAILED,))
        end.daemon = True
        end.start()
        cast("TerminalHost", self._app).terminal_lost()


def bounded(columns: object, lines: object) -> tuple[int, int]:
    """Limit the size that a page claims; 80 x 24 for anything that is no number."""
    return _within(columns, 80, MAX_COLUMNS), _within(lines, 24, MAX_LINES)


def _within(value: object, usual: int, most: int) -> int:
    return min(max(value, 1), most) if isinstance(value, int) else usual
