"""Values of any kind: their kind is asked for first, and comes back from every way in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, JsonValue, create_model

from wizard.forms import Entries, Form, FormState, ItemList, JsonText, UnionControl
from wizard.forms.json_editing import from_json, to_json

KINDS = ["Text", "Number", "Yes or no", "List", "Names and values", "JSON"]

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=8), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def form_of(annotation: Any) -> Form[Any]:
    return Form.from_model(create_model("Model", field=(annotation, ...)))


def found(form: Form[Any], raw: Any) -> Any:
    reading = form.read(raw)
    assert reading.ok, reading.errors
    assert reading.value is not None
    return reading.value.field


@pytest.mark.parametrize("annotation", [Any, object, JsonValue])
def test_the_kind_comes_first_and_json_last(annotation: Any) -> None:
    control = form_of(annotation).shape.fields[0].control
    assert isinstance(control, UnionControl)
    assert [v.label for v in control.variants] == ["Nothing", *KINDS]
    assert control.first.label == "Text"


def test_what_may_be_absent_is_not_set() -> None:
    control = form_of(Any | None).shape.fields[0].control
    assert isinstance(control, UnionControl)
    assert control.variants[0].label == "Not set"


@pytest.mark.parametrize(
    ("annotation", "control"),
    [
        (list, ItemList),
        (list[Any], ItemList),
        (set, ItemList),
        (tuple[Any, ...], ItemList),
        (dict, Entries),
        (dict[str, Any], Entries),
        (dict[str, list[Any]], Entries),
    ],
)
def test_what_is_inside_has_a_kind_of_its_own(annotation: Any, control: type) -> None:
    found = form_of(annotation).shape.fields[0].control
    assert type(found) is control
    assert isinstance(found, ItemList)
    inside = found.value if isinstance(found, Entries) else found.item
    while isinstance(inside, ItemList):
        inside = inside.item
    assert isinstance(inside, UnionControl)
    assert not isinstance(inside, JsonText)


@pytest.mark.slow
@given(JSON)
def test_any_value_comes_back_from_the_form_and_from_its_json(value: Any) -> None:
    for annotation in (Any, JsonValue):
        form = form_of(annotation)
        assert json.dumps(found(form, form.to_raw({"field": value}))) == json.dumps(value)
        raw = from_json(form, json.dumps({"field": value}), form.blank())
        assert json.dumps(found(form, raw)) == json.dumps(value)
        assert json.loads(to_json(form, raw)) == {"field": value}


@pytest.mark.parametrize(
    ("typed", "value"), [("1", 1), ("-7", -7), ("1.0", 1.0), ("1e3", 1000.0), (" 2 ", 2)]
)
def test_a_number_is_whole_where_it_is_written_so(typed: str, value: float) -> None:
    state = FormState(form_of(Any))
    state.choose(("field",), "number")
    state.set(("field", "number"), typed)
    number = found(state.form, state.raw)
    assert (number, type(number)) == (value, type(value))


@pytest.mark.parametrize(
    ("typed", "words"),
    [("one", "Enter a number"), ("inf", "finite"), ("9" * 5000, "too"), ("", "Fill this in")],
)
def test_what_is_no_number_is_an_error_at_it(typed: str, words: str) -> None:
    state = FormState(form_of(Any))
    state.choose(("field",), "number")
    state.set(("field", "number"), typed)
    [error] = state.read().errors
    assert error.loc == ("field", "number")
    assert words in error.message


def test_a_model_given_for_anything_is_shown_by_its_aliases() -> None:
    class Inner(BaseModel):
        name: str

    form = form_of(Any)
    raw = form.to_raw({"field": Inner(name="a")})
    assert json.loads(to_json(form, raw)) == {"field": {"name": "a"}}
