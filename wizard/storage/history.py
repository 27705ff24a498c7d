"""The history: what was sent from here, and what became of it.

An append-only file of JSON lines. The intent is on the disk before anything is sent; then
exactly one of created, refused or unknown follows. An intent without an end counts as unknown.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from wizard.clean import clean
from wizard.files import open_file
from wizard.storage.atomic import (
    StorageError,
    open_private,
    private_dir,
    sync_folder,
    write_all,
)
from wizard.storage.ends import known_state
from wizard.storage.events import Entry, Event, fold
from wizard.storage.lock import still_at, wait_for_lock
from wizard.storage.stamp import Clock, now
from wizard.trouble import FileProblem

__all__ = ["Entry", "History", "HistoryLog", "content_digest"]

READ_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of the file that are read, from its end: tens of thousands of sendings."""

_LOCK_SECONDS: Final = 5.0
_REPLACED_AT_MOST: Final = 5


class HistoryLog(NamedTuple):
    """Entries, newest first, and sentences on what of the file could not be read."""

    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Line:
    """A line that waits to be written.

    then: called when it is on the disk. settled: it waits no more. error: why it was not written.
    """

    text: bytes
    then: Callable[[], None]
    settled: bool = False
    error: StorageError | None = None


_End = tuple[int, int, int]
"""The device and the number of a file, and its size."""

_Known = dict[str | tuple[str, str, str] | None, list[Entry]]
"""By the digests of requests and of files, and by host, type and name."""


def content_digest(data: bytes) -> str:
    """The name of a file's content in the history: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class History:
    """The history in the file ``path``, which several processes may write to at once.

    Threads may share one of these. What they note at the same time is synced in one go.
    """

    def __init__(self, path: Path, *, clock: Clock = now) -> None:
        self._path = path
        self._clock = clock
        self._open: set[str] = set()
        self._waiting: deque[Line] = deque()
        self._writing = threading.Lock()
        self._gathered = threading.local()
        self._last_end: _End | None = None
        self._sent: tuple[tuple[int, ...], _Known] | None = None

    @contextlib.contextmanager
    def gathered(self) -> Iterator[list[Line]]:
        """What this thread notes inside is not written but put into the list, for ``put``."""
        lines: list[Line] = []
        self._gathered.lines = lines
        try:
            yield lines
        finally:
            del self._gathered.lines

    def put(self, lines: Sequence[Line]) -> None:
        """Write what was gathered: it is on the disk when this returns.

        Raises StorageError: nothing of it was noted then.
        """
        self._waiting.extend(lines)
        try:
            # Whoever comes first writes for all that have come by then.
            with self._writing:
                if not all(line.settled for line in lines):
                    self._write_all()
        except BaseException:
            # Interrupted, this thread alone: what others wait for they write themselves.
            for line in lines:
                with contextlib.suppress(ValueError):
                    self._waiting.remove(line)
            raise
        for line in lines:
            if line.error is not None:
                raise line.error
            if not line.settled:  # who wrote for all was interrupted
                raise StorageError("Writing it was interrupted.", where=str(self._path))

    def intent(
        self,
        *,
        host: str,
        type: str,
        name: str,
        digest: str,
        source: str | os.PathLike[str] | None = None,
        source_digest: str | None = None,
    ) -> str:
        """Note that this will be sent; the ID that its end is to be noted with.

        digest: of the redacted request. source, source_digest: the file that it was read
        from, and ``content_digest`` of it. It is on the disk when this returns: on
        StorageError nothing was noted, and nothing should be sent unasked.
        """
        data = {"host": _short(host), "type": _short(type), "name": _short(name), "digest": digest}
        if source is not None and source_digest is not None:
            data |= {"source": os.path.realpath(source), "source_digest": source_digest}
        intent_id = secrets.token_hex(8)
        self._append("intent", intent_id, data, partial(self._open.add, intent_id))
        return intent_id

    def created(
        self, intent_id: str, *, connector_id: int, credential_id: int, status: str = ""
    ) -> None:
        """Note the answer that it was created. Raises StorageError.

        Of ``status`` a known word is kept (``ends.STATES``): any other may be anything.
        """
        ids = {"connector_id": connector_id, "credential_id": credential_id}
        self._end("created", intent_id, {**ids, "status": known_state(status)})

    def refused(self, intent_id: str, *, kind: str, status_code: int | None = None) -> None:
        """Note that it was certainly not created. ``kind``: see ``ends.REFUSED``.

        Raises StorageError.
        """
        self._end("refused", intent_id, {"kind": _short(kind), "status_code": status_code})

    def unknown(self, intent_id: str, *, reason: str, status_code: int | None = None) -> None:
        """Note that nobody can tell whether it was created. ``reason``: see ``ends.UNKNOWN``.

        Raises StorageError.
        """
        self._end("unknown", intent_id, {"reason": _short(reason), "status_code": status_code})

    def settle(self, entry_id: str, *, exists: bool, note: str = "") -> None:
        """Note what a person found out about an unknown outcome, of whatever run.

        Raises StorageError.
        """
        self._append("settled", entry_id, {"exists": exists, "note": clean(note)})

    def read(self) -> HistoryLog:
        """What was sent, newest first; unreadable lines are passed over. Raises StorageError."""
        data, whole = self._tail()
        lines = [line for line in data.split(b"\n") if line.strip()]
        events = [event for line in lines if (event := Event.of_line(line))]
        folded = fold(events)
        notes = []
        if not whole:
            notes.append(f"Only the newest {READ_LIMIT // 2**20} MiB of {self._path} were read.")
        elif folded.orphans:
            notes.append(
                f"{folded.orphans} outcome(s) in {self._path} have no record of their sending."
            )
        if unread := len(lines) - len(events):
            notes.append(f"{unread} line(s) in {self._path} could not be understood.")
        return HistoryLog(tuple(folded.entries), tuple(clean(note) for note in notes))

    def unsettled(self) -> tuple[Entry, ...]:
        """The sendings that may or may not have created something, and nobody looked since.

        Raises StorageError.
        """
        return tuple(entry for entry in self.read().entries if entry.unsettled)

    def created_before(
        self,
        *,
        host: str,
        digest: str = "",
        source: str | os.PathLike[str] | None = None,
        source_digest: str | None = None,
    ) -> tuple[Entry, ...]:
        """What was created on ``host`` by the same request, or from the same file and content.

        A later version may make another request of the same file. Counts what a person found to
        exist. Newest first. Raises StorageError.
        """
        known, host = self._known(), _short(host)
        same = [*known.get(digest, ())]
        if source is not None and (from_content := known.get(source_digest)):
            place = os.path.realpath(source)  # looked up for few: few have the same content
            same += [entry for entry in from_content if entry.source == place]
        found = {entry.id: entry for entry in same if entry.host == host and entry.made}
        return tuple(sorted(found.values(), key=lambda entry: entry.time, reverse=True))

    def may_exist(self, *, host: str, type: str, name: str) -> tuple[Entry, ...]:
        """The unsettled sendings of that name, newest first. Raises StorageError."""
        wanted = (_short(host), _short(type), _short(name))
        return tuple(e for e in self._known().get(wanted, ()) if e.unsettled)

    def _known(self) -> _Known:
        """The entries by all that they are looked up by: made once while nothing is added."""
        try:
            info = os.stat(self._path)
        except OSError:
            if not os.path.lexists(self._path):
                return {}
            state: tuple[int, ...] = ()
        else:
            state = (info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns)
        if self._sent is None or not state or self._sent[0] != state:
            found: _Known = {}
            for entry in self.read().entries:
                for key in (entry.digest, entry.source_digest, entry.sent):
                    found.setdefault(key, []).append(entry)
            self._sent = state, found
        return self._sent[1]

    def _end(self, kind: str, intent_id: str, data: dict[str, Any]) -> None:
        if intent_id not in self._open:
            raise ValueError("an intent of this history ends exactly once")
        self._append(kind, intent_id, data, partial(self._open.discard, intent_id))

    def _append(
        self,
        kind: str,
        event_id: str,
        data: dict[str, Any],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        line = Line(Event(kind, event_id, self._clock(), data).line(), then)
        gathered: list[Line] | None = getattr(self._gathered, "lines", None)
        if gathered is None:
            self.put([line])
        else:
            gathered.append(line)

    def _write_all(self) -> None:
        """Write what waits; each line learns what became of it."""
        taken: list[Line] = []
        error: StorageError | None = None
        try:
            while self._waiting:
                taken.append(self._waiting.popleft())
            self._write(b"".join(line.text for line in taken))
        except StorageError as refused:
            error = refused
        except BaseException:
            self._waiting.extendleft(reversed(taken))
            raise
        for line in taken:
            if error is None:
                line.then()
            line.settled, line.error = True, error

    def _write(self, lines: bytes) -> None:
        """Append whole lines, on the disk when this returns, or nothing. Raises StorageError."""
        try:
            descriptor = self._open_locked()
            try:
                info = os.fstat(descriptor)
                end = _append(descriptor, info.st_size, lines, whole=_end(info) == self._last_end)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise StorageError.of_os(error, str(self._path)) from None
        # Once the name is on the disk it stays there, for as long as it is that of this file;
        # one that is shorter is another, even with the same number.
        known = self._last_end
        if known is None or known[:2] != _end(info)[:2] or known[2] > info.st_size:
            sync_folder(self._path.parent)
        self._last_end = (info.st_dev, info.st_ino, end)

    def _open_locked(self) -> int:
        """A descriptor of the file, which nobody else writes to. Raises OSError, StorageError."""
        for _ in range(_REPLACED_AT_MOST):
            descriptor = self._open_file()
            try:
                locked = wait_for_lock(descriptor, _LOCK_SECONDS)
                if locked and still_at(descriptor, self._path):
                    return descriptor
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)
            if not locked:
                raise StorageError(
                    "Another process keeps the history locked.",
                    where=str(self._path),
                    advice="Resume or end other wizards, then try again.",
                )
        raise StorageError("The history is replaced again and again.", where=str(self._path))

    def _open_file(self) -> int:
        """A descriptor of the file, whose folder is looked at the first time. Raises OSError."""
        if self._last_end is not None:
            with contextlib.suppress(FileNotFoundError):
                return open_private(self._path, os.O_RDWR | os.O_APPEND)
        private_dir(self._path.parent)
        return open_private(self._path, os.O_RDWR | os.O_APPEND)

    def _tail(self) -> tuple[bytes, bool]:
        """The end of the file, of whole lines, and whether that is all of it."""
        try:
            descriptor = open_file(self._path, follow=False)
        except FileProblem as error:
            if not os.path.lexists(self._path):
                return b"", True
            raise StorageError(error.what, where=error.where, advice=error.advice) from None
        try:
            with open(descriptor, "rb") as file:
                start = max(0, os.fstat(descriptor).st_size - READ_LIMIT)
                file.seek(start)
                data = file.read(READ_LIMIT)
        except OSError as error:
            raise StorageError.of_os(error, str(self._path)) from None
        return (data.partition(b"\n")[2], False) if start else (data, True)


def _end(info: os.stat_result) -> _End:
    return info.st_dev, info.st_ino, info.st_size


def _append(descriptor: int, size: int, lines: bytes, *, whole: bool) -> int:
    """Append ``lines`` to the ``size`` bytes of the file, synced, or nothing; its size then.

    whole: it is known to end with a line end. The file is locked. Raises OSError.
    """
    # A writer that was killed may have left half a line, which must not swallow these.
    if not whole and size > 0 and os.pread(descriptor, 1, size - 1) != b"\n":
        lines = b"\n" + lines
    try:
        write_all(descriptor, lines)
        os.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, size)
        raise
    return size + len(lines)


def _short(text: str) -> str:
    return clean(text, 300)
