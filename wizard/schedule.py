"""How often the server looks again: the form of the schedule, whatever the type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from wizard.forms import Ui
from wizard.frequency import DAY, MINUTE, Frequency, parse_frequency


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
        help='How often new content is fetched. "once": now, and never again.',
        suggestions=("every 30 minutes", "every hour", "every 6 hours", "daily", "once"),
        warn=_often(MINUTE, "More often than once a minute may be refused later."),
    ),
]
Prune = Annotated[
    int | None,
    Frequency("never"),
    Ui(
        label="Remove what is gone",
        help='How often deleted content is removed. "never": it stays.',
        suggestions=("daily", "every 7 days", "every 30 days", "never"),
        warn=_often(DAY, "More often than once a day may be refused later."),
    ),
]


class Schedule(BaseModel):
    """How often the server looks again, in seconds; each type has its own defaults."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    refresh_freq: Refresh = None
    prune_freq: Prune = None
