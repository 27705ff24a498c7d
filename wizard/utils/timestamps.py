"""Times as they are written to files: UTC, ISO 8601."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment, with its time zone."""
    return datetime.now(UTC)


def write_stamp(moment: datetime) -> str:
    """``moment`` (which has a time zone) as it stands in files."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_stamp(text: Any) -> datetime | None:
    """The moment that ``write_stamp`` wrote, None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return None
