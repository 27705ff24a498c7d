"""Notes what a person found out about a submission without an answer."""

from __future__ import annotations

from pathlib import Path

from wizard.storage.history import History
from wizard.storage.record import record_of


def settle(
    history: History,
    entry_id: str,
    *,
    exists: bool,
    ids: tuple[int, int] | None = None,
    source: str | None = None,
) -> None:
    """Note it in the history, and in the record of the folder that the request's file is in.

    ids: of the connector and the credential, if known. source: that file, where the history of this
    machine does not know the submission. Raises ``StorageError``.
    """
    for entry in history.with_id(entry_id):
        history.resolve(entry.id, exists=exists, ids=ids)
        source = entry.source or source
    record = record_of(Path(source)) if source else None
    if record is not None:
        record.settle(entry_id, exists=exists, ids=ids)


def noted_words(name: str, *, exists: bool, ids: tuple[int, int] | None = None) -> str:
    """Return a sentence on what was noted."""
    if not exists:
        return f"Marked: “{name}” doesn't exist; you can send it again."
    known = f", connector ID {ids[0]}, credential ID {ids[1]}" if ids else ""
    return f"Marked: “{name}” exists{known}."
