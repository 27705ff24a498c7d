"""Signals that end a program and can be handled first."""

from __future__ import annotations

import os
import signal
from typing import Final

_NEVER_HEEDED: Final = ("SIGKILL", "SIGSTOP")
_DO_NOT_END: Final = (
    "SIGCHLD", "SIGCONT", "SIGINFO", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGWINCH",
)  # fmt: skip
_FAULTS: Final = ("SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV")
"""A handler would return to the failed instruction again and again."""


def ending_signals() -> frozenset[int]:
    """Return the signals that end this program, except those ignored at startup or by Python."""
    others = {getattr(signal, name, 0) for name in (*_NEVER_HEEDED, *_DO_NOT_END, *_FAULTS)}
    return frozenset(
        int(number)
        for number in signal.valid_signals() - others
        if signal.getsignal(number) is not signal.SIG_IGN
    )


def die_by(number: int) -> None:
    """End this process as the signal itself would have, so that its parent can tell."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
