"""An index of the history file that only reads what was added since."""

from __future__ import annotations

import os
from typing import Any, Final

from wizard.storage.history_events import HistoryEntry, HistoryEvent, fold
from wizard.utils.text import cut_apart

MAX_READ_BYTES: Final = 16 * 1024 * 1024
"""Maximum bytes read, from the end of the file: tens of thousands of submissions."""

NAME_LIMIT: Final = 300
"""Maximum length of a host, type or name in the history."""

_DIGEST_CHARS: Final = 12
_TAIL_SIZE: Final = 4096  # bytes; covers at least the last line, whose ID and time are unique

Key = tuple[str, ...]
"""The server, then a digest or a host, type and name. Real servers have an empty string."""


class HistoryIndex:
    """The submissions in one file, indexed by what they sent. Not thread-safe."""

    def __init__(self) -> None:
        self._file: tuple[int, int] | None = None  # device and inode
        self._end = 0  # position up to which the file was read
        self._tail = b""  # the bytes before that position
        self._events: dict[str, list[HistoryEvent]] = {}
        self._ids: dict[Key, dict[str, None]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether no file has been read."""
        return self._file is None

    def clear(self) -> None:
        """Forget everything, so that the next ``update`` reads the file again."""
        self.__init__()  # type: ignore[misc]

    def update(self, descriptor: int, *, locked: bool = False) -> None:
        """Read what was added to the open file, or all of it if the file was replaced.

        locked: nobody else is writing, so a line without an end was left by a killed process.
        Raises ``OSError``.
        """
        info = os.fstat(descriptor)
        if not self._is_prefix_of(descriptor, info):
            self.clear()
            self._file = (info.st_dev, info.st_ino)
            self._end = max(0, info.st_size - MAX_READ_BYTES)
        cut = self._end > 0 and not self._tail  # reading starts inside a line
        data = os.pread(descriptor, info.st_size - self._end, self._end)
        if not locked:
            data = data[: data.rfind(b"\n") + 1]
        self.add(data.partition(b"\n")[2] if cut else data)
        self.reached(data, self._end + len(data))

    def add(self, lines: bytes) -> None:
        """Add ``lines`` to the index, skipping any that cannot be parsed."""
        for line in lines.split(b"\n"):
            event = HistoryEvent.of_line(line) if line.strip() else None
            if event is None:
                continue
            self._events.setdefault(event.id, []).append(event)
            if event.kind == "intent":
                for key in _keys(event.data):
                    self._ids.setdefault(key, {})[event.id] = None

    def reached(self, lines: bytes, end: int) -> None:
        """Record that ``lines``, added before, are in the file and end at byte ``end``."""
        self._tail = (self._tail + lines)[-_TAIL_SIZE:]
        self._end = end

    def entries(self, key: Key) -> list[HistoryEntry]:
        """Return the submissions indexed under ``key``, newest first."""
        ids = self._ids.get(key, ())
        return fold(event for found in ids for event in self._events[found]).entries

    def with_id(self, start: str) -> list[HistoryEntry]:
        """Return the submissions whose ID begins with ``start``, newest first; none if empty."""
        if start in self._events:
            return fold(self._events[start]).entries
        ids = [id for id in self._events if start and id.startswith(start)]
        return fold(event for found in ids for event in self._events[found]).entries

    def _is_prefix_of(self, descriptor: int, info: os.stat_result) -> bool:
        """Return whether the file still begins with what was read from it."""
        return (
            self._file == (info.st_dev, info.st_ino)
            and self._end <= info.st_size <= self._end + MAX_READ_BYTES
            and os.pread(descriptor, len(self._tail), self._end - len(self._tail)) == self._tail
        )


def short(text: str) -> str:
    """Return a host, type or name as recorded in the history.

    One that is too long ends with a digest of all of it.
    """
    return cut_apart(text, NAME_LIMIT, digest_chars=_DIGEST_CHARS)


def _keys(intent: dict[str, Any] | Any) -> list[Key]:
    """Return all keys that an intent is indexed under."""
    server = intent.get("server", "")
    digests = (intent["digest"], intent.get("source_digest"))
    sent = (server, short(intent["host"]), short(intent["type"]), short(intent["name"]))
    return [sent, *((server, digest) for digest in digests if isinstance(digest, str))]
