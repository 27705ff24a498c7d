"""The terminal as it is where the screen is drawn: on stderr, whatever stdout is."""

from __future__ import annotations

import os
import sys

from textual.drivers.linux_driver import LinuxDriver


class StderrDriver(LinuxDriver):
    """Textual asks stdout for the terminal's size, which may be a pipe to another program."""

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
