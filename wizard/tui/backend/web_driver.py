"""The wizard's terminal when that is a browser, at the other end of two pipes."""

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
"""A page may claim any size, and each cell takes memory."""

GRACE_SECONDS: Final = 5.0
"""How long a wizard whose page is gone may take to save what was typed, before it is ended."""


vars(web_driver)["XTermParser"] = InputParser
vars(web_driver)["getincrementaldecoder"] = lambda encoding: new_decoder


class WebTerminalDriver(PacedDriver, web_driver.WebDriver):
    """Textual's, with four differences.

    What means nothing is dropped, not typed. What else the process prints does not get between what
    is drawn: results and messages go to stderr, which the server shows. A page that is closed, a
    server that is stopped or killed, and ctrl+c make the wizard leave in order, where Textual's
    would drop what was not yet saved; one that hangs is ended. The size is one that a screen can
    have.
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
        """As Textual does it, except for the meaning of ctrl+c in the terminal that serves."""
        super().start_application_mode()
        if sys.platform != "win32":
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, self._lost)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What the server says apart from keys."""
        if packet_type == "quit":
            self._lost()
        elif packet_type == "resize":
            width, height = bounded(payload.get("width"), payload.get("height"))
            super().on_meta(packet_type, {"width": width, "height": height})
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        """Read until there is nobody left to read from."""
        super().run_input_thread()
        self._lost()

    def _lost(self) -> None:
        """Nobody is there any more: leave, or end where that does not come about."""
        end = Timer(GRACE_SECONDS, os._exit, (ExitCode.FAILED,))
        end.daemon = True
        end.start()
        cast("TerminalHost", self._app).terminal_lost()


def bounded(columns: object, lines: object) -> tuple[int, int]:
    """The size that a page claims, as far as it can be believed; 80 x 24 for what is no number."""
    return _within(columns, 80, MAX_COLUMNS), _within(lines, 24, MAX_LINES)


def _within(value: object, usual: int, most: int) -> int:
    return min(max(value, 1), most) if isinstance(value, int) else usual
