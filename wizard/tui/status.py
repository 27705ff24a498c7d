"""The words of the header: where one is, with which server, and what is certain of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

TITLES: Final = {
    "type": "Choose a type",
    "configure": "Configure",
    "credential": "Credential",
    "schedule": "Schedule",
    "review": "Review",
    "result": "Result",
}
"""The steps, in order, and what they are called."""

SANDBOX: Final = "sandbox: nothing leaves this machine"


class Standing(Enum):
    """What is known of being signed in, in words that claim no more than that."""

    LOOKING = "looking for a session"
    NONE = "not signed in"
    GIVEN = "session ready"
    KEY = "API key (untested)"
    ACCEPTED = "signed in"
    REFUSED = "session refused"


@dataclass(frozen=True, slots=True)
class Saved:
    """Whether what was typed is on the disk. ``problem``: why it cannot be, if so."""

    words: str = ""
    problem: str = ""

    @property
    def said(self) -> str:
        """Words for the header."""
        return f"not saved: {self.problem}" if self.problem else self.words


NOTHING: Final = Saved()
UNSAVED: Final = Saved("not saved yet")
SAVED: Final = Saved("saved")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the header says. ``step``, ``number`` and ``steps`` are empty and 0 outside of steps."""

    step: str = ""
    number: int = 0
    steps: int = 0
    type: str = ""
    host: str = ""
    sandbox: bool = False
    standing: Standing = Standing.LOOKING
    saved: Saved = NOTHING

    def fit(self, heading: str, width: int) -> tuple[str, str]:
        """The left and the right part of the header, shortened to fit into ``width`` columns.

        ``heading``: the name of the screen where it is none of a step. What could mislead when
        it is missing goes last: the sandbox, the host, not being signed in, not being saved.
        """
        for left, right in self._versions(heading):
            if len(left) + len(right) + 2 <= width:
                return left, right
        left, right = list(self._versions(heading))[-1]
        return left, right[: max(0, width - len(left) - 3)] + "…" if right else right

    def _versions(self, heading: str) -> list[tuple[str, str]]:
        title = heading or self.step
        short = " ".join(part for part in (title, self._count(short=True)) if part)
        long = " · ".join(part for part in (title, self._count(short=False)) if part)
        longest = f"{long} · {self.type}" if self.type else long
        where = SANDBOX if self.sandbox else self.host
        signed = "" if self.sandbox else self.standing.value
        full = _joined(where, signed, self.saved.said)
        plain = _joined(where, signed, self.saved.said if self.saved is not SAVED else "")
        least = _joined(where, self.saved.said if self.saved is not SAVED else signed)
        return [
            (longest, full),
            (long, full),
            (short, full),
            (short, plain),
            (title, plain),
            (title, least),
        ]

    def _count(self, *, short: bool) -> str:
        if not self.number:
            return ""
        return f"{self.number}/{self.steps}" if short else f"step {self.number} of {self.steps}"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
