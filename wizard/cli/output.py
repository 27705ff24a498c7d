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
            from wizard.utils.errors import WizardError

            raise WizardError.of_os(error, "standard output") from None
        return False
    return True


def _silence(stream: TextIO) -> None:
    """Let whatever is written from now on, at the end of the process too, go nowhere."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


_INDENT: Final = "  "
_MIN_COLUMN_CHARS: Final = 20


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
        max(room, _MIN_COLUMN_CHARS),
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
    whole = table([headings, *rows])
    room = columns(sys.stdout)
    if room is None or max(map(_width, whole.splitlines())) <= room:
        return whole
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
    from wizard.core.hardening import served

    if served():
        return True
    # A stream is None where whoever started the program has closed it.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def is_dumb() -> bool:
    """Whether the terminal says that it cannot move its cursor."""
    from wizard.core.hardening import served

    return not served() and os.environ.get("TERM") in ("dumb", "unknown")
