"""Times as written to files, in UTC and ISO 8601 format, and as people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the current time, with its time zone."""
    return datetime.now(UTC)


def local_time(moment: datetime) -> str:
    """Format ``moment`` for people: local, to the minute."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def time_ago(moment: datetime, now: datetime) -> str:
    """Format ``moment`` for people: how long before ``now``, or its day if that is over a week."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    for limit, length, unit in ((60, 1, "min"), (24 * 60, 60, "h"), (7 * 24 * 60, 24 * 60, "day")):
        if minutes < limit:
            count = minutes // length
            plural = "s" if unit == "day" and count > 1 else ""
            return f"{count} {unit}{plural} ago"
    return moment.astimezone().strftime("%Y-%m-%d")


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
