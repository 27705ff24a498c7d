"""Output streams: results on stdout, messages to the user on stderr."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Final, TextIO

_unheard: list[str] = []
"""What was said to the person while nobody could hear it."""

_stdout_used = False


def prepare() -> None:
    """Make both streams accept any text, whatever the locale's encoding.

    A stream that the calling program closed gets its descriptor reserved; otherwise the next file
    opened would take it and receive everything written to the stream.
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
    """Print a result as JSON, unescaped where the stream can encode it."""
    import json

    from wizard.utils.control_characters import escape_control

    encoding = getattr(sys.stdout, "encoding", None) or ""
    utf8 = encoding.lower().replace("-", "") == "utf8"
    text = json.dumps(value, indent=2, ensure_ascii=not utf8)
    # JSON keeps characters that control a terminal or mislead the eye.
    emit(_replaced(text, escape_control))


def _replaced(text: str, by: Callable[[str], str]) -> str:
    """Replace each character that is neither printable ASCII nor a line end with ``by`` of it."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(char if " " <= char <= "~" or char == "\n" else by(char) for char in text)


def _without_control(char: str) -> str:
    from wizard.utils.control_characters import is_control

    return "" if is_control(char) else char


def say(text: str) -> None:
    """Show a message to the user on stderr."""
    if not _write(sys.stderr, text) and text:
        _unheard.append(text)


def say_unheard() -> None:
    """Print messages that stderr could not take on stdout, if it is unused.

    A silent failure helps nobody. A result already printed for other programs is left alone.
    """
    if not _stdout_used:
        for text in _unheard:
            _write(sys.stdout, text)


def table(rows: Iterable[Sequence[str]]) -> str:
    """Format rows as text, each column as wide as its widest cell except the last."""
    grid = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in grid
    )
    return "\n".join(line.rstrip() for line in lines)


def _write(stream: TextIO | None, text: str, *, needed: bool = False) -> bool:
    """Write ``text``; return whether the stream exists.

    Raises WizardError if it does not and ``needed`` is set.
    """
    if stream is None:  # closed by the calling program
        return False
    try:
        text = _replaced(text, _without_control)
        if not text.isascii() and (stream is sys.stderr or stream.isatty()):
            from wizard.utils.glyphs import for_terminal

            text = for_terminal(text)
        stream.write(text + "\n")
        stream.flush()
    except BrokenPipeError:
        # The reader is gone. Work continues silently and keeps its own exit status.
        _silence(stream)
    except OSError as error:
        _silence(stream)
        if needed:
            from wizard.utils.errors import WizardError

            raise WizardError.of_os(error, "standard output") from None
        return False
    return True


def _silence(stream: TextIO) -> None:
    """Discard everything written to the stream from now on, including at interpreter exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


_INDENT: Final = "  "
_MIN_COLUMN_CHARS: Final = 20
_MIN_CELL_CHARS: Final = 4
_USUAL_COLUMNS: Final = 80


def columns(stream: TextIO) -> int | None:
    """Return the width of the terminal behind ``stream`` in columns; None if it is no terminal."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except (OSError, ValueError, AttributeError):
        return None


def wrapped(text: str, stream: TextIO, *, indent: str = "") -> str:
    """Wrap ``text`` between words to fit ``stream``; lines after the first are indented."""
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
    """Format ``rows`` as a table, or ``entries`` if the table is too wide for stdout.

    entries: the same data as ``rows``, each entry as the lines it takes.
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


def fitted(rows: Sequence[Sequence[str]], keep: int | None = None) -> str:
    """Format rows as a table that fits the terminal, or 80 columns where there is none.

    The widest columns are cut, with an ellipsis; the column ``keep`` is not.
    """
    room = (columns(sys.stdout) or _USUAL_COLUMNS) - 2 * (len(rows[0]) - 1)
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    others = [number for number in range(len(widths)) if number != keep]
    while sum(widths) > room and (widest := max(others, key=lambda n: widths[n])) is not None:
        if widths[widest] <= _MIN_CELL_CHARS:
            break
        widths[widest] -= 1
    lines = (
        "  ".join(_cell(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(lines)


def _cell(text: str, width: int) -> str:
    """Return ``text`` as wide as ``width``, cut or followed by blanks."""
    if _width(text) > width:
        while text and _width(text) > width - 1:
            text = text[:-1]
        text = f"{text.rstrip()}…"
    return text + " " * (width - _width(text))


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """Format names and values in two columns, wrapping long values within their column."""
    names = max(len(name) for name, _ in rows)
    return "\n".join(
        wrapped(f"{name.ljust(names)}  {value}".rstrip(), sys.stdout, indent=" " * (names + 2))
        for name, value in rows
    )


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    import unicodedata

    def columns_of(char: str) -> int:
        if unicodedata.category(char) in {"Mn", "Me"}:
            return 0
        return 2 if unicodedata.east_asian_width(char) in "WF" else 1

    return sum(map(columns_of, text))


NO_TERMINAL: Final = (
    "clarm-wizard: no terminal to draw on. In a script, use `clarm-wizard create FILE`, or add "
    "`--plain` to answer line by line."
)

NO_STDERR: Final = (
    "clarm-wizard: standard error is closed, so it can't ask questions. In a script, use "
    "`clarm-wizard create FILE`."
)

DUMB_TERMINAL: Final = "This terminal can't draw a screen (TERM={term}), so this is plain mode."


def can_draw() -> bool:
    """Return whether keys can be read and a screen drawn, here or in a browser."""
    from wizard.core.hardening import served

    if served():
        return True
    # A stream is None if the calling program closed it.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def is_dumb() -> bool:
    """Return whether the terminal reports that it cannot move its cursor."""
    from wizard.core.hardening import served

    return not served() and os.environ.get("TERM") in ("dumb", "unknown")
