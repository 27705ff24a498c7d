"""What fits the terminal: tables that are too wide for it become a few lines an entry.

Where the stream is no terminal nothing is changed, so that scripts see the same everywhere.
"""

from __future__ import annotations

import os
import sys

from wizard.cli import output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final, TextIO

_INDENT: Final = "  "
_NARROWEST: Final = 20


def columns(stream: TextIO) -> int | None:
    """How many columns the terminal behind ``stream`` has; None if there is none."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None


def wrapped(text: str, stream: TextIO, *, indent: str = "") -> str:
    """``text`` broken between words to fit ``stream``; lines after the first are indented."""
    import textwrap

    room = columns(stream)
    if room is None or _width(text) <= room:
        return text
    lines = textwrap.wrap(
        text,
        max(room, _NARROWEST),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def listing(
    headings: Sequence[str], rows: Sequence[Sequence[str]], entries: Iterable[Sequence[str]]
) -> str:
    """A table of ``rows``; or, where that is too wide for stdout, ``entries``.

    entries: the same as ``rows``, each as the lines that it is then shown on.
    """
    table = output.table([headings, *rows])
    room = columns(sys.stdout)
    if room is None or max(map(_width, table.splitlines())) <= room:
        return table
    return "\n".join(
        wrapped(line if number == 0 else _INDENT + line, sys.stdout, indent=_INDENT)
        for entry in entries
        for number, line in enumerate(entry)
    )


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """Names and values in two columns; a long value goes on below itself."""
    names = max(len(name) for name, _ in rows)
    return "\n".join(
        wrapped(f"{name.ljust(names)}  {value}".rstrip(), sys.stdout, indent=" " * (names + 2))
        for name, value in rows
    )


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
