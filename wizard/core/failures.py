"""Failures that nobody waits for: in threads, in tasks of an event loop, while objects end.

Python would print them with all that their texts hold. Here each is written down without that, and
told to whoever can end the program in order: what nobody expects may leave nothing that works.
"""

from __future__ import annotations

import sys

from wizard.core import crash_report

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    import threading
    from collections.abc import Callable, Coroutine
    from types import TracebackType
    from typing import Any, TypeVar

    T = TypeVar("T")

on_failure: Callable[[BaseException], None] | None = None
"""Ends the program in order. Without it the failure is said, and what works goes on."""


def _to_stderr(text: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")


tell: Callable[[str], None] = _to_stderr
"""Says it where nobody ends the program."""


def catch_uncaught() -> None:
    """For the process: nothing that fails is printed by Python from here on."""
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable


def catch_in_threads() -> None:
    """The same for threads, apart from the rest as few runs load what they need."""
    import threading

    threading.excepthook = _in_thread


def take(error: BaseException) -> None:
    """Deal with a failure that nobody waited for."""
    if on_failure is not None:
        on_failure(error)
    else:
        _say(error)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """As ``asyncio.run``, without what that prints of a task that failed unwatched."""
    import asyncio

    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(in_loop)
        return runner.run(coroutine)


def in_loop(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An event loop's handler. A connection that ends badly is only written down."""
    error = context.get("exception")
    if error is None:
        return
    if context.keys() & {"task", "future", "handle"}:
        take(error)
    else:
        crash_report.report(error)


def _say(error: BaseException) -> None:
    tell(f"clarm-wizard: {crash_report.apology(error)}")


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not isinstance(error, KeyboardInterrupt):
        _say(error)


def _in_thread(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_value is not None and not isinstance(failure.exc_value, SystemExit):
        take(failure.exc_value)


def _unraisable(failure: sys.UnraisableHookArgs) -> None:
    """An object that ends badly is not waited for by anybody: the program goes on."""
    if failure.exc_value is not None:
        crash_report.report(failure.exc_value)
