"""The record of a folder: what was created from its request files, for all who share the folder.

``clarm.ids.json`` is meant for version control and holds no secrets. A source is in it from before
it is sent, so that nobody else sends it meanwhile; until an answer is known, it may exist or not.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from wizard.storage.atomic import StorageError, remove_temp_files, replace_file
from wizard.storage.conflicts import Conflict, Decided, Reason, undecided
from wizard.storage.history_events import HistoryEntry
from wizard.storage.lock import open_locked
from wizard.storage.record_format import (
    FILE_NAME,
    MISSING,
    BrokenRecord,
    RecordedSource,
    Sent,
    decode,
    encode,
    is_known,
    key_of,
    parsed,
    put,
    put_missing,
    remove,
)
from wizard.utils.errors import FileAccessError, FileError
from wizard.utils.files import read_text_file
from wizard.utils.timestamps import Clock, now

__all__ = ["FILE_NAME", "BrokenRecord", "RecordedSource", "SourceRecord"]

MAX_BYTES: Final = 16 * 1024 * 1024
LOCK_WAIT_SECONDS: Final = 30.0
"""How long to wait for other writers, each of which needs milliseconds."""

_POSITION: Final = re.compile(r"(?:.* )?[0-9]+", re.DOTALL)
"""A row's label that may say where the row is, and not what is in it."""

Sources = dict[str, dict[str, Any]]
"""Sources as they are written, by their keys."""


class SourceRecord:
    """The record in ``folder``, which several processes may write to concurrently.

    learns: whether it takes over what the history knows; else ``update`` does nothing.
    """

    def __init__(self, folder: Path, *, clock: Clock = now, learns: bool = True) -> None:
        self.folder = folder
        self.learns = learns
        self.path = folder / FILE_NAME
        self._clock = clock

    @property
    def exists(self) -> bool:
        """Whether there is a record in the folder."""
        return os.path.lexists(self.path)

    def read(self) -> dict[Sent, RecordedSource]:
        """Return the sources in the record; none if there is no record.

        Raises ``BrokenRecord`` and ``StorageError``.
        """
        return by_sent(self._read())

    def conflicts(
        self, source: RecordedSource, known: Mapping[Sent, RecordedSource] | None = None
    ) -> list[Conflict]:
        """Return the conflicts of sending ``source``. Raises as ``read`` does.

        known: what is known instead of what stands in the file.
        """
        return list(self._conflicts(self.read() if known is None else known, source))

    def claim(self, source: RecordedSource, decided: Decided = undecided) -> None:
        """Record that ``source`` is about to be sent.

        Raises the first ``Conflict`` that is not ``decided``, in which case nothing was recorded,
        and as ``read`` does.
        """

        def edit(sources: Sources) -> None:
            known = by_sent(sources)
            for conflict in self._conflicts(known, source):
                if not decided(conflict):
                    raise conflict
            before = known.get(source.sent)
            kept = before if before and before.was_created else source
            put(sources, kept._replace(id=source.id, sent_at=self._clock()))

        self._edit(edit)

    def created(
        self, source: RecordedSource, connector_id: int | None, credential_id: int | None
    ) -> None:
        """Record that ``source`` exists. Raises as ``read`` does."""
        made = source._replace(
            created_at=source.created_at or self._clock(),
            sent_at=None,
            connector_id=connector_id,
            credential_id=credential_id,
        )
        self._edit(lambda sources: put(sources, made))

    def not_created(self, source: RecordedSource, *, settled: bool = False) -> None:
        """Record that what was sent as ``source`` created nothing. Raises as ``read`` does.

        settled: a person found that out, of which the machine that sent it has yet to learn.
        """

        def edit(sources: Sources) -> None:
            known = by_sent(sources).get(source.sent)
            if known is None or known.id != source.id or not known.needs_check:
                return
            if known.was_created:
                put(sources, known._replace(sent_at=None))
            else:
                remove(sources, source.sent)
            if settled:
                put_missing(sources, source.sent, source.id)

        if self.exists:
            self._edit(edit)

    def update(
        self, known: Mapping[Sent, RecordedSource], changes: Mapping[Sent, RecordedSource | None]
    ) -> None:
        """Replace sources, or remove those that are None, unless they are no longer as ``known``.

        Raises as ``read`` does.
        """

        def edit(sources: Sources) -> None:
            current = by_sent(sources)
            for sent, source in changes.items():
                if current.get(sent) != known.get(sent):
                    continue
                if source is not None:
                    put(sources, source)
                else:
                    remove(sources, sent)

        if self.learns:
            self._edit(edit)

    def is_missing(self, sent: Sent, id: str) -> bool:
        """Return whether a person noted that submission ``id`` created nothing.

        Raises as ``read`` does.
        """
        return id in self._read().get(key_of(sent), {}).get(MISSING, [])

    def unanswered(self, start: str) -> list[RecordedSource]:
        """Return what was sent without an answer and whose ID, or name, begins with ``start``.

        Raises as ``read`` does.
        """
        asked = (source for source in self.read().values() if source.needs_check)
        return [each for each in asked if (each.id or key_of(each.sent)).startswith(start)]

    def settle(self, id: str, *, exists: bool, ids: tuple[int, int] | None = None) -> None:
        """Record what a person found out about what was sent without an answer.

        It may have been settled before, wrongly. Raises as ``read`` does.
        """
        for source in self.read().values():
            if id not in (source.id, key_of(source.sent)):
                continue
            if exists:
                self.created(source, *(ids or (None, None)))
            elif source.needs_check:
                self.not_created(source, settled=True)
            else:
                self.update({source.sent: source}, {source.sent: None})
                self._edit(partial(put_missing, sent=source.sent, id=source.id))

    def _conflicts(
        self, known: Mapping[Sent, RecordedSource], source: RecordedSource
    ) -> Iterator[Conflict]:
        found = match(known, source)
        if found is None or (source.id and found.id == source.id):
            return

        def conflict(reason: Reason, entry: HistoryEntry, changed: Sequence[str]) -> Conflict:
            seconds = (self._clock() - entry.time).total_seconds()
            return Conflict(reason, entry, seconds=seconds, own=False, changed=changed)

        if found.was_created:
            reason = Reason.SIMILAR if is_doubtful(found, source) else Reason.CREATED
            yield conflict(reason, found.entry(self.folder), found.changed(source.digests))
        if found.needs_check:
            yield conflict(Reason.UNRESOLVED, found.entry(self.folder, unanswered=True), ())

    # The file

    def _read(self) -> Sources:
        try:
            text = read_text_file(self.path, limit=MAX_BYTES)
        except FileAccessError as error:
            if not self.exists:
                return {}
            raise StorageError(error.message, where=error.location, advice=error.hint) from None
        except FileError as error:
            raise BrokenRecord(error.message, where=error.location, advice=error.hint) from None
        return decode(text, str(self.path))

    def _edit(self, edit: Callable[[Sources], None]) -> None:
        """Change the sources while nobody else does. Raises as ``read`` does."""
        try:
            descriptor = self._locked()
            try:
                remove_temp_files(self.folder, FILE_NAME)  # only who has the lock makes one
                sources = self._read()
                before = encode(sources)
                edit(sources)
                if (after := encode(sources)) != before:
                    replace_file(self.path, after, stat.S_IMODE(os.fstat(descriptor).st_mode))
            finally:
                os.close(descriptor)
        except OSError as error:
            raise StorageError.of_os(error, str(self.path)) from None

    def _locked(self) -> int:
        """Return an exclusively locked descriptor. Raises ``OSError`` and ``StorageError``."""
        descriptor = open_locked(self.path, lambda: _open(self.path), LOCK_WAIT_SECONDS)
        if descriptor is None:
            raise StorageError("Another process has locked the record.", where=str(self.path))
        return descriptor


def record_of(path: Path) -> SourceRecord | None:
    """Return the record that the file at ``path`` belongs to, if its folder has one."""
    record = SourceRecord(path.parent)
    return record if record.exists else None


def by_sent(sources: Sources) -> dict[Sent, RecordedSource]:
    """Return the sources of a record by what identifies them on their server."""
    found = (parsed(key, value) for key, value in sources.items() if is_known(value))
    return {source.sent: source for source in found}


def match(known: Mapping[Sent, RecordedSource], source: RecordedSource) -> RecordedSource | None:
    """Return what is known of ``source``: by its name, or by its file if that was renamed in it."""
    if source.sent in known or not source.file:
        return known.get(source.sent)
    place = (source.host, source.type, source.file, source.row)
    return next(
        (each for each in known.values() if (each.host, each.type, each.file, each.row) == place),
        None,
    )


def is_doubtful(found: RecordedSource, source: RecordedSource) -> bool:
    """Return whether what ``match`` found may be another source than ``source``.

    The label of a row may be no more than its position, which another row had before.
    """
    renamed = bool(source.name) and found.sent != source.sent
    return renamed and _POSITION.fullmatch(source.row) is not None


def _open(path: Path) -> int:
    """Return a descriptor for locking the file at ``path``, created if missing.

    Its mode follows the umask, since colleagues share it. Raises ``OSError`` and ``StorageError``.
    """
    safe = os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        descriptor = os.open(path, os.O_RDWR | safe, 0o666)
    except PermissionError:
        # A colleague's, in a folder that one may write in.
        descriptor = os.open(path, os.O_RDONLY | safe & ~os.O_CREAT)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise StorageError("This path exists but isn't a file.", where=str(path))
    return descriptor
