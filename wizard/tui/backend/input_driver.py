"""Input side of the terminal driver: the input thread and the modes it sets."""

from __future__ import annotations

import errno
import os
import select
from typing import Final

from textual import constants

from wizard.tui.backend.input_pacing import POLL_SECONDS, PacedDriver
from wizard.tui.backend.input_parser import InputParser, new_decoder
from wizard.tui.backend.stock_driver import StockTerminalDriver

READ_SIZE: Final = 4096

_REPORT_BASE_KEYS: Final = "\x1b[=4;2u"
"""Sets a flag of kitty's keyboard protocol so that ctrl+q works on a Cyrillic layout."""
_SHAPE_POINTER, _USUAL_POINTER = "\x1b]22;", "\x1b]22;default\x07"


class InputDriver(PacedDriver, StockTerminalDriver):
    """Driver whose input thread survives any input.

    If the thread fails all the same, the app ends in order, as with any thread; Textual's would
    print the values of all variables. The size comes from the system only, and the mouse is
    reported in cells: modes 2048 and 1016 (in-band resize, mouse in pixels) stay off, since one
    wrong report would make all others unreadable.
    """

    _pointer_was_shaped = False

    def write(self, data: str) -> None:
        """Write ``data``, noting whether it sets the pointer's shape."""
        self._pointer_was_shaped |= data.startswith(_SHAPE_POINTER)
        super().write(data)

    def start_application_mode(self) -> None:
        """Enter application mode and ask for the key on a US keyboard to be reported."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if not constants.DISABLE_KITTY_KEY:
            self.write(_REPORT_BASE_KEYS)
            self.flush()

    def stop_application_mode(self) -> None:
        """Leave application mode and restore the pointer's shape."""
        if self._pointer_was_shaped:
            self.write(_USUAL_POINTER)
            self._pointer_was_shaped = False
        super().stop_application_mode()

    def _query_in_band_window_resize(self) -> None:
        """Do nothing: without the query, in-band resize stays off."""

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self._lost()

    def run_input_thread(self) -> None:
        """Read and dispatch input until the driver stops.

        Raises OSError if the terminal is gone.
        """
        parser = InputParser()
        decode = new_decoder().decode
        while not self.exit_event.is_set():
            wait = parser.seconds_left
            timeout = POLL_SECONDS if wait is None else min(wait, POLL_SECONDS)
            if select.select([self.fileno], [], [], timeout)[0]:
                data = os.read(self.fileno, READ_SIZE)
                if not data:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                events = parser.feed(decode(data))
            else:
                events = parser.tick()
            for event in events:
                self.process_message(event)
