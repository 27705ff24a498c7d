"""What is kept of a failure of the program itself: where it happened, never with what.

The text of an exception and the values of variables may hold a secret, so a
report has neither: types of exceptions, and file, line and function of frames.
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
"""What fails in many ways must not fill the disk either: the oldest go."""

SAME_CAUSE_HOURS: Final = 1
"""How long one report is enough for a cause, however often it comes back."""

STAMP: Final = "%Y%m%dT%H%M%S%f"


def apology(error: BaseException) -> str:
    """Write the report; returns the sentence to show, which has its path if it could be kept."""
    path = report(error)
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    where = f" A report of where it happened, without your data, is in {path}." if path else ""
    return f"This program failed ({type(error).__name__}).{where}"


def report(error: BaseException) -> Path | None:
    """Keep a report of ``error`` with the logs; None if that is impossible too.

    If the same was reported within the hour, that report is enough, and is what this returns.
    """
    # All imports are in here, as they may fail too where the program did.
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
    """The newest report of ``cause`` if it is not too old. The names have the times."""
    from datetime import timedelta

    earliest = f"crash-{now - timedelta(hours=SAME_CAUSE_HOURS):{STAMP}}"
    latest = f"crash-{now:{STAMP}}~"
    same = [path for path in kept if path.stem.endswith(f"-{cause}")]
    return next((path for path in reversed(same) if earliest <= path.name <= latest), None)


def describe(error: BaseException, now: datetime) -> str:
    """The report's text."""
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
    """The terminal's size, in columns and lines."""
    for stream in (sys.__stderr__, sys.__stdin__):
        if stream is not None and stream.isatty():
            columns, lines = os.get_terminal_size(stream.fileno())
            return f"{columns}x{lines}"
    return "no terminal"


def _chain(error: BaseException, indent: str = "") -> Iterator[str]:
    """The error, what it was raised from, and the members of a group, the outermost first."""
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
    """A frame without the person's home directory in it."""
    parts = frame.filename.split(os.sep)
    for root in ("site-packages", "wizard"):
        if root in parts:
            parts = parts[parts.index(root) :]
            break
    else:
        parts = parts[-2:]
    return f"{'/'.join(parts)}:{frame.lineno} in {frame.name}"
