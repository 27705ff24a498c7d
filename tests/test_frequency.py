"""Frequencies in words and in seconds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.forms.duration import format_duration, parse_duration
from wizard.frequency import parse_frequency, say_frequency


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("every 30 minutes", 1800),
        ("30m", 1800),
        ("2h 30m", 9000),
        ("90", 90),
        ("daily", 86400),
        ("Every  Day", 86400),
        ("hourly", 3600),
        ("1.5 days", 129600),
        ("every 2 weeks", 1209600),
        ("PT15M", 900),
        ("once", None),
        ("never", None),
    ],
)
def test_words_are_understood(text: str, seconds: int | None) -> None:
    assert parse_frequency(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "0", "-5m", "0.5", "every", "10 parsecs", "9" * 30])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|seconds"):
        parse_frequency(text)


@given(st.integers(1, 2**31 - 1))
def test_what_is_said_is_understood(seconds: int) -> None:
    assert parse_frequency(say_frequency(seconds, nothing="never")) == seconds


@given(st.timedeltas())
def test_durations_come_back_exact(value: timedelta) -> None:
    assert parse_duration(format_duration(value)) == value


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        parse_duration(text)
    except ValueError:
        return
