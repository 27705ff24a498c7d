"""A terminal that sends what no key does, and has to be given back as it was."""

from __future__ import annotations

import os
import re
import select
from contextlib import suppress
from typing import Any

from tests.support.terminal import Terminal


class RawTerminal(Terminal):
    """Can send more than the command takes; ``flooded`` is how much that was."""

    flooded = 0

    def flood(self, piece: bytes) -> None:
        """Send this again and again until the command has ended."""
        data = piece * (512 // len(piece))
        with suppress(OSError):
            while self.process.poll() is None:
                if select.select([], [self.fd], [], 0.1)[1]:
                    self.flooded += os.write(self.fd, data)


MODES = re.compile(
    rb"\x1b\[\?([\d;]+)([hl])|\x1b\[([>=<])([\d;]*)u|\x1b\]22;(\w*)\x07|\x1b\[>4;?\d*m"
)

AT_FIRST = {"7": True, "25": True}
"""The modes that a terminal has on."""


def modes_left(output: bytes) -> dict[str, Any]:
    """The modes that are not as they were before all that was written."""
    left: dict[str, Any] = {}
    keyboard: list[bytes] = []
    for private, switch, kind, flags, pointer in MODES.findall(output):
        for mode in filter(None, private.decode().split(";")):
            left[mode] = switch == b"h"
        if kind == b">":
            keyboard.append(flags)
        elif kind == b"<":
            keyboard = keyboard[: -int(flags or 1)]
        if pointer:
            left["pointer"] = pointer != b"default"
    left["keyboard"] = bool(keyboard)
    return {mode: on for mode, on in left.items() if on is not AT_FIRST.get(mode, False)}


def assert_given_back(terminal: RawTerminal) -> None:
    """Every mode that was set is taken back."""
    assert modes_left(bytes(terminal.output)) == {}
    assert terminal.modes_now() == terminal.modes
