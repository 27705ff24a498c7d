"""Failures that nobody awaits: in threads, in event-loop tasks and during finalization.

Python would print them with everything in their texts. Instead, each is reported without data and
passed to a handler that can end the program in order, since an unexpected failure may leave nothing
working.
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
"""Ends the program in order. If None, the failure is printed and the program continues."""


def _to_stderr(text: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")


tell: Callable[[str], None] = _to_stderr
"""Prints the failure if nobody ends the program."""


def catch_uncaught() -> None:
    """Install the process-wide hooks, so that Python prints no failure itself."""
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable


def catch_in_threads() -> None:
    """Do the same for threads; separate because few runs load the threading module."""
    import threading

    threading.excepthook = _in_thread


def take(error: BaseException) -> None:
    """Handle a failure that nobody awaited."""
    if on_failure is not None:
        on_failure(error)
    else:
        _say(error)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run ``coroutine`` as ``asyncio.run`` does, without its output on unobserved failures."""
    import asyncio

    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(in_loop)
        return runner.run(coroutine)


def in_loop(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Handle an event loop's exceptions; a badly closed connection is only reported."""
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
    """Report an object that failed during finalization; nobody waits for it, so continue."""
    if failure.exc_value is not None:
        crash_report.report(failure.exc_value)
