"""Stepping numbers and dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from tests.support.models import one
from wizard.forms import Form, Scalar
from wizard.forms.stepping import step


def control(annotation: Any) -> Scalar:
    found = Form.from_model(one(annotation)).shape.fields[0].control
    assert isinstance(found, Scalar)
    return found


@pytest.mark.parametrize(
    ("annotation", "text", "up", "down"),
    [
        (int, "5", "6", "4"),
        (int, " 5 ", "6", "4"),
        (int, "", "0", "0"),
        (Annotated[int, Field(ge=1, le=10)], "", "1", "1"),
        (Annotated[int, Field(ge=1, le=10)], "10", "10", "9"),
        (Annotated[int, Field(gt=1, lt=10)], "9", "9", "8"),
        (Annotated[int, Field(gt=1, lt=10)], "2", "3", "2"),
        (Annotated[int, Field(ge=1, le=10)], "99", "10", "10"),
        (Annotated[int, Field(multiple_of=5)], "12", "15", "10"),
        (Annotated[int, Field(multiple_of=5)], "-12", "-10", "-15"),
        (Annotated[int, Field(multiple_of=5)], "10", "15", "5"),
        (Annotated[int, Field(multiple_of=5, ge=1)], "5", "10", "5"),
        (Annotated[int, Field(multiple_of=5, ge=1)], "", "5", "5"),
        (Annotated[int, Field(multiple_of=5, gt=5, lt=20)], "10", "15", "10"),
        (Annotated[int, Field(multiple_of=5, gt=5, lt=20)], "15", "15", "10"),
        (Annotated[int, Field(multiple_of=5, le=-1)], "-5", "-5", "-10"),
        (int, "1.5", "2", "1"),
        (int, "-0.5", "0", "-1"),
        (int, "9" * 30, "1" + "0" * 30, "9" * 29 + "8"),
        (Annotated[float, Field(multiple_of=0.1)], "0.3", "0.4", "0.2"),
        (Annotated[float, Field(le=float("inf"))], "2", "3", "1"),
        (float, "1.5", "1.6", "1.4"),
        (float, "2", "3", "1"),
        (float, "1e3", "1001", "999"),
        (Decimal, "0.01", "0.02", "0.00"),
        (date, "2024-02-28", "2024-02-29", "2024-02-27"),
    ],
)
def test_one_step(annotation: Any, text: str, up: str, down: str) -> None:
    assert (step(control(annotation), text, 1), step(control(annotation), text, -1)) == (up, down)


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (int, "x"),
        (float, "nan"),
        (float, "inf"),
        (str, "1"),
        (date, "soon"),
        (date, "9999-12-31"),
        (float, "1e999999"),
        (float, "1e-999999"),
        (Annotated[Decimal, Field(multiple_of=5)], "1e400"),
        (Annotated[int, Field(multiple_of=5, ge=1, le=4)], "2"),
        (Annotated[float, Field(gt=0, lt=0.05)], "0.1"),
    ],
)
def test_nothing_to_step_from(annotation: Any, text: str) -> None:
    assert step(control(annotation), text, 1) is None


@pytest.mark.slow
@given(text=st.text(max_size=8) | st.integers().map(str) | st.floats().map(repr))
def test_a_step_from_anything_stays_within_bounds(text: str) -> None:
    bounded = control(Annotated[float, Field(ge=-5, le=5)])
    stepped = step(bounded, text, 1)
    assert stepped is None or -5 <= float(stepped) <= 5


@given(st.integers() | st.integers(-(10**60), 10**60))
def test_whole_numbers_step_exactly(number: int) -> None:
    assert step(control(int), str(number), 1) == str(number + 1)
    assert step(control(int), str(number), -1) == str(number - 1)


EDGES = st.none() | st.integers(-12, 12)


@given(
    text=st.integers(-20, 20).map(str) | st.just(""),
    direction=st.sampled_from([1, -1]),
    bounds=st.tuples(EDGES, EDGES, st.none() | st.integers(1, 7)),
    inclusive=st.booleans(),
)
def test_a_step_ends_at_a_valid_value_where_there_is_one(
    text: str, direction: int, bounds: tuple[int | None, int | None, int | None], inclusive: bool
) -> None:
    low, high, multiple = bounds
    edges: dict[str, Any] = {"ge": low, "le": high} if inclusive else {"gt": low, "lt": high}
    found = control(Annotated[int, Field(**edges, multiple_of=multiple)])

    def valid(number: int) -> bool:
        above = low is None or number >= low + (not inclusive)
        below = high is None or number <= high - (not inclusive)
        return above and below and number % (multiple or 1) == 0

    near = [number for number in range(-60, 60) if valid(number)]
    stepped = step(found, text, direction)
    assert (stepped is None) is (not near)
    if stepped is not None and text:
        ahead = [n for n in near if (n - int(text)) * direction > 0]
        # The next one that way, or the last one there is.
        wanted = (ahead or near[-1:])[0] if direction > 0 else (ahead or near[:1])[-1]
        assert stepped == str(wanted)
