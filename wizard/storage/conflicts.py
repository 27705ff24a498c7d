"""What stands in the way of a sending: the same was created, may exist, or is under way."""

from __future__ import annotations

import os
from collections.abc import Callable
from enum import Enum
from typing import Required, TypedDict

from wizard.storage.history_events import HistoryEntry


class Attempt(TypedDict, total=False):
    """What is to be sent, as the history tells it from others.

    host: as it is named there. digest: of the redacted request. source, source_digest: the file
    that it was read from, and ``content_digest`` of it.
    """

    host: Required[str]
    type: Required[str]
    name: Required[str]
    digest: Required[str]
    source: str | os.PathLike[str] | None
    source_digest: str | None


class Reason(Enum):
    """Why it is not sent unasked."""

    IN_FLIGHT = "in flight"
    """A living process sends a connector of this type and name right now."""
    CREATED = "created"
    """The same request, or file and content, created one."""
    UNRESOLVED = "unresolved"
    """One of this type and name may exist, and nobody has looked."""


class Conflict(Exception):
    """An earlier ``entry`` of the history stands in the way of a sending; the text says how.

    seconds: since it began. own: the same ``History`` noted it.
    """

    def __init__(self, reason: Reason, entry: HistoryEntry, *, seconds: float, own: bool) -> None:
        self.reason = reason
        self.entry = entry
        self.seconds = max(0, round(seconds))
        self.own = own
        super().__init__(self._words())

    def _words(self) -> str:
        entry = self.entry
        if self.reason is Reason.IN_FLIGHT:
            if self.own:
                return "This run is sending another connector of this type and name."
            return f"Another run has been sending this for {self.seconds} s."
        if self.reason is Reason.UNRESOLVED:
            return f"This was sent before. {entry.advice}"
        return created_words(entry)


def created_words(entry: HistoryEntry, how: str = "") -> str:
    """A sentence on what was created, ``how`` if that is known, and its IDs."""
    if entry.connector_id is None or entry.credential_id is None:
        return f"You noted that “{entry.name}” exists, created{how} before."
    ids = f"connector ID {entry.connector_id}, credential ID {entry.credential_id}"
    return f"“{entry.name}” was created{how} before: {ids}."


Decided = Callable[[Conflict], bool]
"""Whether a person said to send it in spite of a conflict."""


def undecided(_: Conflict) -> bool:
    """Nobody said anything."""
    return False
