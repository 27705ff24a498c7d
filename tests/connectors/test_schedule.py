"""Frequencies in words and in seconds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.connectors.schedule import Frequency, parse_frequency, say_frequency
from wizard.forms.duration import format_duration, parse_duration
from wizard.forms.errors import ConversionError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("every 30 minutes", 1800),
        ("30m", 1800),
        ("2h 30m", 9000),
        ("2h30m", 9000),
        ("1 hour, 30 minutes", 5400),
        ("1 hour, and 30 minutes", 5400),
        ("every 1 hour and 30 minutes", 5400),
        ("90", 90),
        ("daily", 86400),
        ("Every  Day", 86400),
        ("hourly", 3600),
        ("1.5 days", 129600),
        ("every 2 weeks", 1209600),
        ("PT15M", 900),
        ("1 day, 12:00:00", 129600),
        ("once", None),
        ("never", None),
    ],
)
def test_words_are_understood(text: str, seconds: int | None) -> None:
    assert parse_frequency(text) == seconds


@pytest.mark.parametrize("value", ["30m", "1800", 1800, "every 30 minutes", "PT30M"])
def test_a_value_has_the_same_words_however_it_was_written(value: object) -> None:
    assert Frequency("once").format(value) == "every 30 minutes"


@pytest.mark.parametrize("value", ["soon", "0", "1,5h"])
def test_what_is_no_frequency_stays_as_it_was_written(value: str) -> None:
    assert Frequency("once").format(value) == value


@pytest.mark.parametrize("text", ["", "soon", "0", "-5m", "0.5", "every", "10 parsecs", "9" * 30])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|seconds"):
        parse_frequency(text)


@pytest.mark.parametrize(
    "text",
    ["1,5h", "1,000", "3,600", "3 600", "every 2,5 hours", "1,500 s", "2h 30", "2 30m", "2h,30m"],
)
def test_numbers_that_may_mean_two_things_are_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ConversionError) as caught:
        Frequency("once").parse(text)
    assert caught.value.type == "duration_unclear"


@pytest.mark.parametrize("text", ["1h,", ", 1h", "1h and", "1h,,  2m"])
def test_a_comma_parts_two_durations_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="duration"):
        parse_duration(text)


@given(st.integers(1, 2**31 - 1))
def test_what_is_said_is_understood(seconds: int) -> None:
    assert parse_frequency(say_frequency(seconds, nothing="never")) == seconds


@given(st.timedeltas())
def test_durations_come_back_exact(value: timedelta) -> None:
    assert parse_duration(format_duration(value)) == value


NUMBERS = st.decimals(0, 10**6, places=3).map(str) | st.integers(0, 10**6).map(str)
UNITS = st.sampled_from(["w", "days", "h", "m", " min", "s", "ms"])


@pytest.mark.slow
@given(st.lists(st.tuples(NUMBERS, UNITS), min_size=1, max_size=4), st.data())
def test_parts_add_up_whatever_stands_between_them(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    said = "".join(
        data.draw(st.sampled_from(["", " ", ", ", " and ", ", and "])) * (at > 0) + number + unit
        for at, (number, unit) in enumerate(parts)
    )
    alone = [parse_duration(number + unit) for number, unit in parts]
    assert parse_duration(said) == sum(alone, timedelta())


@given(NUMBERS, NUMBERS, st.sampled_from([",", " ", ", "]), st.sampled_from(["", "h", " days"]))
def test_two_numbers_are_never_one_duration(
    first: str, second: str, between: str, unit: str
) -> None:
    with pytest.raises(ConversionError):
        parse_duration(first + between + second + unit)


@given(st.text(max_size=20) | st.text(alphabet="0123456789.,- hmsdand:PT", max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        parse_duration(text)
    except ValueError:
        return
