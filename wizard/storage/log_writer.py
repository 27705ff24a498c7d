"""History writes in a thread, so that a slow disk blocks nothing, and always completed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from wizard.storage.history import History
from wizard.storage.history_file import PendingWrite

T = TypeVar("T")

BATCH_TURNS: Final = 12
"""Event-loop iterations to wait before writing, so that more is written at once.

A task that receives an outcome needs about five to record its next intent, others a few more.
"""


class BatchedLogWriter:
    """Batches concurrent history writes: all that arrive while the disk is busy go together."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._waiting: list[tuple[list[PendingWrite], asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def note(self, call: Callable[[], T]) -> T:
        """Run ``call``, which records something, and return its result once that is on disk.

        Raises ``StorageError``, ``Conflict`` and whatever ``call`` raises.
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
        """Write everything that arrives, even if the ending event loop cancels this task."""
        while self._waiting:
            with suppress(asyncio.CancelledError):
                for _ in range(BATCH_TURNS):
                    await asyncio.sleep(0)
            taken, self._waiting = self._waiting, []
            lines = [line for some, _ in taken for line in some]
            # Not a task, which would be cancelled too.
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
