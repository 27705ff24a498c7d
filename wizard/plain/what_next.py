"""Asks what follows a connector: another, several, one of another type, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wizard.forms import Option
from wizard.plain.console import Console, Unreadable
from wizard.plain.input import GoBack, Misunderstood, Speech, ask, refuse
from wizard.plain.options import InvalidChoice, pick

ANOTHER: Final = Option(
    "another", "another", "another", "create one of this type, starting with these answers."
)
SEVERAL: Final = Option(
    "several", "several", "several", "create several of this type. You say what differs."
)
NEW: Final = Option("new", "new", "new", "create one of another type.")
QUIT: Final = Option("quit", "quit", "quit", "end the wizard.")

_ONE: Final = Option("one", "one", "one", "create one with the values from the last one.")


def ask_what_next(console: Console, review: Speech) -> Option:
    """Return what is to follow what was created; enter alone quits."""
    prompt = (
        "What next? another of this type, several of this type, new (of another type), "
        "or quit (quit): "
    )
    options = (ANOTHER, SEVERAL, NEW, QUIT)
    return _choose(console, prompt, options, QUIT, review)


def wants_several(console: Console, review: Speech) -> bool:
    """Return whether several are to follow a former one; enter alone means one."""
    prompt = "One more of this type, or several? one, or several (one): "
    return _choose(console, prompt, (_ONE, SEVERAL), _ONE, review) is SEVERAL


def _choose(
    console: Console, prompt: str, options: Sequence[Option], usual: Option, review: Speech
) -> Option:
    help = [f"{option.label}: {option.help}".rstrip(": ") for option in options]
    while True:
        try:
            answer = ask(console, prompt, help=lambda: help, review=review)
            return pick(answer, options) if isinstance(answer, str) else usual
        except GoBack:
            console.say("You can't go back from here. The connector has been created.")
        except (Misunderstood, Unreadable, InvalidChoice) as problem:
            refuse(console, str(problem))
