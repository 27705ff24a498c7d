"""The schedule form, shared by all types: how often the server checks for changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict

from wizard.forms import Codec, Control, Scalar, Ui, register
from wizard.forms.annotations import Annotation
from wizard.forms.duration import parse_duration
from wizard.forms.errors import ConversionError
from wizard.forms.registry import common

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86_400, 604_800

_NAMED = {"hourly": HOUR, "daily": DAY, "weekly": WEEK, "monthly": 30 * DAY}
_UNITS = ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"), (1, "second"))
_NOTHING = frozenset({"once", "never", "null", "none", "off"})
_MAX_SECONDS = 2**31 - 1
_SECOND = timedelta(seconds=1)


def parse_frequency(text: str) -> int | None:
    """Parse ``every 30 minutes``, ``daily``, ``2h 30m`` or ``90`` into seconds; None for "never".

    Raises ValueError if the text is neither, or ConversionError, with the reason, if it is a number
    that cannot be sent.
    """
    body = " ".join(text.lower().split())
    if body in _NOTHING:
        return None
    if body in _NAMED:
        return _NAMED[body]
    words = re.sub(r"^\s*every\b", "", text, flags=re.IGNORECASE).strip()
    if words.isdecimal() and len(words.lstrip("0")) > len(str(_MAX_SECONDS)):
        raise _too_many()  # It may also be too long for a duration.
    duration = parse_duration(f"1 {words}" if words.isalpha() else words)
    if duration < _SECOND:
        raise ConversionError("seconds_too_few", "Enter at least one second")
    if duration > _MAX_SECONDS * _SECOND:
        raise _too_many()
    if duration % _SECOND:
        raise ConversionError("seconds_in_parts", "Enter a whole number of seconds")
    return duration // _SECOND


def _too_many() -> ConversionError:
    return ConversionError("seconds_too_many", f"Enter at most {_MAX_SECONDS // DAY:,} days")


def say_frequency(seconds: int | None, *, nothing: str) -> str:
    """Describe a number of seconds; None gives ``nothing`` ("once", "never")."""
    if seconds is None:
        return nothing
    if seconds == DAY:
        return "daily"
    parts, left = [], seconds
    for size, name in _UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    words = " ".join(parts)
    return f"every {words.removeprefix('1 ') if len(parts) == 1 else words}"


class Frequency:
    """Metadata for a frequency in seconds; ``nothing`` is the word for null."""

    def __init__(self, nothing: str) -> None:
        self.nothing = nothing

    def parse(self, text: str) -> int | None:
        """Do what ``parse_frequency`` does, with an error that says what to type."""
        try:
            return parse_frequency(text)
        except ConversionError as error:
            words = f"{error.words}, or {self.nothing}" if error.words else ""
            raise ConversionError(error.type, words, **error.context) from None
        except ValueError:
            raise ConversionError("frequency_parsing") from None

    @property
    def expected(self) -> str:
        """Describe what to type."""
        return f"an interval such as 30 minutes, daily or {self.nothing}"

    def format(self, value: Any) -> str:
        """Do what ``say_frequency`` does, for text too; anything else is returned unchanged."""
        try:
            seconds = parse_frequency(value) if isinstance(value, str) else value
        except ValueError:
            return str(value)
        if isinstance(seconds, int) and not 0 < seconds <= _MAX_SECONDS:
            return str(value)
        return say_frequency(seconds, nothing=self.nothing)


class FrequencyText(Scalar):
    """A frequency, in which the words ``once`` and ``never`` take the place of null."""

    def _format(self, value: Any) -> Any:
        return self.codec.format(value)


@register(110)
def _frequency(a: Annotation) -> Control | None:
    mark = next((m for m in a.metadata if isinstance(m, Frequency)), None)
    if mark is None:
        return None
    codec = Codec(
        "frequency", mark.parse, mark.format, expected=mark.expected, describe=mark.format
    )
    return FrequencyText(**{**common(a), "nullable": False}, codec=codec)


__all__ = [
    "DAY",
    "HOUR",
    "MINUTE",
    "Frequency",
    "FrequencyText",
    "parse_frequency",
    "say_frequency",
]


def _often(least: int, words: str) -> Callable[[str], str | None]:
    def warn(text: str) -> str | None:
        try:
            seconds = parse_frequency(text)
        except ValueError:
            return None
        return words if seconds is not None and seconds < least else None

    return warn


Refresh = Annotated[
    int | None,
    Frequency("once"),
    Ui(
        label="Look for changes",
        help='How often to fetch new content. "once" fetches it now and never again.',
        suggestions=("every 30 minutes", "every hour", "every 6 hours", "daily", "once"),
        warn=_often(MINUTE, "Clarm may reject intervals under a minute later."),
    ),
]
Prune = Annotated[
    int | None,
    Frequency("never"),
    Ui(
        label="Remove deleted content",
        help='How often to remove content deleted at the source. "never" keeps it.',
        suggestions=("daily", "every 7 days", "every 30 days", "never"),
        warn=_often(DAY, "Clarm may reject intervals under a day later."),
    ),
]


class Schedule(BaseModel):
    """How often Clarm checks for changes, in seconds. Each type has its own defaults."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    refresh_freq: Refresh = None
    prune_freq: Prune = None
