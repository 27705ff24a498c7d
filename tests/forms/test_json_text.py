"""What is taken as JSON: what drafts, requests and files can carry."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import BaseModel, BeforeValidator, ConfigDict, Json, model_validator

from tests.support.models import dynamic_model
from wizard.forms import Form, FormState
from wizard.forms.json_editing import JsonEditError, from_json


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    value: Any = None


TOO_MUCH = [
    ("1e999", "number can't be sent"),
    ("[-1e999]", "number can't be sent"),
    ("1" * 400, "number can't be sent"),
    ("1" * 5000, "number is too long"),
    ('"a\\ud800b"', "half a character"),
    ('{"\\udfff": 1}', "half a character"),
    ('"\ud800"', "half a character"),
    ("[" * 65 + "]" * 65, "more than 64 levels deep"),
    ('{"a":' * 65 + "1" + "}" * 65, "more than 64 levels deep"),
    ("[" * 100_000 + "]" * 100_000, "more than 64 levels deep"),
]


@pytest.mark.parametrize(("text", "words"), TOO_MUCH)
def test_what_nothing_else_can_carry_is_an_error_at_the_field_and_stays(
    text: str, words: str
) -> None:
    state: FormState[Any] = FormState(Form.from_model(Open))
    state.choose(("value",), "json")
    loc = ("value", "json")
    state.set(loc, text)
    (error,) = state.mark_touched(loc)
    assert (error.loc, words in error.message) == (loc, True)
    assert state.shown(loc) == text
    form = Form.from_model(Open)
    with pytest.raises(JsonEditError, match=words):
        from_json(form, f'{{"other": {text}}}', form.blank())


def _stripped(value: Any) -> Any:
    return value.strip()


class Renamed(BaseModel):
    new: int

    @model_validator(mode="before")
    @classmethod
    def rename(cls, data: Any) -> Any:
        return {"new": data["old"]}


@pytest.mark.parametrize(
    ("annotation", "text", "name"),
    [
        (Json[list[Annotated[str, BeforeValidator(_stripped)]]], "[1]", "AttributeError"),
        (Json[Renamed], '{"new": 1}', "KeyError"),
    ],
)
def test_a_validator_that_breaks_on_json_is_an_error_at_the_field(
    annotation: Any, text: str, name: str
) -> None:
    form = Form.from_model(dynamic_model("M", value=(annotation, ...)))
    (error,) = form.read({"value": text}).errors
    assert (error.loc, error.message) == (("value",), f"Can't check this value ({name}).")
