"""What every screen tells: the header's step, server, sign-in and save state, and messages."""

# No ``from __future__ import annotations``: NamedTuple compiles string annotations at startup.

from collections.abc import Iterator
from typing import Final, NamedTuple, Self

from rich.cells import cell_len, set_cell_size

from wizard.auth.account import AuthStatus
from wizard.utils.glyphs import CUT, DONE, LATER, NOW

STEP_NAMES: Final = {
    "type": "Type",
    "configure": "Configure",
    "credential": "Credential",
    "schedule": "Schedule",
    "review": "Review",
    "result": "Result",
}
"""The names of the steps, in order."""

TITLES: Final = STEP_NAMES | {"type": "Choose a type"}
"""The titles of the steps' screens, in order."""

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
UNSAVED: Final = Saved("saving")
SAVED: Final = Saved("saved ")  # as long as the other, so that nothing beside it moves


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

    def fit(self, heading: str, width: int, *, numbered: bool = False) -> tuple[str, str]:
        """Return the left and right parts of the header, shortened to fit ``width`` columns.

        heading: the screen's title, if it is not a step. numbered: whether the left part says which
        step it is, because the way is not shown.

        Facts that would mislead if missing are dropped last: the sandbox, the host, and that
        something cannot be saved.
        """
        versions = list(self._versions(heading, numbered))
        # Leave room for both save states, so that typing and saving do not move anything.
        typing = self.type and not heading and not self.saved.problem
        widest = self._replace(saved=UNSAVED)._versions(heading, numbered) if typing else versions
        for (left, right), (_, most) in zip(versions, widest, strict=True):
            if cell_len(left) + cell_len(most) + GAP <= width:
                return left, right
        left, right = versions[-1]
        room = max(0, width - cell_len(left) - 1)
        return left, right if cell_len(right) <= room else set_cell_size(right, room - 1) + CUT

    def _versions(self, heading: str, numbered: bool) -> Iterator[tuple[str, str]]:
        title = heading or self.step
        if numbered and self.number:
            title = f"{title} · step {self.number} of {self.steps}"
        long = _joined(title, self.type)
        where = SANDBOX if self.sandbox else self.host
        signed = "" if self.sandbox else self.standing.value
        saved = self.saved.said
        problem = saved if self.saved.problem else ""
        sign = "! " if problem else ""
        full = _joined(where, signed, saved)
        yield long, full
        if self.sandbox:
            where = BRIEFLY
            full = _joined(where, saved)
            yield long, full
        elif self.standing is AuthStatus.LOOKING:  # a temporary state
            yield long, _joined(where, saved)
        elif self.standing in (AuthStatus.API_KEY, AuthStatus.REJECTED):  # the longest words
            yield long, f"{sign}{_joined(where, signed)}"
        yield title, full
        yield title, _joined(where, signed, problem)
        yield title, _joined(problem, where)
        yield title.rpartition(" ")[2], f"{sign}{where}"

    def way(self, width: int) -> list[tuple[str, str]]:
        """Return the steps as signs and names, as far as they fit ``width`` columns.

        Where not all names fit, only the current step has one.
        """
        at = self.number - 1
        signs = [DONE] * at + [NOW] + [LATER] * (self.steps - self.number)
        names = list(STEP_NAMES.values())
        steps = [f"{sign} {name}" for sign, name in zip(signs, names, strict=True)]
        if sum(map(cell_len, steps)) + GAP * (len(steps) - 1) > width:
            steps = [*signs[:at], steps[at], *signs[at + 1 :]]
        return list(zip(STEP_NAMES, steps, strict=True))


def _joined(*parts: str, by: str = " · ") -> str:
    return by.join(part for part in parts if part)
