"""Is there a terminal that the wizard can draw and ask on?"""

from __future__ import annotations

import os
import sys
from typing import Final

from wizard.cli.environment import served

NO_TERMINAL: Final = (
    "clarm-wizard: there is no terminal to draw on; "
    "in a script use `clarm-wizard create FILE`, or add `--plain` to answer line by line."
)

NO_STDERR: Final = (
    "clarm-wizard: standard error is closed, where questions are asked; "
    "in a script use `clarm-wizard create FILE`."
)

DUMB_TERMINAL: Final = "This terminal cannot draw a screen (TERM={term}), so this is plain mode."


def can_draw() -> bool:
    """Whether keys can be read and a screen drawn, here or in a browser."""
    if served():
        return True
    # A stream is None where whoever started the program has closed it.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def is_dumb() -> bool:
    """Whether the terminal says that it cannot move its cursor."""
    return not served() and os.environ.get("TERM") in ("dumb", "unknown")
