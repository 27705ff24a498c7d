"""What this machine's history knows of a folder's sources, beyond their record.

A process may end between the two, the record may not be writable for a while, and what was sent
before there was a record stands in the history alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from wizard.storage.atomic import StorageError
from wizard.storage.history import History
from wizard.storage.history_events import HistoryEntry
from wizard.storage.record import SourceRecord
from wizard.storage.record_format import RecordedSource, Sent, field_digests


class Known(NamedTuple):
    """What is known of the sources of a folder.

    problem: why the record does not say the same; empty if it does.
    """

    sources: dict[Sent, RecordedSource]
    problem: str = ""


def reconcile(
    record: SourceRecord | None, history: History, wanted: Iterable[RecordedSource]
) -> Known:
    """Return what the record and the history know, and write it into the record.

    record: None where none is kept. wanted: the sources of the folder. Raises ``BrokenRecord`` and
    ``StorageError`` if one of them cannot be read.
    """
    known = record.read() if record is not None else {}
    learnt = dict(_learnt(record, known, history, wanted))
    problem = ""
    if learnt and record is not None:
        try:
            record.update(known, learnt)
        except StorageError as error:
            problem = str(error)
    sources = {sent: source for sent, source in (known | learnt).items() if source is not None}
    return Known(sources, problem)


def _learnt(
    record: SourceRecord | None,
    known: Mapping[Sent, RecordedSource],
    history: History,
    wanted: Iterable[RecordedSource],
) -> Iterator[tuple[Sent, RecordedSource | None]]:
    """Yield what the history knows better: sources, or None for one that does not exist.

    The history learns what a colleague did not find in Clarm, and noted in the record.
    """
    for source in known.values():
        if source.needs_check and (entry := _entry(history, source.id)):
            if entry.was_created:
                yield source.sent, _created(source, entry)
            elif not entry.needs_check:
                before = source._replace(sent_at=None)
                yield source.sent, before if source.was_created else None
    for source in wanted:
        if source.sent in known:
            continue
        entries = history.submissions(*source.sent)
        if created := next((entry for entry in entries if entry.was_created), None):
            yield source.sent, _created(source, created)
            continue
        for lost in (entry for entry in entries if _is_lost(history, entry)):
            if record is not None and record.is_missing(source.sent, lost.id):
                with contextlib.suppress(StorageError):
                    history.resolve(lost.id, exists=False)
                continue
            yield source.sent, _sent(source, lost)._replace(sent_at=lost.time)
            break


def _entry(history: History, id: str) -> HistoryEntry | None:
    """Return the submission of that ID, and of no longer one: people edit records by hand."""
    return next((entry for entry in history.with_id(id) if entry.id == id), None)


def _is_lost(history: History, entry: HistoryEntry) -> bool:
    return entry.needs_check and (entry.ended is not None or not history.in_flight(entry.id))


def _created(source: RecordedSource, entry: HistoryEntry) -> RecordedSource:
    return _sent(source, entry)._replace(
        created_at=entry.ended or entry.time,
        sent_at=None,
        connector_id=entry.connector_id,
        credential_id=entry.credential_id,
    )


def _sent(source: RecordedSource, entry: HistoryEntry) -> RecordedSource:
    """Return the source as it was sent then; what its file says now may be different."""
    digests = field_digests(entry.request) if entry.request else {}
    return source._replace(id=entry.id, digests=digests)
