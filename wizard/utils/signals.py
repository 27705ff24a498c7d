"""The signals that end a program and that it can heed first."""

from __future__ import annotations

import os
import signal
from typing import Final

_NEVER_HEEDED: Final = ("SIGKILL", "SIGSTOP")
_DO_NOT_END: Final = (
    "SIGCHLD", "SIGCONT", "SIGINFO", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGWINCH",
)  # fmt: skip
_FAULTS: Final = ("SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV")
"""A handler would come back to the instruction that failed, again and again."""


def ending_signals() -> frozenset[int]:
    """All that end this program; not those that it was started to ignore, or that Python does."""
    others = {getattr(signal, name, 0) for name in (*_NEVER_HEEDED, *_DO_NOT_END, *_FAULTS)}
    return frozenset(
        int(number)
        for number in signal.valid_signals() - others
        if signal.getsignal(number) is not signal.SIG_IGN
    )


def die_by(number: int) -> None:
    """End this process as the signal would have ended it, so that who waits for it knows."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
