"""Runs one task at a time, so that nothing is sent twice."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any


class SingleTask:
    """Starts tasks with ``run``, each only if none is in progress: unless it is ``busy``."""

    def __init__(self, run: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        self._run = run
        self.busy = False

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run ``work``, unless something is in progress already."""
        if self.busy:
            work.close()
            return
        self.busy = True
        self._run(self._finish(work))

    async def _finish(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        finally:
            self.busy = False
