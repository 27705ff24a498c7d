"""Checks of whether this process is the terminal's foreground job."""

from __future__ import annotations

import os
import signal


def in_foreground(terminal: int) -> bool:
    """Return whether no other job owns the terminal; a background job cannot read or set it."""
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:  # terminal gone, or of another session
        return True


def wait_for_foreground(terminal: int) -> None:
    """Stop this process until it is in the foreground; the user can kill it meanwhile."""
    while not in_foreground(terminal):
        os.kill(os.getpid(), signal.SIGSTOP)


def can_be_continued() -> bool:
    """Return whether a shell can resume this process after it is stopped."""
    try:
        return os.getsid(os.getppid()) == os.getsid(0)
    except OSError:
        return False
