"""The two streams: results on stdout, everything said to the person on stderr."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from typing import Any, Final, TextIO

_OBEYED: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Characters that a terminal may take for a command, or draws as nothing."""


_unheard: list[str] = []
"""What was said to the person while nobody could hear it."""

_stdout_used = False


def prepare() -> None:
    """Make both streams take any text, whatever the locale says they can show.

    Where a stream was closed by whoever started the program, its number is taken, or a file that
    is opened next would get it, and all that is written there.
    """
    _unheard.clear()
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def emit(text: str) -> None:
    """Print a result."""
    global _stdout_used
    _stdout_used = True
    _write(sys.stdout, text, needed=True)


def emit_json(value: Any) -> None:
    """Print a result as JSON, readable where the stream can show it."""
    import json

    encoding = getattr(sys.stdout, "encoding", None) or ""
    utf8 = encoding.lower().replace("-", "") == "utf8"
    text = json.dumps(value, indent=2, ensure_ascii=not utf8)
    # JSON leaves characters alone that a terminal obeys, or that an eye is misled by.
    emit(_replaced(text, _escaped))


def _replaced(text: str, by: Callable[[str], str]) -> str:
    """``text`` with ``by`` of each character that is neither printable ASCII nor a line end."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(char if " " <= char <= "~" or char == "\n" else by(char) for char in text)


def _escaped(char: str) -> str:
    if not _is_obeyed(char):
        return char
    units = char.encode("utf-16-be", "surrogatepass").hex(" ", 2).split()
    return "".join(f"\\u{unit}" for unit in units)


def _left_out(char: str) -> str:
    return "" if _is_obeyed(char) else char


def _is_obeyed(char: str) -> bool:
    import unicodedata

    return unicodedata.category(char) in _OBEYED


def say(text: str) -> None:
    """Tell the person something."""
    if not _write(sys.stderr, text) and text:
        _unheard.append(text)


def say_unheard() -> None:
    """A failure without a word helps nobody: without stderr it is told on stdout, if that is free.

    What is read from there as a result stays as it is.
    """
    if not _stdout_used:
        for text in _unheard:
            _write(sys.stdout, text)


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as text, each column as wide as its widest cell, the last one free."""
    grid = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in grid
    )
    return "\n".join(line.rstrip() for line in lines)


def local_time(time: datetime) -> str:
    """A time as people here write it, to the minute."""
    return time.astimezone().strftime("%Y-%m-%d %H:%M")


def _write(stream: TextIO | None, text: str, *, needed: bool = False) -> bool:
    """Whether there was anything to write to. Raises Trouble if not, and the text is needed."""
    if stream is None:  # closed by whoever started the program
        return False
    try:
        stream.write(_replaced(text, _left_out) + "\n")
        stream.flush()
    except BrokenPipeError:
        # The reader has gone. The work goes on, unheard, and keeps its own exit status.
        _silence(stream)
    except OSError as error:
        _silence(stream)
        if needed:
            from wizard.trouble import Trouble

            raise Trouble.of_os(error, "standard output") from None
        return False
    return True


def _silence(stream: TextIO) -> None:
    """Let whatever is written from now on, at the end of the process too, go nowhere."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)
