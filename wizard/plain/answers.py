"""What may be answered to any question, besides a value.

=============  =========================================================================
answer         means
=============  =========================================================================
(nothing)      keep what is shown; where nothing is shown, leave it out
``?``          help for this question
``<``          back to the question before
``!``          the review so far
``-``          back to the default, or to nothing
``""``         the empty text
``null``       nothing at all, where that is a value of its own
``[]``         the empty list, where a list is wanted
``@path``      the content of a file
``\\…``         what follows, as it stands: ``\\-``, ``\\null``, ``\\@name``
``??`` ``<<``  a value that begins with one of ``? < ! @``: the first one is dropped
``!!`` ``@@``
=============  =========================================================================

Anything else is the value. A value that begins with one of ``? < !`` and is none of the above is
refused, so that nobody's value is ever taken for something else without a word.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from enum import Enum
from typing import Final

from wizard.files import FileProblem, read_bytes_file, read_text_file
from wizard.plain.console import Unreadable

_SIGNS: Final = ("?", "<", "!", "@")


class Command(Enum):
    """Answers that are no value, and are the same for every question."""

    HELP = "?"
    BACK = "<"
    REVIEW = "!"


class Word(Enum):
    """Answers that stand for a value that cannot be typed."""

    KEEP = ""
    RESET = "-"
    BLANK = '""'
    NULL = "null"
    NONE = "[]"


@dataclass(frozen=True, slots=True)
class FromFile:
    """The value is the content of the file at ``path``."""

    path: str


Answer = Word | FromFile | str

_MEANINGS: Final = {item.value: item for kind in (Command, Word) for item in kind}


class Misunderstood(ValueError):
    """An answer that is no value and no command; the message says how to enter it."""


def read_answer(line: str) -> Command | Answer:
    """What a line says. Raises Misunderstood."""
    meaning = _MEANINGS.get(line)
    if meaning is not None:
        return meaning
    if line.startswith("\\") and is_special(line.lstrip("\\")):
        return line[1:]
    sign = line[:1]
    if sign not in _SIGNS:
        return line
    if line[1:2] == sign:
        return line[1:]
    if sign == "@":
        return FromFile(line[1:].strip())
    raise Misunderstood(
        f"{sign} by itself is a command. Double it where a value begins with it: {sign * 2}"
    )


def is_special(text: str) -> bool:
    """Whether ``text`` means something else than itself."""
    return bool(text) and (text in _MEANINGS or text.startswith(_SIGNS))


def escaped(text: str) -> str:
    """The answer that enters ``text``, which has one line and is not empty."""
    return f"\\{text}" if is_special(text.lstrip("\\")) else text


def content(
    source: FromFile, *, secret: bool = False, binary: bool = False, one_line: bool = False
) -> str:
    """The text in a file. Raises Unreadable, which does not repeat the path of a ``secret``.

    binary: the bytes as base64. one_line: a line end at the end is none of the value's.
    """
    try:
        if binary:
            return base64.b64encode(read_bytes_file(source.path)).decode("ascii")
        text = read_text_file(source.path)
    except FileProblem as problem:
        # What was meant as a secret may begin with @ as well.
        where = f"{problem.where}: " if problem.where and not secret else ""
        words = f"{where}{problem.what} To enter a value that begins with @, double it: @@"
    else:
        return text.removesuffix("\n").removesuffix("\r") if one_line else text
    # Outside of the except block: the error that was caught holds the path.
    raise Unreadable(words)
