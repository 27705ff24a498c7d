"""Warnings about earlier submissions of the same file or request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason, created_words

if TYPE_CHECKING:
    from wizard.api import CreateSourceRequest
    from wizard.core.services import Services
    from wizard.core.submission import SourceFile
    from wizard.storage.history import History
    from wizard.storage.history_events import HistoryEntry

_ANOTHER = "Sending it again creates another."


def warning_for_file(
    services: Services, parts: Mapping[str, Any], origin: SourceFile | None
) -> str:
    """Return a warning if a file's source was created before on this server.

    Returns "" otherwise, and also if nobody can tell: that is no reason to stop.
    """
    if origin is None:
        return ""
    try:
        found = created_before(services.history(), services.host, parts, origin)
    except StorageError:
        return ""
    if found is None:
        return ""
    changed = f" {found.change}" if found.change else ""
    return f"{created_words(found.entry, ' from this file')}{changed} {_ANOTHER}"


def created_before(
    history: History, host: str, parts: Mapping[str, Any], origin: SourceFile
) -> Conflict | None:
    """Return what was created from a file on ``host``, whether or not the file is complete now.

    parts: what is known of the request's body; empty before the file was checked. A record needs
    it to know the source; the history knows the file as long as it is the same.
    Raises ``StorageError``, and ``BrokenRecord`` if nobody can tell what exists.
    """
    from wizard.core.submission import source_from
    from wizard.storage.reconcile import reconcile

    if origin.record is not None and parts:
        source = source_from(parts, host, origin)
        known = reconcile(origin.record, history, [source]).sources
        conflicts = origin.record.conflicts(source, known)
        return next((each for each in conflicts if each.reason is Reason.CREATED), None)
    found = history.find_created(host=host, source=origin.path, source_digest=origin.digest)
    return Conflict(Reason.CREATED, found[0], seconds=0, own=False) if found else None


def conflicts_of(
    services: Services, request: CreateSourceRequest, origin: SourceFile | None = None
) -> list[Conflict]:
    """Return the current conflicts of ``request``; none if the history cannot be read.

    They are checked again, as the intent is recorded, before anything is sent.
    """
    try:
        return find_conflicts(services.history(), services.host, request, origin)
    except StorageError:
        return []


def find_conflicts(
    history: History, host: str, request: CreateSourceRequest, origin: SourceFile | None
) -> list[Conflict]:
    """Return the current conflicts of ``request`` in the history and in the record of its folder.

    Those in flight come first, then what exists, then what may exist. Raises ``StorageError``, and
    ``BrokenRecord`` if nobody can tell what exists.
    """
    from wizard.core.submission import attempt_of, source_from
    from wizard.storage.reconcile import reconcile

    if origin is None or origin.record is None:
        return history.conflicts(**attempt_of(request, host, origin))
    source = source_from(request.body(), host, origin)
    known = reconcile(origin.record, history, [source]).sources
    found = history.conflicts(**attempt_of(request, host, origin))  # knows more by now
    recorded = origin.record.conflicts(source, known)
    created = any(conflict.reason is Reason.CREATED for conflict in recorded)
    ids = {conflict.entry.id for conflict in recorded}
    found = recorded + [
        conflict
        for conflict in found
        if conflict.entry.id not in ids and not (created and conflict.reason is Reason.UNRESOLVED)
    ]
    found.sort(key=lambda conflict: list(Reason).index(conflict.reason))
    return found


def unanswered_before(
    history: History, host: str, request: CreateSourceRequest
) -> HistoryEntry | None:
    """Return the newest earlier submission of this type and name that may have created it.

    Also one that a person did not find in Clarm, since they may have looked too early.
    """
    try:
        sent = history.submissions(host, request.type, request.name)
    except StorageError:
        return None
    return next(
        (e for e in sent if e.outcome == "unknown" and not e.superseded and not e.exists), None
    )


def taken_words(entry: HistoryEntry) -> str:
    """Return a sentence on an earlier submission whose name turns out to be taken."""
    when = entry.time.astimezone().strftime("%Y-%m-%d %H:%M")
    return (
        f"“{entry.name}” was sent {when} without a clear answer, and its name is taken now, so it "
        "probably exists."
    )


def warning_of(conflicts: Iterable[Conflict], request: CreateSourceRequest) -> str:
    """Return a warning if a source of this type and name was created before, otherwise "".

    What was read from a file may have been renamed since.
    """
    wanted = (request.type, request.name)
    for conflict in conflicts:
        if conflict.reason is Reason.CREATED and conflict.entry.sent[1:] == wanted:
            return f"{conflict} {_ANOTHER}"
    return ""
