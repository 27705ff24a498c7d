"""Times as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from wizard.utils.timestamps import time_ago

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (3600, "1 h ago"),
        (86_399, "23 h ago"),
    ],
)
def test_within_a_day_it_is_how_long_ago(seconds: int, words: str) -> None:
    assert time_ago(NOON - timedelta(seconds=seconds), NOON) == words


@pytest.mark.parametrize("away", [timedelta(days=1), timedelta(days=400), timedelta(hours=-1)])
def test_else_it_is_the_local_date(away: timedelta) -> None:
    moment = NOON - away
    assert time_ago(moment, NOON) == moment.astimezone().date().isoformat()
