"""Special answers, which any question accepts besides a value.

=============  =========================================================================
answer         means
=============  =========================================================================
(nothing)      keep the value shown; if none is shown, leave it out
``?``          help for this question
``<``          back to the previous question
``?list``      what the account offers for this field
``!``          the review so far
``!save path`` write what is known as a request file
``-``          restore the default, or clear the value
``""``         the empty text
``null``       null, if the field accepts it
``[]``         the empty list, if the field takes a list
``@path``      the content of a file
``\\…``         the rest, literally: ``\\-``, ``\\null``, ``\\@name``
``??`` ``<<``  a value that starts with one of ``? < ! @``: the first one is dropped
``!!`` ``@@``
=============  =========================================================================

Anything else is the value. An answer that begins with one of ``? < !`` and is not listed above is
rejected, so that no value is ever silently taken for something else.
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

SAVE: Final = "!save"
"""The word before the path of a file to save."""

_SIGNS: Final = ("?", "<", "!", "@")


class InputCommand(Enum):
    """Answers that are not values and mean the same for every question."""

    HELP = "?"
    LIST = "?list"
    BACK = "<"
    REVIEW = "!"


class CommandWord(Enum):
    """Answers that represent a value which cannot be typed."""

    KEEP = ""
    RESET = "-"
    BLANK = '""'
    NULL = "null"
    NONE = "[]"


@dataclass(frozen=True, slots=True)
class FromFile:
    """The value is the content of the file at ``path``."""

    path: str


@dataclass(frozen=True, slots=True)
class SaveAs:
    """Everything known so far is to be written to a new file at ``path``."""

    path: str


Answer = CommandWord | FromFile | str

_MEANINGS: Final = {item.value: item for kind in (InputCommand, CommandWord) for item in kind}


class Misunderstood(ValueError):
    """An answer that is neither value nor command; the message says how to enter it."""


class ListWanted(Misunderstood):
    """The person wants to see what the account offers for the field."""

    def __init__(self) -> None:
        super().__init__("You can't list values for this question.")


def read_answer(line: str) -> InputCommand | SaveAs | Answer:
    """Parse an answer line; raises Misunderstood."""
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
    word, _, rest = line.partition(" ")
    if word == SAVE and rest.strip():
        return SaveAs(rest.strip())
    raise Misunderstood(
        f"{sign} alone is a command. Double it if a value starts with it: {sign * 2}"
    )


def is_special(text: str) -> bool:
    """Return whether ``text`` has a meaning other than its literal one."""
    return bool(text) and (text in _MEANINGS or text.startswith(_SIGNS))


def content(
    source: FromFile, *, secret: bool = False, binary: bool = False, one_line: bool = False
) -> str:
    """Return the text in a file.

    binary: return the bytes as base64.
    one_line: a final line end is not part of the value. Raises Unreadable, which does not repeat
    the path of a ``secret``.
    """
    try:
        if binary:
            return base64.b64encode(read_bytes_file(source.path)).decode("ascii")
        text = read_text_file(source.path)
    except FileError as problem:
        # The "path" may be a secret that begins with @.
        where = f"{problem.location}: " if problem.location and not secret else ""
        words = f"{where}{problem.message} If the value starts with @, double it: @@"
    else:
        return text.removesuffix("\n").removesuffix("\r") if one_line else text
    # Outside the except block, because the caught error contains the path.
    raise Unreadable(words)


Speech = Callable[[], Sequence[str]]

Save = Callable[[str], Sequence[str]]
"""Writes what is known so far to a new file; returns what to say. Raises Misunderstood."""


class InvalidAnswer(Exception):
    """A wrong answer that cannot be asked for again; the text names the field and the error."""


class GoBack(Exception):
    """The person wants to return to the previous question."""


def nothing_to_save(_: str) -> Sequence[str]:
    """Refuse to save, where nothing is known that could be. Raises Misunderstood."""
    raise Misunderstood("Nothing to save here.")


def ask(
    console: Console,
    prompt: str,
    *,
    help: Speech,
    review: Speech,
    save: Save = nothing_to_save,
    secret: bool = False,
) -> Answer:
    """Ask a question, handling ``?``, ``!`` and ``!save`` here.

    Raises GoBack, ListWanted, and whatever ``read_answer`` raises.
    """
    while True:
        answer = read_answer((console.ask_secret if secret else console.ask)(prompt))
        if isinstance(answer, SaveAs):
            say_all(console, save(answer.path))
            continue
        if not isinstance(answer, InputCommand):
            return answer
        if answer is InputCommand.BACK:
            raise GoBack
        if answer is InputCommand.LIST:
            raise ListWanted
        say_all(console, review() if answer is InputCommand.REVIEW else help())


def refuse(console: Console, message: str, lines: Sequence[str] = ()) -> None:
    """Explain what is wrong with an answer; raises InvalidAnswer if nobody can be asked again."""
    if not console.interactive:
        raise InvalidAnswer("\n".join([message, *lines]))
    say_all(console, [message, *lines])
    # Input typed or pasted ahead assumed that this answer was right.
    console.discard()


def say_all(console: Console, lines: Sequence[str]) -> None:
    """Show several lines."""
    for line in lines:
        console.say(line)


class Prompter(Protocol):
    """The interface needed to read further lines."""

    @property
    def console(self) -> Console:
        """The console to ask on."""


def read_on(
    prompts: Prompter,
    first: str,
    *,
    secret: bool,
    is_whole: Callable[[Sequence[str]], bool | None],
) -> str:
    """Return the whole text that starts with the line ``first`` and continues to an empty line.

    is_whole: returns whether the lines are complete, or None if only an empty line can tell. While
    the text is incomplete, a single empty line belongs to it and two end it. Inside a paste, no
    empty line ends it.
    """
    ask = prompts.console.ask_secret if secret else prompts.console.ask
    lines, size = [first], len(first)
    while True:
        whole = is_whole(lines)
        # A paste may contain several keys, so it ends where the paste ends.
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
    """Return None: only an empty line ends a plain text."""


def is_key(lines: Sequence[str]) -> bool | None:
    """Return whether a key file (PEM or JSON) is complete; None for any other text."""
    start = lines[0].lstrip()
    if start.startswith("-----BEGIN "):
        # Some keys come on one line, with \n for each line end.
        end = lines[-1].strip().removesuffix("\\n")
        return "-----END " in end and end.endswith("-----")
    return is_json(lines) if start.startswith("{") else None


def is_json(lines: Sequence[str]) -> bool | None:
    """Return whether a JSON value is complete; None for a text that does not start a long one."""
    is_open = lines[0].lstrip().startswith(("{", "["))
    if is_open and not lines[-1].rstrip().endswith(("}", "]")):
        return False  # avoids parsing every prefix
    try:
        json.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return False if is_open else None
    return True
