"""Whether it is this process's turn at the terminal, as shells with several jobs have it."""

from __future__ import annotations

import os
import signal


def in_foreground(terminal: int) -> bool:
    """Whether no other job has the terminal behind this descriptor: those cannot read or set it."""
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:  # it is gone, or not this session's
        return True


def wait_for_foreground(terminal: int) -> None:
    """Stop, as often as this goes on in the background; whoever wants to can end it then."""
    while not in_foreground(terminal):
        os.kill(os.getpid(), signal.SIGSTOP)


def can_be_continued() -> bool:
    """Whether a shell is there that lets this process go on once it is stopped."""
    try:
        return os.getsid(os.getppid()) == os.getsid(0)
    except OSError:
        return False
