"""One prompt: asked until the answer is no command, and refused in one way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wizard.plain.answers import Answer, Command, read_answer
from wizard.plain.console import Console

Speech = Callable[[], Sequence[str]]


class WrongAnswer(Exception):
    """A wrong answer where nobody can be asked again; the text names the field and the error."""


class GoBack(Exception):
    """The person wants the question before."""


def ask(
    console: Console, prompt: str, *, help: Speech, review: Speech, secret: bool = False
) -> Answer:
    """Ask; ``?`` and ``!`` are dealt with here. Raises GoBack, and as ``read_answer``."""
    while True:
        answer = read_answer((console.ask_secret if secret else console.ask)(prompt))
        if not isinstance(answer, Command):
            return answer
        if answer is Command.BACK:
            raise GoBack
        say_all(console, review() if answer is Command.REVIEW else help())


def refuse(console: Console, message: str, lines: Sequence[str] = ()) -> None:
    """Say what is wrong with an answer. Raises WrongAnswer where nobody can be asked again."""
    if not console.interactive:
        raise WrongAnswer("\n".join([message, *lines]))
    say_all(console, [message, *lines])
    # What was typed or pasted ahead was meant for the questions after a right answer.
    console.discard()


def say_all(console: Console, lines: Sequence[str]) -> None:
    """Say several lines."""
    for line in lines:
        console.say(line)
