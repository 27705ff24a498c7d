"""Which console this process has: a terminal, or a pipe."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO, StringIO

from wizard.plain.console import Console, Pipe


def open_console() -> AbstractContextManager[Console]:
    """The console of this process, to be used in a ``with`` statement: prompts go to stderr."""
    # A stream is None where whoever started the program has closed it.
    out = sys.stderr or StringIO()
    if sys.stdin is not None and sys.stdin.isatty():
        from wizard.plain.tty_console import TtyConsole  # not every system has one

        return TtyConsole(sys.stdin.fileno(), out)
    return nullcontext(Pipe(sys.stdin.buffer if sys.stdin else BytesIO(), out))
