"""Models of other people, line by line."""

from __future__ import annotations

import enum
import io
from typing import Any, Literal

import pytest
from pydantic import BaseModel, InstanceOf, SecretStr, create_model

from wizard.forms import Form, FormState
from wizard.plain.console import Pipe
from wizard.plain.form_prompts import FormPrompts


def one(annotation: Any, default: Any = ...) -> type[BaseModel]:
    return create_model("One", field=(annotation, default))


class Bits(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4


class Credentials(BaseModel):
    kind: Literal["OAuth 2.0"] = "OAuth 2.0"
    client: str = ""


class Credentials1(BaseModel):
    kind: Literal["Service key"] = "Service key"
    key: SecretStr


class Odd:
    """Nothing that JSON could say."""


def answered(state: FormState[Any], *lines: str) -> str:
    """What is said while these lines are answered."""
    said = io.StringIO()
    text = "".join(f"{line}\n" for line in lines)
    assert FormPrompts(state, Pipe(io.BytesIO(text.encode()), said)).walk()
    return said.getvalue()


@pytest.mark.parametrize(
    ("annotation", "lines", "value"),
    [
        (Bits, ["1, 3"], Bits.READ | Bits.RUN),
        (Bits, ["[]"], Bits(0)),
        (Literal["apps/v1"] | None, ["yes"], "apps/v1"),
        (Literal["apps/v1"] | None, ["no"], None),
        (Literal["n", "m", None], ["null"], None),
        (Credentials | Credentials1, ["Service", "hush"], Credentials1(key=SecretStr("hush"))),
    ],
)
def test_what_is_answered_is_the_value(annotation: Any, lines: list[str], value: Any) -> None:
    state = FormState(Form.from_model(one(annotation)))
    answered(state, *lines)
    assert getattr(state.validate().value, "field", None) == value


def test_a_constant_that_may_be_left_out_shows_what_it_is() -> None:
    state = FormState(Form.from_model(one(Literal["apps/v1"] | None, None)))
    assert "yes: apps/v1; no: not set." in answered(state, "")


def test_null_has_one_name() -> None:
    state = FormState(Form.from_model(one(str | None, "x")), {"field": None})
    assert "not set (null)" in answered(state, "")


def test_what_no_text_stands_for_is_named_and_kept() -> None:
    odd = Odd()
    model = one(InstanceOf[Odd])
    form = Form.from_model(model)
    state = FormState(form, form.to_raw(model(field=odd)))
    assert "Odd, kept as it is" in answered(state, "")
    assert getattr(state.validate().value, "field", None) is odd
