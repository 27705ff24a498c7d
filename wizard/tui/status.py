"""What every screen tells: the header's step, server, sign-in and save state, and messages."""

# No ``from __future__ import annotations``: NamedTuple compiles string annotations at startup.

from collections.abc import Iterator
from typing import Final, NamedTuple, Self

from rich.cells import cell_len, set_cell_size

from wizard.auth.account import AuthStatus

TITLES: Final = {
    "type": "Choose a type",
    "configure": "Configure",
    "credential": "Credential",
    "schedule": "Schedule",
    "review": "Review",
    "result": "Result",
}
"""The titles of the steps, in order."""

SOURCES: Final = "Sources"
"""The title of the list of a folder's sources, which is no step."""

BRIEFLY: Final = "sandbox"
SANDBOX: Final = f"{BRIEFLY}: nothing leaves this machine"

GAP: Final = 2
"""Columns between the two parts, if there is room."""


class Saved(NamedTuple):
    """Whether the input is saved to disk. ``problem``: why it cannot be, if so."""

    words: str = ""
    problem: str = ""

    @property
    def said(self) -> str:
        """Text for the header."""
        return f"not saved: {self.problem}" if self.problem else self.words


NOTHING: Final = Saved()
UNSAVED: Final = Saved("not saved")
SAVED: Final = Saved("saved")


class Message(NamedTuple):
    """What is said for a while. ``severity``: information, warning or error."""

    text: str
    severity: str = "information"


class Status(NamedTuple):
    """Contents of the header.

    Outside of steps ``step`` is empty, and ``number`` and ``steps`` are 0.
    """

    step: str = ""
    number: int = 0
    steps: int = 0
    type: str = ""
    host: str = ""
    sandbox: bool = False
    standing: AuthStatus = AuthStatus.LOOKING
    saved: Saved = NOTHING

    def of_no_step(self) -> Self:
        """Return a copy for a screen unrelated to the current step."""
        return self._replace(step="", number=0, steps=0, type="")

    def fit(self, heading: str, width: int) -> tuple[str, str]:
        """Return the left and right parts of the header, shortened to fit ``width`` columns.

        heading: the screen's title, if it is not a step.

        Facts that would mislead if missing are dropped last: the sandbox, the host, and that
        something is not saved.
        """
        versions = list(self._versions(heading))
        # Leave room for both save states, so that typing and saving do not move anything.
        typing = self.type and not heading and not self.saved.problem
        widest = self._replace(saved=UNSAVED)._versions(heading) if typing else versions
        for (left, right), (_, most) in zip(versions, widest, strict=True):
            if cell_len(left) + cell_len(most) + GAP <= width:
                return left, right
        left, right = versions[-1]
        room = max(0, width - cell_len(left) - 1)
        return left, right if cell_len(right) <= room else set_cell_size(right, room - 1) + "…"

    def _versions(self, heading: str) -> Iterator[tuple[str, str]]:
        title = heading or self.step
        short = _joined(title, f"{self.number}/{self.steps}" if self.number else "", by=" ")
        long = _joined(title, f"step {self.number} of {self.steps}" if self.number else "")
        where = SANDBOX if self.sandbox else self.host
        signed = "" if self.sandbox else self.standing.value
        saved = self.saved.said
        pressing = "" if self.saved is SAVED else saved
        full = _joined(where, signed, saved)
        sign = "! " if self.saved.problem else "● " if self.saved is UNSAVED else ""
        yield _joined(long, self.type), full
        yield _joined(short, self.type), full
        if self.sandbox:
            yield _joined(long, self.type), _joined(BRIEFLY, saved)
            yield _joined(short, self.type), _joined(BRIEFLY, saved)
        elif self.standing is AuthStatus.LOOKING:  # a temporary state
            yield _joined(short, self.type), _joined(where, saved)
        elif self.standing in (AuthStatus.API_KEY, AuthStatus.REJECTED):  # the longest words
            yield _joined(short, self.type), f"{sign}{_joined(where, signed)}"
        yield long, full
        yield short, full
        yield short, _joined(where, signed, pressing)
        yield title, _joined(where, signed, pressing)
        yield title, _joined(pressing, where)
        yield title.rpartition(" ")[2], f"{sign}{where}"


def _joined(*parts: str, by: str = " · ") -> str:
    return by.join(part for part in parts if part)
