"""Selection of an option by number or name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wizard.forms import Option

MAX_LISTED_OPTIONS: Final = 15
"""Choices of which only some are listed unasked."""


class InvalidChoice(ValueError):
    """An answer that cannot be accepted; the message says why, and ``lines`` follow it."""

    def __init__(self, message: str, lines: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.lines = tuple(lines)


def listed(options: Sequence[Option], *, everything: bool = False) -> list[str]:
    """List the options with their numbers; if there are many, only say how to find one."""
    if len(options) > MAX_LISTED_OPTIONS and not everything:
        return [f"{len(options)} choices. Enter part of a name to filter, or ? to list all."]
    return [line(number, option) for number, option in enumerate(options, start=1)]


def line(number: int, option: Option) -> str:
    """Format one option of the list."""
    return f"{number}. {option.label}" + (f": {option.help}" if option.help else "")


def pick(text: str, options: Sequence[Option]) -> Option:
    """Return the option that ``text`` names by number, key, label or the start of a name.

    A number is the one that the list shows. Of many options, which are not listed, it is rather a
    label; a key that differs from its label is never shown. Raises InvalidChoice, which lists the
    likely options.
    """
    word = text.strip()
    folded = word.casefold()
    exact = [o for o in options if o.key in (text, word)]
    named = [o for o in options if o.label.casefold() == folded]
    is_number = word.isascii() and word.isdigit() and 1 <= int(word) <= len(options)
    if is_number and (len(options) <= MAX_LISTED_OPTIONS or not named):
        return options[int(word) - 1]
    for found in (exact, named):
        if len(found) == 1:
            return found[0]
    begun = [o for o in options if _begins(o, folded)] if folded else []
    if len(begun) == 1:
        return begun[0]
    fitting = [o for o in options if folded and (folded in o.label.casefold() or folded in o.key)]
    shown = [line(options.index(o) + 1, o) for o in fitting or begun]
    if shown:
        raise InvalidChoice("Several choices match. Enter more of the name, or a number.", shown)
    raise InvalidChoice(f"Enter a number from 1 to {len(options)}, or the start of a name.")


def _begins(option: Option, folded: str) -> bool:
    return option.label.casefold().startswith(folded) or option.key.casefold().startswith(folded)
