"""Ends the app on failures in background tasks, which would otherwise leave it hanging."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from wizard.core import crash_report, uncaught


@contextmanager
def watched(
    loop: asyncio.AbstractEventLoop, end: Callable[[BaseException], None]
) -> Iterator[None]:
    """Call ``end`` with any failure on ``loop``, or in a thread, that nobody waits for.

    If a task fails with something other than an ``Exception``, ``end`` is called at once even if
    somebody waits: Textual lets such a failure end only the task, be it a screen's, a timer's or a
    worker's.
    """
    factory = loop.get_task_factory()
    handler = loop.get_exception_handler()

    def make(
        loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any
    ) -> asyncio.Future[Any]:
        if factory is None:
            task: asyncio.Future[Any] = asyncio.Task(coroutine, loop=loop, **options)
        else:
            task = factory(loop, coroutine, **options)
        task.add_done_callback(look)
        return task

    def look(task: asyncio.Future[Any]) -> None:
        # Asking a task for its error marks it as handled, so an Exception is left alone.
        error = None if task.cancelled() else getattr(task, "_exception", None)
        if error is not None and not isinstance(error, Exception):
            end(error)

    def from_thread(error: BaseException) -> None:
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(partial(end, error))
            return
        crash_report.report(error)

    loop.set_task_factory(make)
    loop.set_exception_handler(uncaught.in_loop)
    uncaught.on_failure = from_thread
    try:
        yield
    finally:
        uncaught.on_failure = None
        loop.set_task_factory(factory)
        loop.set_exception_handler(handler)
