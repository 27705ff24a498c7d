"""Times as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.utils.timestamps import time_ago

NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=6, hours=23), "6 days ago"),
        (timedelta(days=7, hours=1), "2026-01-13"),
        (timedelta(minutes=-5), "just now"),
    ],
)
def test_a_moment_is_told_as_how_long_ago_it_was(before: timedelta, words: str) -> None:
    assert time_ago(NOW - before, NOW) == words


@given(st.timedeltas(timedelta(days=-9999), timedelta(days=9999)))
def test_any_moment_can_be_told_in_few_letters(before: timedelta) -> None:
    assert 0 < len(time_ago(NOW - before, NOW)) <= 10
