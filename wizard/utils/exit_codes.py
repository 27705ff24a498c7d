"""What this program's exit status says."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit statuses, which scripts rely on."""

    DONE = 0
    """Created, or whatever else was asked for is done."""
    FAILED = 1
    """Refused by the server, or failed."""
    USAGE = 2
    """Wrong usage, an invalid request file, or no terminal to ask on."""
    UNKNOWN = 3
    """Sent, and no answer: it may or may not have been created."""
    NOT_ALLOWED = 4
    """Not signed in, or not allowed."""
    LEFT = 130
    """Left by the person."""
