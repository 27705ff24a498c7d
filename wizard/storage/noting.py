"""Noting in a thread, so that a slow disk holds up nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

from wizard.storage.history import History, Line

T = TypeVar("T")

TURNS: Final = 6
"""Turns of the loop in which who was told of an outcome can come with the next intent."""


class NotesTogether:
    """Notes of many sendings at once: all that come while the disk is busy go to it in one go."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._waiting: list[tuple[list[Line], asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def note(self, call: Callable[[], T]) -> T:
        """What ``call``, which notes something, returns; it is on the disk then.

        Raises StorageError, and whatever ``call`` raises.
        """
        loop = asyncio.get_running_loop()
        with self._history.gathered() as lines:
            value = call()
        written: asyncio.Future[None] = loop.create_future()
        self._waiting.append((lines, written))
        if self._writer is None:
            self._writer = loop.create_task(self._write())
        await written
        return value

    async def _write(self) -> None:
        while self._waiting:
            for _ in range(TURNS):
                await asyncio.sleep(0)
            taken, self._waiting = self._waiting, []
            lines = [line for some, _ in taken for line in some]
            try:
                await asyncio.to_thread(self._history.put, lines)
            except Exception as error:
                for _, written in taken:
                    if not written.done():
                        written.set_exception(error)
            else:
                for _, written in taken:
                    if not written.done():
                        written.set_result(None)
        self._writer = None
