"""The states of a planned source: what became of it, or what it waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, NamedTuple

from wizard.request_files import RequestProblem, dotted
from wizard.storage.conflicts import change_words
from wizard.utils.timestamps import now

MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Need(NamedTuple):
    """A value that is missing.

    loc: its location in the request. label: what it is called. why: why what it refers to is not
    there, in a few words.
    """

    loc: tuple[str | int, ...]
    label: str
    why: str = ""

    @classmethod
    def of(cls, problem: RequestProblem) -> Need:
        """Return what a problem says is missing."""
        return cls(problem.loc, problem.label or dotted(problem.loc), problem.why)

    def __str__(self) -> str:
        return f"{self.label} ({self.why})" if self.why else self.label


@dataclass(frozen=True, slots=True)
class Created:
    """It exists. at: when it was created, if that is known."""

    at: datetime | None = None
    kind: ClassVar = "created"

    @property
    def words(self) -> str:
        """The state in a few words."""
        return f"created {day(self.at)}".rstrip()


@dataclass(frozen=True, slots=True)
class Changed:
    """It exists, and its file has changed since, in ``fields``."""

    fields: Sequence[str]
    at: datetime | None = None
    connector_id: int | None = None
    kind: ClassVar = "changed"

    @property
    def words(self) -> str:
        """The state in a few words."""
        return f"created {day(self.at)}".rstrip() + f", changed since: {', '.join(self.fields)}"

    @property
    def advice(self) -> str:
        """What can be done about it."""
        return change_words(self.fields, self.connector_id)


@dataclass(frozen=True, slots=True)
class LookUp:
    """It was sent, and nobody knows whether it exists.

    id: of the submission, to settle it with. at: when it was sent. folder: the one whose record
    alone knows it, since a colleague sent it; empty if the history has it.
    """

    id: str
    at: datetime | None = None
    folder: str = ""
    kind: ClassVar = "look_up"
    words: ClassVar = "check in Clarm: sent, no answer"


@dataclass(frozen=True, slots=True)
class Sending:
    """A process on this machine is sending it."""

    kind: ClassVar = "sending"
    words: ClassVar = "being sent by another run"


@dataclass(frozen=True, slots=True)
class Begun:
    """A person began to complete it, and kept a draft.

    step: where they were. at: when it was saved. draft: its ID. in_use: a wizard has it open.
    needs: what is missing in the file itself.
    """

    step: str
    at: datetime
    draft: str
    in_use: bool = False
    needs: Sequence[Need] = ()
    kind: ClassVar = "begun"

    @property
    def words(self) -> str:
        """The state in a few words."""
        if self.in_use:
            return "started: open in another window"
        return f"started: at {self.step.capitalize()}, {day(self.at)}"


@dataclass(frozen=True, slots=True)
class Needs:
    """Values are missing, and nothing is wrong."""

    needs: Sequence[Need]
    kind: ClassVar = "needs"

    @property
    def words(self) -> str:
        """The state in a few words."""
        return f"needs: {', '.join(map(str, self.needs))}"


@dataclass(frozen=True, slots=True)
class Ready:
    """It is complete, and can be sent."""

    kind: ClassVar = "ready"
    words: ClassVar = "ready to send"


@dataclass(frozen=True, slots=True)
class Broken:
    """Something in the file is wrong. problems: in words, each with its place."""

    problems: Sequence[str]
    kind: ClassVar = "broken"

    @property
    def words(self) -> str:
        """The state in a few words."""
        return f"to fix: {' '.join(self.problems)}"


State = Created | Changed | LookUp | Sending | Begun | Needs | Ready | Broken


def day(moment: datetime | None) -> str:
    """Return a day as people say it, ``29 Nov``, with the year unless it is this one."""
    if moment is None:
        return ""
    local = moment.astimezone()
    year = "" if local.year == now().astimezone().year else f" {local.year}"
    return f"{local.day} {MONTHS[local.month - 1]}{year}"
