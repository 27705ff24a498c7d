"""Crash reports that record where the program failed, but no data.

The text of an exception and the values of variables may contain secrets, so a report has neither:
only exception types, and the file, line and function of each frame.
"""

from __future__ import annotations

import os
import sys

from wizard import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path
    from traceback import FrameSummary
    from typing import Final

MAX_FRAMES = 60

MAX_REPORTS: Final = 50
"""Many different failures must not fill the disk: the oldest reports are deleted."""

SAME_CAUSE_HOURS: Final = 1
"""For how long one report per cause is enough, however often the failure recurs."""

STAMP: Final = "%Y%m%dT%H%M%S%f"


def apology(error: BaseException) -> str:
    """Write a report and return the sentence to show, including its path if it was saved."""
    path = report(error)
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    where = f" A report without your data is in {path}." if path else ""
    return f"This program failed ({type(error).__name__}).{where}"


def report(error: BaseException) -> Path | None:
    """Save a report of ``error`` with the logs; return its path, or None if that failed too.

    If the same failure was reported within the last hour, return that report instead.
    """
    # All imports are local, since they too may fail in a broken program.
    try:
        from datetime import UTC, datetime
        from hashlib import sha256

        from wizard.storage.atomic import write_private
        from wizard.storage.paths import Paths

        now = datetime.now(UTC)
        where = list(_chain(error))
        cause = sha256("\n".join(where).encode()).hexdigest()[:12]
        folder = Paths.find().crash
        kept = sorted(folder.glob("crash-*.txt"))
        if recent := _recent(kept, cause, now):
            return recent
        path = folder / f"crash-{now:{STAMP}}-{os.getpid()}-{cause}.txt"
        write_private(path, _text(where, now).encode())
        for old in kept[: 1 - MAX_REPORTS]:
            old.unlink(missing_ok=True)
    except Exception:
        return None
    return path


def _recent(kept: list[Path], cause: str, now: datetime) -> Path | None:
    """Return the newest report of ``cause`` if it is recent, judging by the file names."""
    from datetime import timedelta

    earliest = f"crash-{now - timedelta(hours=SAME_CAUSE_HOURS):{STAMP}}"
    latest = f"crash-{now:{STAMP}}~"
    same = [path for path in kept if path.stem.endswith(f"-{cause}")]
    return next((path for path in reversed(same) if earliest <= path.name <= latest), None)


def describe(error: BaseException, now: datetime) -> str:
    """Return the text of the report."""
    return _text(_chain(error), now)


def _text(where: Iterable[str], now: datetime) -> str:
    import platform

    lines = [
        f"clarm-wizard {__version__}, {now:%Y-%m-%d %H:%M:%S} UTC",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        f"TERM={os.environ.get('TERM', '')}, {_size()}",
        "",
        *where,
    ]
    return "\n".join(lines) + "\n"


def _size() -> str:
    """Return the terminal's size in columns and lines."""
    for stream in (sys.__stderr__, sys.__stdin__):
        if stream is not None and stream.isatty():
            columns, lines = os.get_terminal_size(stream.fileno())
            return f"{columns}x{lines}"
    return "no terminal"


def _chain(error: BaseException, indent: str = "") -> Iterator[str]:
    """Yield the error, its causes and the members of groups, outermost first."""
    import traceback

    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield f"{indent}{type(current).__module__}.{type(current).__qualname__}"
        frames = traceback.extract_tb(current.__traceback__)
        yield from (f"{indent}  {_place(frame)}" for frame in frames[-MAX_FRAMES:])
        if isinstance(current, BaseExceptionGroup):
            for member in current.exceptions:
                yield from _chain(member, indent + "    ")
        following = current.__cause__ or current.__context__
        if following is not None:
            yield f"{indent}raised from:"
        current = following


def _place(frame: FrameSummary) -> str:
    """Return a frame's location without the user's home directory."""
    parts = frame.filename.split(os.sep)
    for root in ("site-packages", "wizard"):
        if root in parts:
            parts = parts[parts.index(root) :]
            break
    else:
        parts = parts[-2:]
    return f"{'/'.join(parts)}:{frame.lineno} in {frame.name}"
