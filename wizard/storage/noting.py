"""Noting in a thread, so that a slow disk holds up nothing else, and always to the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from wizard.storage.history import History
from wizard.storage.history_file import PendingWrite

T = TypeVar("T")

BATCH_TURNS: Final = 12
"""Turns of the loop that the disk is kept waiting, so that more goes to it at once.

Who was told of an outcome needs about five to come with the next intent, others a few more.
"""


class BatchedLogWriter:
    """Notes of many sendings at once: all that come while the disk is busy go to it in one go."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._waiting: list[tuple[list[PendingWrite], asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def note(self, call: Callable[[], T]) -> T:
        """What ``call``, which notes something, returns; it is on the disk then.

        Raises StorageError, Conflict, and whatever ``call`` raises.
        """
        loop = asyncio.get_running_loop()
        with self._history.batch() as lines:
            value = call()
        written: asyncio.Future[None] = loop.create_future()
        self._waiting.append((lines, written))
        if self._writer is None:
            self._writer = loop.create_task(self._write())
        await written
        for line in lines:
            if line.error is not None:
                raise line.error
        return value

    async def _write(self) -> None:
        """Write all that comes. A loop that ends cancels this too; what is known is noted still."""
        while self._waiting:
            with suppress(asyncio.CancelledError):
                for _ in range(BATCH_TURNS):
                    await asyncio.sleep(0)
            taken, self._waiting = self._waiting, []
            lines = [line for some, _ in taken for line in some]
            # No task, which would be cancelled as well.
            writing = asyncio.get_running_loop().run_in_executor(
                None, self._history.write_batch, lines
            )
            while not writing.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait([writing])
            error = writing.exception()
            for _, written in taken:
                if not written.done():
                    written.set_exception(error) if error else written.set_result(None)
        self._writer = None
