"""Where line prompts are shown and answered: a terminal, or a pipe.

Nothing here moves a cursor or colours anything; every text is made inert before it is shown.
"""

from __future__ import annotations

import os
from typing import BinaryIO, Final, Protocol, TextIO

from wizard.utils.text import sanitize

MAX_ANSWER_CHARS: Final = 1024 * 1024
"""Bytes of one line of an answer."""

MAX_SHOWN_CHARS: Final = 100_000
"""Characters of one line that is said."""


class EndOfInput(Exception):
    """There are no more answers to come: the pipe is at its end, or ctrl+d was pressed."""


class Unreadable(ValueError):
    """An answer that is no text, or too long for one; the message never repeats it."""


class Console(Protocol):
    """What prompts need. ``ask`` and ``ask_secret`` raise EndOfInput and Unreadable."""

    @property
    def interactive(self) -> bool:
        """Whether a person is there, who can be asked again."""

    def say(self, line: str = "") -> None:
        """Show one line."""

    def ask(self, prompt: str) -> str:
        """Show ``prompt``, and read one line exactly as it was typed, without its end."""

    def ask_secret(self, prompt: str) -> str:
        """As ``ask``, without showing what is typed; nothing at all for an empty prompt."""

    def ahead(self) -> bool:
        """Whether more was pasted or typed already."""

    def discard(self) -> bool:
        """Forget what was pasted or typed ahead; whether that was more than blanks."""


class Pipe:
    """Answers from a file or another program, one a line. Each prompt stands on its own line."""

    interactive = False

    def __init__(self, answers: BinaryIO, out: TextIO) -> None:
        self._answers = answers
        self._out = out
        self._first = True

    def say(self, line: str = "") -> None:
        """Show one line."""
        write(self._out, sanitize(line, MAX_SHOWN_CHARS) + "\n")

    def ask(self, prompt: str) -> str:
        """Show ``prompt``; the next line of the pipe."""
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
        """As ``ask``: a pipe shows nothing."""
        return self.ask(prompt)

    def ahead(self) -> bool:
        """Never: what follows in a pipe answers the next question."""
        return False

    def discard(self) -> bool:
        """Nothing: see ``ahead``."""
        return False


def decoded(line: bytes) -> str:
    """The text of an answer. Raises Unreadable."""
    if len(line) > MAX_ANSWER_CHARS:
        raise Unreadable(f"This is longer than {MAX_ANSWER_CHARS} bytes.")
    try:
        return line.decode()
    except UnicodeDecodeError:
        pass
    # Outside of the except block: the error that was caught holds the answer.
    raise Unreadable("This is not text in UTF-8.")


def write(out: TextIO, text: str) -> None:
    """Write at once. Whoever listened may have gone, which ends nothing."""
    try:
        out.write(text)
        out.flush()
    except OSError:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, out.fileno())
        os.close(null)
