"""The plan as data: its sources, how many are done, and what comes next."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from wizard.plan.states import (
    Begun,
    Broken,
    Changed,
    Created,
    LookUp,
    Need,
    Needs,
    Ready,
    Sending,
    State,
)
from wizard.request_files import Note, RequestSource
from wizard.storage.history_events import SHORT_ID_CHARS
from wizard.utils.commands import command_line
from wizard.utils.exit_codes import ExitCode
from wizard.utils.text import did_you_mean, sanitize
from wizard.utils.timestamps import write_stamp

NO_NOTE: Final = Note()

_COUNTS: Final[Sequence[tuple[str, str, tuple[type[State], ...]]]] = (
    ("created", "created", (Created, Changed)),
    ("ready", "ready to send", (Ready,)),
    ("sending", "being sent", (Sending,)),
    ("needs_person", "need input", (Begun, Needs)),
    ("broken", "to fix", (Broken,)),
    ("look_up", "to check in Clarm", (LookUp,)),
)
"""What the sources are counted as: in JSON, in words, and which states these are."""


@dataclass(frozen=True, slots=True)
class PlannedSource:
    """A source of the plan. Its texts are safe to show, except ``file`` and what ``source`` has.

    label: what to call it in a list. file: the path of its file, as given. row: the row of that
    file. source: what stands in the file; None if it cannot be read.
    """

    label: str
    file: str
    state: State
    row: str = ""
    type: str = ""
    name: str = ""
    note: Note = NO_NOTE
    connector_id: int | None = None
    credential_id: int | None = None
    source: RequestSource | None = None

    @property
    def is_created(self) -> bool:
        """Whether it exists."""
        return isinstance(self.state, Created | Changed)

    @property
    def waits(self) -> bool:
        """Whether a person has to do something about it in the wizard."""
        return isinstance(self.state, Begun | Needs | Broken)

    @property
    def can_go_on(self) -> bool:
        """Whether it can be completed or sent in the wizard now."""
        if isinstance(self.state, Begun):
            return not self.state.in_use
        return isinstance(self.state, Needs | Ready | Broken) and self.source is not None

    def same_as(self, other: PlannedSource) -> bool:
        """Whether it is the same source as one of an earlier plan."""
        return (self.file, self.row) == (other.file, other.row)

    @property
    def needs(self) -> Sequence[Need]:
        """The values that are missing in its file."""
        return self.state.needs if isinstance(self.state, Begun | Needs) else ()

    @property
    def ids(self) -> str:
        """Both IDs, or "" if they are not known."""
        known = self.connector_id is not None and self.credential_id is not None
        return f"{self.connector_id} / {self.credential_id}" if known else ""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON, always with the same keys."""
        state = self.state
        at = getattr(state, "at", None)
        return {
            "source": self.label,
            "file": self.file,
            "row": self.row,
            "type": self.type,
            "name": self.name,
            "owner": self.note.owner,
            "say": self.note.say,
            "ticket": self.note.ticket,
            "optional": self.note.optional,
            "state": state.kind,
            "words": state.words,
            "needs": [
                {"loc": list(need.loc), "label": need.label, "why": need.why} for need in self.needs
            ],
            "changed": list(state.fields) if isinstance(state, Changed) else [],
            "problems": list(state.problems) if isinstance(state, Broken) else [],
            "at": write_stamp(at) if at else None,
            "step": state.step if isinstance(state, Begun) else None,
            "draft": state.draft if isinstance(state, Begun) else None,
            "history_id": state.id if isinstance(state, LookUp) else None,
            "connector_id": self.connector_id,
            "credential_id": self.credential_id,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """The sources of some files and folders, in their order.

    targets: the files and folders, as given. owner: whose sources these are; everybody's if empty.
    owners: all owners that the files name. types: all types of the owner's sources. notes: what
    could not be read or written. options: those of a command that reaches the same server.
    """

    targets: Sequence[str]
    sources: Sequence[PlannedSource]
    owner: str = ""
    owners: Sequence[str] = ()
    types: Sequence[str] = ()
    notes: Sequence[str] = ()
    options: Sequence[str] = ()

    @property
    def counts(self) -> dict[str, int]:
        """The number of sources by what they are counted as, in the order of the summary."""
        return {
            key: sum(isinstance(source.state, states) for source in self.sources)
            for key, _, states in _COUNTS
        }

    @property
    def summary(self) -> str:
        """The counts as a sentence."""
        total, counts = len(self.sources), self.counts
        parts = [_counted(counts[key], words) for key, words, _ in _COUNTS if counts[key]]
        optional = sum(source.note.optional for source in self.sources if not source.is_created)
        left = f" ({optional} of them optional)" if optional else ""
        return f"{total} source{'' if total == 1 else 's'}: {', '.join(parts)}{left}."

    @property
    def code(self) -> ExitCode:
        """3 if something is to be looked up, else 2 if something is missing, else 0."""
        if any(isinstance(source.state, LookUp) for source in self.sources):
            return ExitCode.UNKNOWN
        left = (each for each in self.sources if not each.is_created and not each.note.optional)
        return ExitCode.USAGE if any(left) else ExitCode.DONE

    @property
    def nobody(self) -> str:
        """Why no source is left for the owner, or none of the type."""
        if self.types:
            return f"No source has that type. Types: {', '.join(self.types)}."
        owners = f"Owners: {', '.join(self.owners)}." if self.owners else "No file has an owner."
        known = did_you_mean(self.owner, self.owners)
        return f"No file has the owner `{sanitize(self.owner, 60)}`.{known} {owners}"

    @property
    def next_command(self) -> str:
        """The command that brings the plan further; empty if all is done.

        One that settles something lacks what the person found: ``settle_commands`` have it.
        """
        if any(isinstance(source.state, Ready) for source in self.sources):
            return command_line("create", *self.targets, "--ready", *self.options)
        waiting = sorted(
            (source for source in self.sources if source.waits),
            key=lambda source: source.note.optional,
        )
        if waiting:
            first = waiting[0]
            if first.file in self.targets and not first.row:
                return command_line("--from", first.file, *self.options)
            owner = self.owner or first.note.owner
            whose = ["--owner", owner] if owner else []
            folder = os.path.dirname(first.file) or "."
            return command_line("--from", folder, *whose, *self.options)
        states = (source.state for source in self.sources)
        return next((command_line(*_settle(s)) for s in states if isinstance(s, LookUp)), "")

    @property
    def to_settle(self) -> PlannedSource | None:
        """The source to look up in Clarm, if nothing else is to be done before."""
        if any(isinstance(each.state, Ready) or each.waits for each in self.sources):
            return None
        return next((each for each in self.sources if isinstance(each.state, LookUp)), None)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON, always with the same keys."""
        return {
            "sources": [source.as_json() for source in self.sources],
            "counts": {"total": len(self.sources), **self.counts},
            "summary": self.summary,
            "next": self.next_command,
            "notes": list(self.notes),
        }


def settle_commands(state: LookUp) -> tuple[str, str]:
    """Return two commands, of which one records what a person found: it exists, or it doesn't."""
    exists, missing = ([*_settle(state), found] for found in ("--exists", "--missing"))
    return command_line(*exists), command_line(*missing)


def _settle(state: LookUp) -> list[str]:
    short = state.id if " " in state.id else state.id[:SHORT_ID_CHARS]
    return ["history", "settle", short, *(["--in", state.folder] if state.folder else [])]


def _counted(number: int, words: str) -> str:
    return f"{number} {words.replace('need ', 'needs ') if number == 1 else words}"
