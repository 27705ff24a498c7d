"""``Ui(secret=True)``: whatever the type, nothing of it is shown or kept."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

import pydantic
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Json, RootModel, SecretBytes, SecretStr, create_model

from tests.support.field_kinds import Colour, every_kind, names_of_kinds
from tests.support.models import dynamic_model
from wizard.forms import (
    UNSET,
    FieldLocation,
    Form,
    FormState,
    JsonText,
    KeyValueList,
    Scalar,
    TextList,
    Ui,
)
from wizard.forms.answers import answers
from wizard.forms.json_editing import from_json, to_json

SECRET = "hunter2-hunter2"


class Leaf(BaseModel):
    name: str
    kind: Literal["leaf"] = "leaf"


class Name(RootModel[str]):
    pass


class Tree(BaseModel):
    name: str
    below: list[Tree] = []


class Flagged(BaseModel):
    name: str = ""
    on: bool = True
    colours: set[Colour] = set()


@cache
def masked(name: str) -> tuple[type[BaseModel], Form[Any] | None]:
    """A model with a secret of this kind, and its form unless it is refused."""
    model = dynamic_model(
        "Model", field=(Annotated[every_kind()[name].annotation, Ui(secret=True)], ...)
    )
    try:
        form = Form.from_model(model)
        _ = form.shape
    except ValueError as refused:
        assert "can't be masked" in str(refused)  # noqa: PT017
        return model, None
    return model, form


def form_of(annotation: Any) -> Form[Any]:
    return Form.from_model(create_model("Model", field=(annotation, ...)))


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (str | int, SECRET),
        (str | None, SECRET),
        (Name, SECRET),
        (Leaf, {"name": SECRET}),
        (Leaf | None, {"name": SECRET}),
        (Leaf | Name, {"name": SECRET}),
        (Tree, {"name": "a", "below": [{"name": SECRET, "below": [{"name": SECRET}]}]}),
        (list[str], [SECRET]),
        (list[bool], [True]),
        (list[Leaf], [{"name": SECRET}]),
        (list[list[str]], [[SECRET]]),
        (tuple[str, int], [SECRET, 1]),
        (dict[str, str], {"a": SECRET}),
        (dict[str, Leaf], {"a": {"name": SECRET}}),
        (Any, {"a": SECRET}),
        (Json[list[str]], [SECRET]),
    ],
    ids=str,
)
def test_what_is_secret_is_so_down_to_its_last_text(annotation: Any, value: Any) -> None:
    form = form_of(Annotated[annotation, Ui(secret=True)])
    state: FormState[Any] = FormState(form, form.to_raw({"field": value}))
    assert state.validate().ok
    assert SECRET not in repr(state.raw)
    assert SECRET not in repr(state.snapshot())
    assert SECRET not in to_json(form, state.raw)


@pytest.mark.parametrize(
    ("annotation", "name"),
    [
        (bool, "Model.field"),
        (bool | None, "Model.field"),
        (Literal["a", "b"], "Model.field"),
        (list[Literal["a", "b"]], "Model.field"),
        (set[Colour], "Model.field"),
    ],
    ids=str,
)
def test_what_cannot_be_masked_is_refused_by_its_name(annotation: Any, name: str) -> None:
    with pytest.raises(ValueError, match=rf"{name}: .* can't be masked"):
        _ = form_of(Annotated[annotation, Ui(secret=True)]).shape
    assert form_of(annotation).shape.fields


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (str | bool, True),
        (Flagged, {"name": SECRET, "on": True, "colours": ["red"]}),
        (list[Flagged], [{"name": SECRET, "on": False}]),
        (Flagged | None, {"name": SECRET, "on": True}),
        (tuple[str, bool], [SECRET, True]),
        (dict[str, bool], {SECRET: True}),
        (list[bool], [True]),
        (list[Any], [SECRET, True, None, {"a": [SECRET]}]),
        (Any, True),
    ],
    ids=str,
)
@pytest.mark.parametrize("wrapped", [True, False])
def test_choices_among_the_parts_of_a_secret_are_shown_and_nothing_else_is(
    annotation: Any, value: Any, wrapped: bool
) -> None:
    field = pydantic.Secret[annotation] if wrapped else Annotated[annotation, Ui(secret=True)]
    form = form_of(field)
    state: FormState[Any] = FormState(form, form.to_raw({"field": value}))
    assert type(state.control(("field",))) is not JsonText
    reading = state.validate()
    assert form.dump(reading.value) == {"field": value}
    for shown in (state.raw, state.snapshot(), to_json(form, state.raw), list(answers(state))):
        assert SECRET not in repr(shown)
    again = from_json(form, to_json(form, state.raw), state.raw)
    assert form.dump(form.read(again).value) == {"field": value}
    assert all(place.control.secret for place in state.places() if is_text(place))


def is_text(place: FieldLocation) -> bool:
    return isinstance(place.control, Scalar | JsonText | TextList | KeyValueList)


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (Json[list[SecretStr]], f'["{SECRET}"]'),
        (Json[dict[str, SecretBytes]], f'{{"a": "{SECRET}"}}'),
        (Annotated[dict[str, list[SecretStr]], Ui(secret=True)], {"a": [SecretStr(SECRET)]}),
    ],
    ids=str,
)
def test_json_with_secrets_in_it_is_one_and_comes_back(annotation: Any, value: Any) -> None:
    model = create_model("Model", field=(annotation, ...))
    form = Form.from_model(model)
    (field,) = form.shape.fields
    assert field.control.secret
    state: FormState[Any] = FormState(form, form.to_raw(model(field=value)))
    assert SECRET not in repr(state.snapshot())
    assert state.validate().value == model(field=value)


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("name", names_of_kinds())
def test_each_kind_is_masked_or_refused(name: str, data: st.DataObject) -> None:
    model, form = masked(name)
    if form is None:
        return
    value = model.model_construct(field=data.draw(every_kind()[name].values))
    state: FormState[Any] = FormState(form, form.to_raw(value))
    places = FormState(form, state.snapshot()).places()
    assert not [p for p in places if is_text(p) and p.raw not in (UNSET, None)]
    reading = state.validate()
    assert (reading.errors, reading.value) == ((), value)
