"""Stepping numbers and dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, create_model

from wizard.forms import Form, Scalar
from wizard.forms.stepping import step


def control(annotation: Any) -> Scalar:
    model: type[BaseModel] = create_model("One", field=(annotation, ...))
    found = Form.from_model(model).shape.fields[0].control
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
    [(int, "x"), (float, "nan"), (float, "inf"), (str, "1"), (date, "soon"), (date, "9999-12-31")],
)
def test_nothing_to_step_from(annotation: Any, text: str) -> None:
    assert step(control(annotation), text, 1) is None


@given(text=st.text(max_size=8) | st.integers().map(str) | st.floats().map(repr))
def test_a_step_from_anything_stays_within_bounds(text: str) -> None:
    bounded = control(Annotated[float, Field(ge=-5, le=5)])
    stepped = step(bounded, text, 1)
    assert stepped is None or -5 <= float(stepped) <= 5
