"""Conflicts with earlier submissions: already created, possibly created, or in progress."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Required, TypedDict

from wizard.storage.history_events import HistoryEntry
from wizard.utils.text import sanitize


class Attempt(TypedDict, total=False):
    """The identity of a submission, as compared with others in the history.

    host: as recorded in the history. digest: of the redacted request. request: its body, which is
    kept without its secrets, for a new one to begin with. source, source_digest: the
    file that the request was read from, and the ``content_digest`` of that file.
    """

    host: Required[str]
    type: Required[str]
    name: Required[str]
    digest: Required[str]
    request: Mapping[str, Any]
    source: str | os.PathLike[str] | None
    source_digest: str | None


class Reason(Enum):
    """Why a request is not sent without asking."""

    IN_FLIGHT = "in flight"
    """A running process is currently sending a connector of this type and name."""
    CREATED = "created"
    """The same request, or the same file with the same content, created one."""
    SIMILAR = "similar"
    """One that was created may be this one, and nobody can tell."""
    UNRESOLVED = "unresolved"
    """One of this type and name may exist, and nobody has checked."""


class Conflict(Exception):
    """An earlier history ``entry`` conflicts with a submission; the text says how.

    seconds: time since the earlier submission began. own: whether it was recorded by the same
    ``History``. changed: the fields that have changed since it was created, as far as that is
    known.
    """

    def __init__(
        self,
        reason: Reason,
        entry: HistoryEntry,
        *,
        seconds: float,
        own: bool,
        changed: Sequence[str] = (),
    ) -> None:
        self.reason = reason
        self.entry = entry
        self.seconds = max(0, round(seconds))
        self.own = own
        self.changed = tuple(changed)
        super().__init__(self._words())

    def _words(self) -> str:
        entry = self.entry
        if self.reason is Reason.IN_FLIGHT:
            if self.own:
                return "This run is sending another connector of this type and name."
            return f"Another run has been sending this for {self.seconds} s."
        if self.reason is Reason.UNRESOLVED:
            return f"This was sent before. {entry.advice}"
        if self.reason is Reason.SIMILAR:
            return f"{created_words(entry)} It may be this one. Check in Clarm before you send it."
        return f"{created_words(entry)} {self.change}".rstrip()

    @property
    def change(self) -> str:
        """A sentence on the fields that have changed since it was created; empty if none are."""
        return change_words(self.changed, self.entry.connector_id) if self.changed else ""


def change_words(changed: Sequence[str], connector_id: int | None) -> str:
    """Return a sentence on fields of a file that have changed since its source was created."""
    where = "" if connector_id is None else f"; see connector {connector_id} in Clarm"
    fields = sanitize(", ".join(changed))
    return f"Changed since: {fields}. You can't change a connector from here{where}."


def created_words(entry: HistoryEntry, how: str = "") -> str:
    """Return a sentence on what was created, with its IDs and, if known, ``how``."""
    if entry.connector_id is None or entry.credential_id is None:
        return f"You marked “{entry.name}” as created{how} before."
    ids = f"connector ID {entry.connector_id}, credential ID {entry.credential_id}"
    return f"“{entry.name}” was created{how} before: {ids}."


Decided = Callable[[Conflict], bool]
"""Returns whether the user chose to send despite a conflict."""


def undecided(_: Conflict) -> bool:
    """Return False: nobody has been asked."""
    return False
