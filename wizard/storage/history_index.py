"""What the history's file says, to be looked up; only what was added to it is read again."""

from __future__ import annotations

import os
from typing import Any, Final

from wizard.storage.history_events import HistoryEntry, HistoryEvent, fold
from wizard.utils.text import sanitize

MAX_READ_BYTES: Final = 16 * 1024 * 1024
"""Bytes of the file that are read, from its end: tens of thousands of sendings."""

NAME_LIMIT: Final = 300
"""Characters of a host, a type or a name in the history."""

_TAIL_SIZE: Final = 4096  # bytes: of the last line at least, whose ID and time are its own

Key = tuple[str, ...]
"""A server, then a digest, or a host, a type and a name. The server is empty for real ones."""


class HistoryIndex:
    """The sendings of one file, by what they sent. Not safe for several threads."""

    def __init__(self) -> None:
        self._file: tuple[int, int] | None = None  # its device and its number
        self._end = 0  # of what was read
        self._tail = b""  # what stands before that
        self._events: dict[str, list[HistoryEvent]] = {}
        self._ids: dict[Key, dict[str, None]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether no file was read."""
        return self._file is None

    def clear(self) -> None:
        """Forget all: the next ``update`` reads it again."""
        self.__init__()  # type: ignore[misc]

    def update(self, descriptor: int, *, locked: bool = False) -> None:
        """Read what was added to the open file, or all of it if it is another by now.

        locked: nobody writes to it, so that a line without an end was left by who was killed.
        Raises OSError.
        """
        info = os.fstat(descriptor)
        if not self._is_prefix_of(descriptor, info):
            self.clear()
            self._file = (info.st_dev, info.st_ino)
            self._end = max(0, info.st_size - MAX_READ_BYTES)
        cut = self._end > 0 and not self._tail  # begins inside a line
        data = os.pread(descriptor, info.st_size - self._end, self._end)
        if not locked:
            data = data[: data.rfind(b"\n") + 1]
        self.add(data.partition(b"\n")[2] if cut else data)
        self.reached(data, self._end + len(data))

    def add(self, lines: bytes) -> None:
        """Take in ``lines``; what cannot be understood is passed over."""
        for line in lines.split(b"\n"):
            event = HistoryEvent.of_line(line) if line.strip() else None
            if event is None:
                continue
            self._events.setdefault(event.id, []).append(event)
            if event.kind == "intent":
                for key in _keys(event.data):
                    self._ids.setdefault(key, {})[event.id] = None

    def reached(self, lines: bytes, end: int) -> None:
        """``lines``, which were added, stand in the file and end at the byte ``end`` of it."""
        self._tail = (self._tail + lines)[-_TAIL_SIZE:]
        self._end = end

    def entries(self, key: Key) -> list[HistoryEntry]:
        """The sendings that are known by ``key``, newest first."""
        ids = self._ids.get(key, ())
        return fold(event for found in ids for event in self._events[found]).entries

    def _is_prefix_of(self, descriptor: int, info: os.stat_result) -> bool:
        """Whether the file still begins with what was read of it."""
        return (
            self._file == (info.st_dev, info.st_ino)
            and self._end <= info.st_size <= self._end + MAX_READ_BYTES
            and os.pread(descriptor, len(self._tail), self._end - len(self._tail)) == self._tail
        )


def short(text: str) -> str:
    """A host, a type or a name as the history has it."""
    return sanitize(text, NAME_LIMIT)


def _keys(intent: dict[str, Any] | Any) -> list[Key]:
    """All that an intent is looked up by."""
    server = intent.get("server", "")
    digests = (intent["digest"], intent.get("source_digest"))
    sent = (server, short(intent["host"]), short(intent["type"]), short(intent["name"]))
    return [sent, *((server, digest) for digest in digests if isinstance(digest, str))]
