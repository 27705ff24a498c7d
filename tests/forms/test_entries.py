"""Mappings of objects, unions and lists: rows with a name and a form each."""

from __future__ import annotations

import json
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, JsonValue, RootModel, SecretStr

from tests.support.models import one, valid
from wizard.forms import (
    UNSET,
    Entries,
    Form,
    FormState,
    JsonText,
    KeyValueList,
    NestedControl,
    Secret,
    UnionControl,
    expected,
)
from wizard.forms.controls.entries import KEY, VALUE
from wizard.forms.json_editing import JsonEditError, from_json, to_json


class Service(BaseModel):
    image: str
    replicas: Annotated[int, Field(ge=1)] = 1
    key: SecretStr | None = None


class Compose(BaseModel):
    services: dict[str, Service] = {}


class Directory(RootModel[dict[str, "Directory"]]):
    """Folders in folders."""


def state_of(model: type[BaseModel], value: Any = None) -> FormState[Any]:
    form = Form.from_model(model)
    return FormState(form, UNSET if value is None else form.to_raw(value))


@pytest.mark.parametrize(
    ("annotation", "control"),
    [
        (dict[str, Service], Entries),
        (dict[str, dict[str, Service]], Entries),
        (dict[str, dict], Entries),  # type: ignore[type-arg]
        (dict[str, list], Entries),  # type: ignore[type-arg]
        (dict[str, list[int]], Entries),
        (dict[str, Service | int], Entries),
        (dict[str, int | None], Entries),
        (dict[str, int], KeyValueList),
        (dict[str, SecretStr], KeyValueList),
        (dict[str, Any], Entries),
        (dict[str, JsonValue], Entries),
        (dict[tuple[int, int], Service], JsonText),
    ],
)
def test_what_becomes_rows(annotation: Any, control: type) -> None:
    found = Form.from_model(one(annotation)).shape.fields[0].control
    assert type(found) is control
    assert not found.secret or control is not Entries


def test_an_entry_is_a_name_and_the_form_of_its_value() -> None:
    found = Form.from_model(one(dict[str, Service])).shape.fields[0].control
    assert isinstance(found, Entries)
    assert isinstance(found.value, NestedControl)
    assert expected(found) == "names and values"
    other = Form.from_model(one(dict[str, Service | int])).shape.fields[0].control
    assert isinstance(other, Entries)
    assert isinstance(other.value, UnionControl)


def test_entries_are_added_named_and_filled() -> None:
    state = state_of(Compose)
    for name in ("web", "db"):
        index = state.add(("services",))
        state.set(("services", index, KEY), name)
        state.set(("services", index, VALUE, "image"), f"{name}:1")
    expected_value = Compose(services={"web": Service(image="web:1"), "db": Service(image="db:1")})
    assert state.validate().value == expected_value
    state.move(("services",), 1, 0)
    assert list(valid(state).services) == ["db", "web"]
    state.set(("services", 0, KEY), "cache")
    assert list(valid(state).services) == ["cache", "web"]


def test_errors_stand_at_the_entry_whatever_its_name_is() -> None:
    state = state_of(Compose)
    for _ in range(4):
        state.add(("services",))
    state.set(("services", 0, KEY), "1")
    state.set(("services", 0, VALUE, "replicas"), "0")
    state.set(("services", 1, KEY), "0")
    state.set(("services", 1, VALUE, "image"), "a")
    state.set(("services", 1, VALUE, "replicas"), "x")
    state.set(("services", 2, KEY), "0")
    state.set(("services", 2, VALUE, "image"), "b")
    found = {error.loc: error.message for error in state.validate().errors}
    assert found == {
        ("services", 1, VALUE, "replicas"): "Enter a whole number of at least 1.",
        ("services", 2, KEY): "This name already exists.",
        ("services", 3, KEY): "Fill this in.",
    }
    state.set(("services", 1, VALUE, "replicas"), "2")
    state.set(("services", 2, KEY), "two")
    state.set(("services", 3, KEY), "three")
    found = {error.loc: error.message for error in state.validate().errors}
    assert found == {
        ("services", 0, VALUE, "image"): "Fill this in.",
        ("services", 0, VALUE, "replicas"): "Enter a whole number of at least 1.",
        ("services", 3, VALUE, "image"): "Fill this in.",
    }


def test_names_of_numbers_are_no_places() -> None:
    state = state_of(one(dict[int, Service]), {"field": {5: {"image": "a"}, 0: {"replicas": 1}}})
    (error,) = state.validate().errors
    assert error.loc == ("field", 1, VALUE, "image")
    state.set(("field", 0, KEY), "x")
    assert ("field", 0, KEY) in [e.loc for e in state.validate().errors]


def test_a_name_that_does_not_fit_is_told_at_the_name() -> None:
    short = Annotated[str, Field(max_length=3)]
    state = state_of(one(dict[short, Service]), {"field": {"long": {"image": "a"}}})
    (error,) = state.validate().errors
    assert error.loc == ("field", 0, KEY)


SECRET = "hunter2-hunter2"


def test_one_secret_inside_masks_itself_alone() -> None:
    state = state_of(Compose, Compose(services={"web": Service(image="i", key=SecretStr(SECRET))}))
    shown = to_json(state.form, state.raw)
    assert json.loads(shown) == {"services": {"web": {"image": "i", "key": "********"}}}
    assert state.snapshot() == {"services": [{KEY: "web", VALUE: {"image": "i"}}]}
    assert valid(state).services["web"].key == SecretStr(SECRET)


def test_json_keeps_secrets_as_long_as_the_name_stays() -> None:
    services = {name: Service(image=name, key=SecretStr(f"{SECRET}-{name}")) for name in "ab"}
    state = state_of(Compose, Compose(services=services))
    shown = json.loads(to_json(state.form, state.raw))
    shown["services"] = {
        "b": shown["services"]["b"] | {"image": "new"}, "c": {"image": "c"},
    }  # fmt: skip
    raw = from_json(state.form, json.dumps(shown), state.raw)
    value = state.form.read(raw).value
    assert value == Compose(
        services={
            "b": Service(image="new", key=SecretStr(f"{SECRET}-b")),
            "c": Service(image="c"),
        }
    )
    with pytest.raises(JsonEditError, match=r"services\.z\.key"):
        from_json(state.form, '{"services": {"z": {"key": "********"}}}', state.raw)


def test_json_shows_an_entry_nobody_has_filled() -> None:
    state = state_of(Compose)
    state.set(("services", state.add(("services",)), KEY), "web")
    assert json.loads(to_json(state.form, state.raw)) == {"services": {"web": {}}}
    raw = from_json(state.form, '{"services": {"web": {"image": "i"}}}', state.raw)
    assert state.form.read(raw).value == Compose(services={"web": Service(image="i")})


def test_json_shows_names_that_are_missing_or_there_twice() -> None:
    state = state_of(Compose)
    for image in ("a", "b"):
        state.set(("services", state.add(("services",)), VALUE, "image"), image)
    raw = from_json(state.form, to_json(state.form, state.raw), state.raw)
    assert raw == state.raw
    again = from_json(state.form, to_json(state.form, state.raw), state.form.blank())
    assert [e.loc for e in state.form.read(again).errors] == [
        ("services", 0, KEY), ("services", 1, KEY),
    ]  # fmt: skip


def test_a_secret_that_fits_nowhere_stays_one() -> None:
    state = state_of(Compose, {"services": {"web": [SECRET], "db": {"nokey": SECRET}}})
    assert SECRET not in json.dumps(state.snapshot())
    assert SECRET not in to_json(state.form, state.raw)
    whole = state_of(Compose, {"services": [SECRET]})
    assert SECRET not in json.dumps(whole.snapshot())


def test_a_secret_typed_into_an_entry_is_in_no_message() -> None:
    state = state_of(Compose)
    index = state.add(("services",))
    state.set(("services", index, VALUE, "key"), Secret(SECRET))
    assert SECRET not in repr(state.validate().errors)


def test_folders_in_folders_have_an_end() -> None:
    model = one(Directory)
    form = Form.from_model(model)
    value = model(field={"a": {"b": {}}, "c": {}})
    assert form.read(form.to_raw(value)).value == value
    state = FormState(form)
    index = state.add(("field",))
    state.set(("field", index, KEY), "usr")
    inner = state.add(("field", index, VALUE))
    state.set(("field", index, VALUE, inner, KEY), "bin")
    assert state.validate().value is None
    state.set(("field", index, VALUE, inner, VALUE), [])
    assert state.validate().value == model(field={"usr": {"bin": {}}})
