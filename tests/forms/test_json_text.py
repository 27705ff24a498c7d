"""What is taken as JSON: what drafts, requests and files can carry."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from wizard.forms import Form, FormState
from wizard.forms.controls.json_text import MAX_DEPTH, JsonSyntaxError, parse_json
from wizard.forms.json_editing import JsonEditError, from_json
from wizard.utils.files import FileError
from wizard.utils.files import parse_json as parse_file
from wizard.utils.parsing import MAX_DEPTH as MAX_DEPTH_OF_FILES


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    value: Any = None


TOO_MUCH = [
    ("1e999", "a number that is too large"),
    ("[-1e999]", "a number that is too large"),
    ("1" * 400, "a number that is too large"),
    ("1" * 5000, "a number that is too large"),
    ('"a\\ud800b"', "half of a character"),
    ('{"\\udfff": 1}', "half of a character"),
    ('"\ud800"', "half of a character"),
    ("[" * 65 + "]" * 65, "more than 64 levels deep"),
    ('{"a":' * 65 + "1" + "}" * 65, "more than 64 levels deep"),
    ("[" * 100_000 + "]" * 100_000, "more than 64 levels deep"),
]


@pytest.mark.parametrize(("text", "words"), TOO_MUCH)
def test_what_nothing_else_can_carry_is_an_error_at_the_field_and_stays(
    text: str, words: str
) -> None:
    state: FormState[Any] = FormState(Form.from_model(Open))
    state.set(("value",), text)
    (error,) = state.mark_touched(("value",))
    assert (error.loc, words in error.message) == (("value",), True)
    assert state.shown(("value",)) == text
    form = Form.from_model(Open)
    with pytest.raises(JsonEditError, match=words):
        from_json(form, f'{{"other": {text}}}', form.blank())


def test_the_deepest_is_as_deep_as_in_a_file() -> None:
    assert MAX_DEPTH == MAX_DEPTH_OF_FILES
    for inner in ("", "1"):
        text = "[" * MAX_DEPTH + inner + "]" * MAX_DEPTH
        assert parse_json(text) == json.loads(text)


HOSTILE = st.text(st.sampled_from('{}[]",:\\ue0-1.d8 nNaIinfty\n\ud800'), max_size=60)
JSONS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**400), 10**400)
    | st.floats()
    | st.text(st.characters(), max_size=3),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(), max_size=3), inner),
    max_leaves=10,
)


@given(HOSTILE | JSONS.map(json.dumps))
@example('{"a": 1, "\\u0061": 2}')
@example("[" * 64 + "]" * 64)
@example("[" * 65 + "]" * 65)
def test_a_form_takes_the_json_that_a_file_takes(text: str) -> None:
    try:
        value = parse_file(text)
    except FileError:
        with pytest.raises(JsonSyntaxError):
            parse_json(text)
    else:
        assert repr(parse_json(text)) == repr(value)
