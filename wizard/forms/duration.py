"""Durations in everyday notation: ``2h 30m``, ``1.5 days``, ``90``, ISO 8601."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from pydantic import TypeAdapter, ValidationError

from wizard.forms.errors import ConversionError

_MICROSECONDS = {
    "w": 604_800_000_000,
    "d": 86_400_000_000,
    "h": 3_600_000_000,
    "m": 60_000_000,
    "s": 1_000_000,
    "ms": 1_000,
    "us": 1,
}
_NAMES = {
    "w": ("w", "week", "weeks"),
    "d": ("d", "day", "days"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "m": ("m", "min", "mins", "minute", "minutes"),
    "s": ("s", "sec", "secs", "second", "seconds"),
    "ms": ("ms",),
    "us": ("us", "µs"),
}
_UNITS = {name: _MICROSECONDS[unit] for unit, names in _NAMES.items() for name in names}
_NUMBER = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,9})?")
# A comma inside a number (decimal or thousands) is no separator: one needs a following blank.
_PART = re.compile(rf"\s*(?:and\s+)?({_NUMBER.pattern})\s*([a-zµ]+)(?:\s*,(?=\s))?", re.IGNORECASE)
_LONGEST = timedelta.max // timedelta(microseconds=1)
_iso: TypeAdapter[timedelta] = TypeAdapter(timedelta)


def parse_duration(text: str) -> timedelta:
    """Parse a duration; a bare number counts seconds.

    Raises ValueError if ``text`` is not a duration, or ConversionError if its numbers are
    ambiguous.
    """
    body = text.strip()
    sign = 1
    if body.startswith("-"):
        sign, body = -1, body[1:].lstrip()
    if _NUMBER.fullmatch(body):
        body += "s"
    total, at = Decimal(0), 0
    while at < len(body):
        part = _PART.match(body, at)
        if part is None or part[2].lower() not in _UNITS:
            return _parse_iso(text)
        total += Decimal(part[1]) * _UNITS[part[2].lower()]
        at = part.end()
    if not body or total > _LONGEST:
        raise ValueError("not a duration")
    return sign * timedelta(microseconds=int(total))


def _parse_iso(text: str) -> timedelta:
    try:
        return _iso.validate_python(text.strip())
    except ValidationError:
        # Is 1,500 fifteen hundred or one and a half? Is the 30 in 2h 30 minutes or seconds?
        if len(re.findall(r"[0-9.]+", text)) > 1:
            raise ConversionError("duration_unclear") from None
        raise ValueError("not a duration") from None


def format_duration(value: timedelta) -> str:
    """Return the shortest exact text that ``parse_duration`` reads back: ``1d 12h``, ``0s``."""
    left = value // timedelta(microseconds=1)
    sign, left = ("-", -left) if left < 0 else ("", left)
    parts = []
    for unit in ("d", "h", "m", "s", "ms", "us"):
        count, left = divmod(left, _MICROSECONDS[unit])
        if count:
            parts.append(f"{count}{unit}")
    return sign + " ".join(parts) if parts else "0s"
