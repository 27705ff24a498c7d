"""Consoles: where line prompts are shown and answered, a terminal or a pipe.

Nothing here moves a cursor or uses colour, and control characters are removed from every text.
"""

from __future__ import annotations

import os
from typing import BinaryIO, Final, Protocol, TextIO

from wizard.utils.glyphs import for_terminal
from wizard.utils.text import sanitize

MAX_ANSWER_CHARS: Final = 1024 * 1024
"""Bytes of one line of an answer."""

MAX_SHOWN_CHARS: Final = 100_000
"""Characters of one line that is said."""


class EndOfInput(Exception):
    """No more answers will come: the pipe has ended, or ctrl+d was pressed."""


class Unreadable(ValueError):
    """An answer that is not text, or is too long; the message never repeats it."""


class Console(Protocol):
    """The interface for prompts; ``ask`` and ``ask_secret`` raise EndOfInput and Unreadable."""

    @property
    def interactive(self) -> bool:
        """Whether a person is present who can be asked again."""

    def say(self, line: str = "") -> None:
        """Show one line."""

    def ask(self, prompt: str) -> str:
        """Show ``prompt`` and return one line exactly as typed, without its line end."""

    def ask_secret(self, prompt: str) -> str:
        """Do what ``ask`` does without showing what is typed; an empty prompt shows nothing."""

    def ahead(self) -> bool:
        """Return whether more input has already been pasted or typed."""

    def discard(self) -> bool:
        """Discard input pasted or typed ahead; return whether it was more than blanks."""


class Pipe:
    """Answers from a file or another program, one per line; each prompt takes a line of its own."""

    interactive = False

    def __init__(self, answers: BinaryIO, out: TextIO) -> None:
        self._answers = answers
        self._out = out
        self._first = True

    def say(self, line: str = "") -> None:
        """Show one line."""
        write(self._out, sanitize(line, MAX_SHOWN_CHARS) + "\n")

    def ask(self, prompt: str) -> str:
        """Show ``prompt`` and return the next line of the pipe."""
        if prompt:
            self.say(prompt.rstrip())
        line = self._answers.readline(MAX_ANSWER_CHARS + 1)
        if not line:
            raise EndOfInput
        body = line.removesuffix(b"\n").removesuffix(b"\r")
        if self._first:
            body = body.removeprefix(b"\xef\xbb\xbf")
            self._first = False
        return decoded(body)

    def ask_secret(self, prompt: str) -> str:
        """Do what ``ask`` does: a pipe shows nothing."""
        return self.ask(prompt)

    def ahead(self) -> bool:
        """Return False: the rest of a pipe answers the following questions."""
        return False

    def discard(self) -> bool:
        """Discard nothing, for the same reason as in ``ahead``."""
        return False


def decoded(line: bytes) -> str:
    """Decode an answer; raises Unreadable."""
    if len(line) > MAX_ANSWER_CHARS:
        raise Unreadable(f"This is longer than {MAX_ANSWER_CHARS} bytes.")
    try:
        return line.decode()
    except UnicodeDecodeError:
        pass
    # Outside the except block, because the caught error contains the answer.
    raise Unreadable("This isn't UTF-8 text.")


def write(out: TextIO, text: str) -> None:
    """Write immediately, in what the terminal shows; a reader that has gone is ignored."""
    try:
        out.write(for_terminal(text))
        out.flush()
    except OSError:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, out.fileno())
        os.close(null)
