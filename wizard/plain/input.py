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
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

from wizard.plain.console import MAX_ANSWER_CHARS, Console, Unreadable
from wizard.utils.files import FileError, read_bytes_file, read_text_file

_SIGNS: Final = ("?", "<", "!", "@")


class InputCommand(Enum):
    """Answers that are no value, and are the same for every question."""

    HELP = "?"
    BACK = "<"
    REVIEW = "!"


class CommandWord(Enum):
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


Answer = CommandWord | FromFile | str

_MEANINGS: Final = {item.value: item for kind in (InputCommand, CommandWord) for item in kind}


class Misunderstood(ValueError):
    """An answer that is no value and no command; the message says how to enter it."""


def read_answer(line: str) -> InputCommand | Answer:
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
    except FileError as problem:
        # What was meant as a secret may begin with @ as well.
        where = f"{problem.location}: " if problem.location and not secret else ""
        words = f"{where}{problem.message} To enter a value that begins with @, double it: @@"
    else:
        return text.removesuffix("\n").removesuffix("\r") if one_line else text
    # Outside of the except block: the error that was caught holds the path.
    raise Unreadable(words)


Speech = Callable[[], Sequence[str]]


class InvalidAnswer(Exception):
    """A wrong answer where nobody can be asked again; the text names the field and the error."""


class GoBack(Exception):
    """The person wants the question before."""


def ask(
    console: Console, prompt: str, *, help: Speech, review: Speech, secret: bool = False
) -> Answer:
    """Ask; ``?`` and ``!`` are dealt with here. Raises GoBack, and as ``read_answer``."""
    while True:
        answer = read_answer((console.ask_secret if secret else console.ask)(prompt))
        if not isinstance(answer, InputCommand):
            return answer
        if answer is InputCommand.BACK:
            raise GoBack
        say_all(console, review() if answer is InputCommand.REVIEW else help())


def refuse(console: Console, message: str, lines: Sequence[str] = ()) -> None:
    """Say what is wrong with an answer. Raises WrongAnswer where nobody can be asked again."""
    if not console.interactive:
        raise InvalidAnswer("\n".join([message, *lines]))
    say_all(console, [message, *lines])
    # What was typed or pasted ahead was meant for the questions after a right answer.
    console.discard()


def say_all(console: Console, lines: Sequence[str]) -> None:
    """Say several lines."""
    for line in lines:
        console.say(line)


class Prompter(Protocol):
    """What is asked for more lines."""

    @property
    def console(self) -> Console:
        """Where it is asked."""


def read_on(
    prompts: Prompter,
    first: str,
    *,
    secret: bool,
    is_whole: Callable[[Sequence[str]], bool | None],
) -> str:
    """The whole text that begins with the line ``first``: until an empty line.

    is_whole: says of lines whether the end was reached, None where only an empty line can tell.
    While it is not, one empty line belongs to the text, and two end it. Within a paste none does.
    """
    ask = prompts.console.ask_secret if secret else prompts.console.ask
    lines, size = [first], len(first)
    while True:
        whole = is_whole(lines)
        # A paste may hold more than one key: it ends where the paste does.
        if whole and not prompts.console.ahead():
            break
        line = ask("" if secret else f"{len(lines) + 1}: ")
        ends = not line and (whole is not False or not lines[-1])
        if ends and not prompts.console.ahead():
            break
        lines.append(line)
        size += len(line) + 1
        if size > MAX_ANSWER_CHARS:
            prompts.console.discard()
            raise Unreadable("This is too long.")
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def is_text(_: Sequence[str]) -> None:
    """Any text: only an empty line ends it."""


def is_key(lines: Sequence[str]) -> bool | None:
    """Whether a key file (PEM or JSON) is complete; None for a text that is neither."""
    start = lines[0].lstrip()
    if start.startswith("-----BEGIN "):
        # Some keys come in one line, with \n for each line end.
        end = lines[-1].strip().removesuffix("\\n")
        return "-----END " in end and end.endswith("-----")
    return is_json(lines) if start.startswith("{") else None


def is_json(lines: Sequence[str]) -> bool | None:
    """Whether a JSON value is complete; None for a text that does not begin like a long one."""
    is_open = lines[0].lstrip().startswith(("{", "["))
    if is_open and not lines[-1].rstrip().endswith(("}", "]")):
        return False  # which spares the parsing of each beginning
    try:
        json.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return False if is_open else None
    return True
