"""Arguments that name a moment or an age: ``2025-11-29``, ``3d``."""

from __future__ import annotations

from argparse import ArgumentTypeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime, timedelta


def age(text: str) -> timedelta:
    """Parse how long ago something was."""
    from datetime import timedelta

    from wizard.forms.duration import parse_duration

    try:
        found = parse_duration(text)
    except ValueError:
        found = timedelta(-1)
    if found < timedelta(0):
        raise ArgumentTypeError(f"enter an age such as 3d or 12h, not `{text}`")
    return found


def moment(text: str) -> datetime:
    """Parse a date, a date and time, or how long ago a moment was; without a zone, it is local."""
    from datetime import datetime

    from wizard.utils.timestamps import now

    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        pass
    try:
        return now() - age(text)
    except (ArgumentTypeError, OverflowError):
        raise ArgumentTypeError(
            f"enter a day such as 2025-11-29 or an age such as 3d, not `{text}`"
        ) from None
