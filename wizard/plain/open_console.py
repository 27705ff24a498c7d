"""Selects the console of this process: a terminal or a pipe."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO, StringIO

from wizard.plain.console import Console, Pipe


def open_console() -> AbstractContextManager[Console]:
    """Return the console of this process as a context manager; prompts go to stderr."""
    # A stream is None if the calling program closed it.
    out = sys.stderr or StringIO()
    if sys.stdin is not None and sys.stdin.isatty():
        from wizard.plain.tty_console import TtyConsole  # not available on every system

        return TtyConsole(sys.stdin.fileno(), out)
    return nullcontext(Pipe(sys.stdin.buffer if sys.stdin else BytesIO(), out))
