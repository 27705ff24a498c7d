"""The history file: whole lines are appended under its lock, after checking its content."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wizard.storage.atomic import (
    StorageError,
    open_private,
    private_dir,
    sync_folder,
    write_all,
)
from wizard.storage.conflicts import Conflict
from wizard.storage.history_index import HistoryIndex
from wizard.storage.lock import open_locked
from wizard.utils.files import FileError, open_file

LOCK_WAIT_SECONDS: Final = 10.0
"""How long to wait for other writers before giving up."""


@dataclass(slots=True, eq=False)
class PendingWrite:
    """A line waiting to be written.

    kind: the kind of its event. text: builds the line while the file is locked, from the current
    index; raises ``Conflict`` or ``StorageError`` if nothing is to be written. then: called once
    the line is on disk. undo: called if it was not written, whether or not it was built. looks:
    whether ``text`` uses the index. settled: whether the line is no longer waiting. error: why it
    was not written.
    """

    kind: str
    text: Callable[[HistoryIndex], bytes]
    then: Callable[[], None] = lambda: None
    undo: Callable[[], None] = lambda: None
    looks: bool = False
    settled: bool = False
    error: StorageError | Conflict | None = None


_End = tuple[int, int, int]
"""A file's device, inode and size."""


class HistoryFile:
    """The file ``path`` and the index of its content.

    An instance may be shared between threads; what they append at the same time is synced together.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._index = HistoryIndex()
        self._waiting: deque[PendingWrite] = deque()
        self._writing = threading.Lock()
        self._last_end: _End | None = None

    def append(self, lines: Sequence[PendingWrite]) -> None:
        """Write ``lines``: on return each is on disk or has its ``error`` set."""
        self._waiting.extend(lines)
        # The first thread to arrive writes for all that are waiting by then. An interrupted one
        # takes its own back before the next may write them.
        with self._taken_back(lines), self._writing, self._taken_back(lines):
            if not all(line.settled for line in lines):
                self._write_all()
        for line in lines:
            if not line.settled:  # the thread writing for all was interrupted
                line.error = StorageError("Writing was interrupted.", where=str(self._path))

    @contextlib.contextmanager
    def _taken_back(self, lines: Sequence[PendingWrite]) -> Iterator[None]:
        """Take ``lines`` back if this thread is interrupted; the others write their own."""
        try:
            yield
        except BaseException:
            for line in lines:
                with contextlib.suppress(ValueError):
                    self._waiting.remove(line)
            raise

    @contextlib.contextmanager
    def looking(self) -> Iterator[HistoryIndex]:
        """Provide an up-to-date index of the file's content. Raises ``StorageError``."""
        with self._writing:
            self._refresh()
            yield self._index

    def _refresh(self) -> None:
        try:
            descriptor = open_file(self._path, follow=False)
        except FileError as error:
            if os.path.lexists(self._path):
                raise StorageError(error.message, where=error.location, advice=error.hint) from None
            self._index.clear()
            return
        try:
            self._index.update(descriptor)
        except OSError as error:
            raise StorageError.of_os(error, str(self._path)) from None
        finally:
            os.close(descriptor)

    def _write_all(self) -> None:
        """Write all waiting lines and mark each with its result."""
        taken: list[PendingWrite] = []
        try:
            while self._waiting:
                taken.append(self._waiting.popleft())
            self._write(taken)
        except StorageError as refused:
            for line in taken:
                line.error = line.error or refused
        except BaseException:
            self._waiting.extendleft(reversed(taken))
            raise
        for line in taken:
            if line.error is None:
                line.then()
            line.settled = True

    def _write(self, lines: Sequence[PendingWrite]) -> None:
        """Append all lines and sync them to disk, or append none.

        Lines that are not to be written have their ``error`` set. Raises ``StorageError``.
        """
        looking = any(line.looks for line in lines)
        if looking and self._index.is_empty:
            with contextlib.suppress(StorageError):
                self._refresh()  # before locking, so that nobody waits while a long file is read
        try:
            descriptor = self._open_locked()
            try:
                if looking:
                    self._index.update(descriptor, locked=True)
                text = b"".join(self._texts(lines, looking=looking))
                info = os.fstat(descriptor)
                if text:
                    text = self._lead(descriptor, info) + text
                    _append(descriptor, info.st_size, text)
            finally:
                os.close(descriptor)
        except BaseException as error:
            self._index.clear()
            for line in lines:
                line.undo()
            if isinstance(error, OSError):
                raise StorageError.of_os(error, str(self._path)) from None
            raise
        if not text:
            return
        end = info.st_size + len(text)
        if looking:
            self._index.reached(text, end)
        # The directory entry is synced once and lasts as long as it names this file; a shorter file
        # is a different one, even with the same inode.
        known = self._last_end
        if known is None or known[:2] != _end(info)[:2] or known[2] > info.st_size:
            sync_folder(self._path.parent)
        self._last_end = (info.st_dev, info.st_ino, end)

    def _texts(self, lines: Sequence[PendingWrite], *, looking: bool) -> Iterator[bytes]:
        """Yield the text of each line to be written; later lines already see it in the index."""
        for line in lines:
            line.error = None
            try:
                text = line.text(self._index)
            except (Conflict, StorageError) as error:
                line.undo()
                line.error = error
                continue
            if looking:
                self._index.add(text)
            yield text

    def _lead(self, descriptor: int, info: os.stat_result) -> bytes:
        """Return what must precede the next line: a killed writer may have left half a line."""
        if _end(info) == self._last_end or info.st_size == 0:
            return b""
        return b"" if os.pread(descriptor, 1, info.st_size - 1) == b"\n" else b"\n"

    def _open_locked(self) -> int:
        """Return an exclusively locked descriptor. Raises ``OSError`` and ``StorageError``."""
        descriptor = open_locked(self._path, self._open_file, LOCK_WAIT_SECONDS)
        if descriptor is None:
            raise StorageError(
                "Another process has locked the history.",
                where=str(self._path),
                advice="Continue in or close other wizards, then try again.",
            )
        return descriptor

    def _open_file(self) -> int:
        """Open the file, checking its folder the first time. Raises ``OSError``."""
        if self._last_end is not None:
            with contextlib.suppress(FileNotFoundError):
                return open_private(self._path, os.O_RDWR | os.O_APPEND)
        private_dir(self._path.parent)
        return open_private(self._path, os.O_RDWR | os.O_APPEND)


def _end(info: os.stat_result) -> _End:
    return info.st_dev, info.st_ino, info.st_size


def _append(descriptor: int, size: int, lines: bytes) -> None:
    """Append ``lines`` to the locked file of ``size`` bytes and sync it, or change nothing.

    Raises ``OSError``.
    """
    try:
        write_all(descriptor, lines)
        os.fsync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, size)
        raise
