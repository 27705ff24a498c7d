"""Times as written to files, in UTC and ISO 8601 format, and as people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

_DAY_MINUTES: Final = 24 * 60

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the current time, with its time zone."""
    return datetime.now(UTC)


def local_time(moment: datetime) -> str:
    """Format ``moment`` for people: local, to the minute."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def time_ago(moment: datetime, at: datetime | None = None) -> str:
    """Format ``moment`` for people as how long ago it was, or as its local date after a day.

    at: the time to count from; now, if not given.
    """
    minutes = int(((at or now()) - moment).total_seconds() // 60)
    if not 0 <= minutes < _DAY_MINUTES:
        return moment.astimezone().strftime("%Y-%m-%d")
    if minutes < 1:
        return "just now"
    return f"{minutes} min ago" if minutes < 60 else f"{minutes // 60} h ago"


def write_stamp(moment: datetime) -> str:
    """Format ``moment``, which must have a time zone, for a file."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_stamp(text: Any) -> datetime | None:
    """Parse the output of ``write_stamp``; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return None
