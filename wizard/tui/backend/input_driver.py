"""The input side of the terminal's driver: the thread that reads, and the modes that it sets."""

from __future__ import annotations

import errno
import os
import select
from typing import Final

from textual import constants
from textual.drivers.linux_driver import LinuxDriver

from wizard.tui.backend.input_pacing import POLL_SECONDS, PacedDriver
from wizard.tui.backend.input_parser import InputParser, new_decoder

READ_SIZE: Final = 4096

_REPORT_BASE_KEYS: Final = "\x1b[=4;2u"
"""Adds one to the flags of kitty's keyboard protocol: ctrl+q works on a Cyrillic layout."""
_SHAPE_POINTER, _USUAL_POINTER = "\x1b]22;", "\x1b]22;default\x07"


class InputDriver(PacedDriver, LinuxDriver):
    """Textual's driver, with an input thread that no byte ends.

    Where the thread fails all the same, that ends the app in order, as any thread's failure does;
    Textual's would show the values of all variables. The size is only what the system says, and the
    mouse is reported in cells: modes 2048 and 1016, by which a terminal tells its size and pixels
    of a click, stay off, since a report that is wrong would make all others unreadable.
    """

    _pointer_was_shaped = False

    def write(self, data: str) -> None:
        """As Textual does it; remembers whether the mouse pointer got a shape."""
        self._pointer_was_shaped |= data.startswith(_SHAPE_POINTER)
        super().write(data)

    def start_application_mode(self) -> None:
        """As Textual does it, and ask for what a key is on a US keyboard."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if not constants.DISABLE_KITTY_KEY:
            self.write(_REPORT_BASE_KEYS)
            self.flush()

    def stop_application_mode(self) -> None:
        """As Textual does it, and take back the shape of the mouse pointer."""
        if self._pointer_was_shaped:
            self.write(_USUAL_POINTER)
            self._pointer_was_shaped = False
        super().stop_application_mode()

    def _query_in_band_window_resize(self) -> None:
        """Nothing is asked, so nothing is switched on."""

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self._lost()

    def run_input_thread(self) -> None:
        """Read, and pass on what that means, until the driver stops.

        OSError: the terminal is gone.
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

    def _lost(self) -> None:
        """The terminal is gone."""
        raise NotImplementedError
