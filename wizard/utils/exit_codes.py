"""Exit statuses of this program."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit statuses, which scripts rely on."""

    DONE = 0
    """Created, or whatever else was requested is done."""
    FAILED = 1
    """Refused by the server, or failed."""
    USAGE = 2
    """Wrong usage, an invalid request file, or no terminal to ask on."""
    UNKNOWN = 3
    """Sent but not answered: it may or may not have been created."""
    NOT_ALLOWED = 4
    """Not signed in, or not permitted."""
    LEFT = 130
    """Cancelled by the user."""
