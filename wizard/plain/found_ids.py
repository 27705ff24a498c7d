"""Asks for the IDs of a source that a person found in Clarm."""

from __future__ import annotations

from wizard.plain.console import Console, EndOfInput, Unreadable
from wizard.plain.input import GoBack, Misunderstood, Speech, ask, refuse
from wizard.plain.options import InvalidChoice
from wizard.utils.ids import read_id

_HELP = ("As shown in Clarm. Press enter if you can't find it.",)


def ask_ids(console: Console, review: Speech) -> tuple[int, int] | None:
    """Return the connector's and the credential's ID; None if the person does not see both."""
    while True:
        try:
            connector = _ask_id(console, review, "Connector ID")
        except (GoBack, EndOfInput):
            return None
        if connector is None:
            return None
        try:
            credential = _ask_id(console, review, "Credential ID")
        except GoBack:
            continue
        except EndOfInput:
            return None
        return None if credential is None else (connector, credential)


def _ask_id(console: Console, review: Speech, label: str) -> int | None:
    """Return the number; None for enter alone. Raises GoBack and EndOfInput."""
    while True:
        try:
            answer = ask(console, f"{label} (none): ", help=lambda: _HELP, review=review)
            if not isinstance(answer, str):
                return None
            if (number := read_id(answer)) is None:
                raise InvalidChoice("Enter a whole number.")
            return number
        except (Misunderstood, Unreadable, InvalidChoice) as problem:
            refuse(console, f"{label}: {problem}")
