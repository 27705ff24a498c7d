"""The history: what was submitted from this machine, and the outcome.

An append-only file of JSON lines. The intent is on disk before anything is sent; exactly one of
created, refused or unknown follows. An intent without an outcome counts as unknown, and as in
flight while the process that recorded it is alive. Checking for conflicts and recording the intent
is a single step under the file's lock.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Unpack

from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Attempt, Conflict, Decided, Reason, undecided
from wizard.storage.digest_key import key_name, keyed, obtain_key, read_key
from wizard.storage.history_events import HistoryEntry, HistoryEvent, fold, kept_request
from wizard.storage.history_file import HistoryFile, PendingWrite
from wizard.storage.history_index import MAX_READ_BYTES, HistoryIndex, short
from wizard.storage.in_flight import InFlight
from wizard.storage.outcome_words import known_state
from wizard.utils.errors import FileError
from wizard.utils.files import open_file
from wizard.utils.text import sanitize
from wizard.utils.timestamps import Clock, now

__all__ = ["History", "HistoryEntry", "HistoryLog", "content_digest"]


class HistoryLog(NamedTuple):
    """Entries, newest first, and notes on what could not be read."""

    entries: tuple[HistoryEntry, ...] = ()
    notes: tuple[str, ...] = ()


def content_digest(data: bytes) -> str:
    """Return the SHA-256 (hex) that identifies a file's content in the history."""
    return hashlib.sha256(data).hexdigest()


class History:
    """The history in the file ``path``, which several processes may write to concurrently.

    An instance may be shared between threads; what they record at the same time is synced together.
    server: distinguishes a server that starts out empty, such as the sandbox, from earlier servers
    of the same name, whose entries then cause no conflicts.
    """

    def __init__(self, path: Path, *, clock: Clock = now, server: str = "") -> None:
        self._path = path
        self._clock = clock
        self._server = server
        self._key_path = path.with_suffix(".key")
        self._in_flight = InFlight(path.with_name(f"{path.stem}-in-flight"))
        self._begun: set[str] = set()
        self._open: set[str] = set()
        self._gathered = threading.local()
        self._file = HistoryFile(path)

    @contextlib.contextmanager
    def batch(self) -> Iterator[list[PendingWrite]]:
        """Collect what this thread records inside the block, for ``write_batch``."""
        lines: list[PendingWrite] = []
        self._gathered.lines = lines
        try:
            yield lines
        finally:
            del self._gathered.lines

    def write_batch(self, lines: Sequence[PendingWrite]) -> None:
        """Write collected lines: on return each is on disk or has its ``error`` set."""
        self._file.append(lines)

    def intent(self, *, decided: Decided = undecided, **attempt: Unpack[Attempt]) -> str:
        """Record that a request is about to be sent; return the ID for recording its outcome.

        The intent is on disk when this returns. It stays in flight, as seen by others, until its
        outcome, ``release`` or the end of this process. Raises ``StorageError`` if it could not be
        recorded, in which case nothing should be sent unasked, or the first ``Conflict`` that is
        not ``decided``. In either case nothing was recorded.
        """
        intent_id = secrets.token_hex(8)
        self._begun.add(intent_id)

        def text(index: HistoryIndex) -> bytes:
            for conflict in self._conflicts(index, attempt):
                if not decided(conflict):
                    raise conflict
            data = self._data(attempt)
            self._in_flight.take(intent_id)
            self._open.add(intent_id)
            return HistoryEvent("intent", intent_id, self._clock(), data).line()

        undo = partial(self.release, intent_id)
        self._add(PendingWrite("intent", text, undo=undo, looks=True))
        return intent_id

    def release(self, intent_id: str) -> None:
        """Mark the intent as finished, whether or not its outcome was recorded."""
        self._open.discard(intent_id)
        self._in_flight.drop(intent_id)

    def conflicts(self, **attempt: Unpack[Attempt]) -> list[Conflict]:
        """Return the current conflicts; ``intent`` checks again. Raises ``StorageError``."""
        with self._file.looking() as index:
            return list(self._conflicts(index, attempt))

    def created(
        self, intent_id: str, *, connector_id: int, credential_id: int, status: str = ""
    ) -> None:
        """Record that the source was created.

        ``status`` is kept only if it is a known word (``outcome_words.STATES``), since any other
        could be anything. Raises ``StorageError``.
        """
        ids = {"connector_id": connector_id, "credential_id": credential_id}
        self._end("created", intent_id, {**ids, "status": known_state(status)})

    def refused(self, intent_id: str, *, kind: str, status_code: int | None = None) -> None:
        """Record that the source was definitely not created.

        kind: see ``outcome_words.REFUSED``. Raises ``StorageError``.
        """
        self._end("refused", intent_id, {"kind": short(kind), "status_code": status_code})

    def unknown(self, intent_id: str, *, reason: str, status_code: int | None = None) -> None:
        """Record that it is unknown whether the source was created.

        reason: see ``outcome_words.UNKNOWN``. Raises ``StorageError``.
        """
        self._end("unknown", intent_id, {"reason": short(reason), "status_code": status_code})

    def resolve(
        self,
        entry_id: str,
        *,
        exists: bool,
        note: str = "",
        ids: tuple[int, int] | None = None,
    ) -> None:
        """Record what the user found out about an unknown outcome, from any run.

        ids: of the connector and the credential, if known. Raises ``StorageError``.
        """
        found = dict(zip(("connector_id", "credential_id"), ids or (), strict=False))
        self._append("settled", entry_id, {"exists": exists, "note": sanitize(note), **found})

    def read(self) -> HistoryLog:
        """Return all submissions, newest first, skipping unreadable lines.

        Raises ``StorageError``.
        """
        data, whole = self._tail()
        lines = [line for line in data.split(b"\n") if line.strip()]
        events = [event for line in lines if (event := HistoryEvent.of_line(line))]
        folded = fold(events)
        notes = []
        if not whole:
            notes.append(self._only_newest)
        elif folded.orphans:
            notes.append(
                f"{folded.orphans} outcome(s) in {self._path} don't belong to any request."
            )
        if unread := len(lines) - len(events):
            notes.append(f"{unread} line(s) in {self._path} can't be read.")
        return HistoryLog(tuple(folded.entries), tuple(sanitize(note) for note in notes))

    @property
    def unread(self) -> str:
        """A sentence on what is too old to prevent that it is sent again; usually empty."""
        try:
            is_read = self._path.stat().st_size <= MAX_READ_BYTES
        except OSError:
            return ""  # who reads it is told
        words = "What you sent before that may be sent again."
        return "" if is_read else sanitize(f"{self._only_newest} {words}")

    @property
    def _only_newest(self) -> str:
        return f"Only read the newest {MAX_READ_BYTES // 2**20} MiB of {self._path}."

    def unresolved(self) -> tuple[HistoryEntry, ...]:
        """Return the submissions that may have created something and were not checked since.

        Raises ``StorageError``.
        """
        return tuple(entry for entry in self.read().entries if entry.needs_check)

    def find_created(
        self,
        *,
        host: str,
        digest: str = "",
        source: str | os.PathLike[str] | None = None,
        source_digest: str | None = None,
    ) -> tuple[HistoryEntry, ...]:
        """Return what the same request, or the same file and content, created on ``host``.

        Both are checked because a later version may build a different request from the same file.
        Includes what the user found to exist. Newest first. Raises ``StorageError``.
        """
        with self._file.looking() as index:
            return tuple(self._created(index, short(host), digest, source, source_digest))

    def submissions(self, host: str, type: str, name: str) -> tuple[HistoryEntry, ...]:
        """Return what was sent under a name, newest first. Raises ``StorageError``."""
        with self._file.looking() as index:
            return tuple(index.entries((self._server, *map(short, (host, type, name)))))

    def with_id(self, start: str) -> tuple[HistoryEntry, ...]:
        """Return the submissions whose ID begins with ``start``; none if that is empty.

        Raises ``StorageError``.
        """
        with self._file.looking() as index:
            return tuple(index.with_id(start))

    def in_flight(self, entry_id: str) -> bool:
        """Return whether a running process is sending it, or has yet to note its outcome."""
        return self._in_flight.is_alive(entry_id)

    def _conflicts(self, index: HistoryIndex, attempt: Attempt) -> Iterator[Conflict]:
        host, now = short(attempt["host"]), self._clock()

        def conflict(reason: Reason, entry: HistoryEntry) -> Conflict:
            seconds = (now - entry.time).total_seconds()
            return Conflict(reason, entry, seconds=seconds, own=entry.id in self._begun)

        alike = index.entries((self._server, host, short(attempt["type"]), short(attempt["name"])))
        in_flight = [e for e in alike if not e.ended and self._in_flight.is_alive(e.id)]
        for entry in in_flight:
            yield conflict(Reason.IN_FLIGHT, entry)
        files = attempt.get("source"), attempt.get("source_digest")
        created = self._created(index, host, attempt["digest"], *files)
        for entry in created:
            yield conflict(Reason.CREATED, entry)
        if not created and (similar := self._not_comparable(alike)):
            yield conflict(Reason.SIMILAR, similar)
        for entry in alike:
            if entry.needs_check and entry not in in_flight:
                yield conflict(Reason.UNRESOLVED, entry)

    def _created(
        self,
        index: HistoryIndex,
        host: str,
        digest: str,
        source: str | os.PathLike[str] | None,
        source_digest: str | None,
    ) -> list[HistoryEntry]:
        key = read_key(self._key_path)

        def known(digest: str) -> Iterator[HistoryEntry]:
            for form in (digest, keyed(key, digest)) if key else (digest,):
                yield from index.entries((self._server, form))

        same = list(known(digest))
        if source is not None and source_digest and (from_content := list(known(source_digest))):
            place = os.path.realpath(source)  # looked up late: few share the content
            same += [entry for entry in from_content if entry.source == place]
        found = {entry.id: entry for entry in same if entry.host == host and entry.was_created}
        return sorted(found.values(), key=lambda entry: entry.time, reverse=True)

    def _not_comparable(self, entries: Sequence[HistoryEntry]) -> HistoryEntry | None:
        """Return the first one that was created, and whose digests were made with a lost key."""
        created = [entry for entry in entries if entry.was_created]
        key = read_key(self._key_path) if created else None
        names = (None, key_name(key)) if key else ()
        return next((entry for entry in created if entry.key not in names), None)

    def _data(self, attempt: Attempt) -> dict[str, Any]:
        """Return the data recorded for an intent.

        Its digests are keyed, since the content of a plain one could be guessed.
        """
        key = obtain_key(self._key_path)
        data = {name: short(attempt[name]) for name in ("host", "type", "name")}
        data |= {"digest": keyed(key, attempt["digest"]), "key": key_name(key)}
        data |= kept_request(attempt.get("request"))
        if self._server:
            data["server"] = self._server
        source, source_digest = attempt.get("source"), attempt.get("source_digest")
        if source is not None and source_digest is not None:
            data["source"] = os.path.realpath(source)
            data["source_digest"] = keyed(key, source_digest)
        return data

    def _end(self, kind: str, intent_id: str, data: dict[str, Any]) -> None:
        if intent_id not in self._open:
            raise ValueError("an intent of this history ends exactly once")
        self._append(kind, intent_id, data, partial(self.release, intent_id))

    def _append(
        self,
        kind: str,
        event_id: str,
        data: dict[str, Any],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        text = HistoryEvent(kind, event_id, self._clock(), data).line()
        self._add(PendingWrite(kind, lambda _: text, then))

    def _add(self, line: PendingWrite) -> None:
        """Write the line, or add it to the current batch. Raises whatever prevented the write."""
        gathered: list[PendingWrite] | None = getattr(self._gathered, "lines", None)
        if gathered is not None:
            gathered.append(line)
            return
        self.write_batch([line])
        if line.error is not None:
            raise line.error

    def _tail(self) -> tuple[bytes, bool]:
        """Return the end of the file, in whole lines, and whether that is the entire file."""
        try:
            descriptor = open_file(self._path, follow=False)
        except FileError as error:
            if not os.path.lexists(self._path):
                return b"", True
            raise StorageError(error.message, where=error.location, advice=error.hint) from None
        try:
            with open(descriptor, "rb") as file:
                start = max(0, os.fstat(descriptor).st_size - MAX_READ_BYTES)
                file.seek(start)
                data = file.read(MAX_READ_BYTES)
        except OSError as error:
            raise StorageError.of_os(error, str(self._path)) from None
        return (data.partition(b"\n")[2], False) if start else (data, True)
