"""Model -> form -> model gives the same, for every kind; wrong text gives an error at its place."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, SecretBytes, create_model

from tests.support.field_kinds import (
    PLAIN,
    Sample,
    every_kind,
    form_of,
    model_of,
    names_of_kinds,
    samples,
)
from wizard.forms import Form, FormState, Secret, text_of

quick = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@pytest.mark.parametrize("name", names_of_kinds())
@quick
@given(data=st.data())
def test_a_value_of_each_kind_comes_back_equal(name: str, data: st.DataObject) -> None:
    value = model_of(name).model_construct(field=data.draw(every_kind()[name].values))
    form = form_of(name)
    reading = form.read(form.to_raw(value))
    assert reading.errors == ()
    assert reading.value == value
    assert type(getattr(reading.value, "field", None)) is type(getattr(value, "field", None))


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(sample=samples())
def test_a_model_filled_field_by_field_comes_back_equal(sample: Sample) -> None:
    form = Form.from_model(sample.model)
    filled = form.to_raw(sample.value)
    state: FormState[Any] = FormState(form)
    for key, raw in filled.items():
        state.set((key,), raw)
    reading = state.validate()
    assert reading.errors == ()
    assert reading.value == sample.value


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(sample=samples())
def test_a_snapshot_survives_json_and_holds_no_secret(sample: Sample) -> None:
    form = Form.from_model(sample.model)
    state: FormState[Any] = FormState(form, form.to_raw(sample.value))
    again = json.loads(json.dumps(state.snapshot()))
    restored: FormState[Any] = FormState(form, again)
    for place in state.places():
        other = restored.place(place.loc)
        if place.control.secret:
            # What the model itself has as a default is there again, and nothing else.
            assert not isinstance(restored.entered(place.loc), Secret)
        elif isinstance(place.raw, str | bool) and other is not None:
            assert other.raw == place.raw


@pytest.mark.parametrize(
    ("name", "wrong"), [(name, text) for name, kind in PLAIN.items() for text in kind.wrong]
)
def test_wrong_text_is_an_error_at_its_field_and_stays(name: str, wrong: str) -> None:
    model = create_model("One", other=(int, 1), field=(PLAIN[name].annotation, ...))
    state: FormState[Any] = FormState(Form.from_model(model))
    state.set(("field",), wrong)
    errors = state.validate().errors
    assert [error.loc for error in errors] == [("field",)]
    assert errors[0].message.endswith(".")
    assert text_of(state.shown(("field",))) == wrong


# What is no value of any kind is made once for all kinds: to make it takes longest.


@pytest.mark.slow
@quick
@given(junk=st.text(max_size=30) | st.booleans() | st.lists(st.integers(), max_size=2) | st.none())
def test_any_raw_value_is_read_or_refused_and_never_a_crash(junk: Any) -> None:
    for name in every_kind():
        reading = form_of(name).read({"field": junk})
        assert reading.ok == (reading.value is not None), name
        assert all(error.loc[:1] == ("field",) for error in reading.errors), name


@pytest.mark.slow
@quick
@given(junk=st.recursive(st.integers() | st.text(max_size=5) | st.none(), st.lists, max_leaves=4))
def test_filling_from_a_file_keeps_what_it_cannot_read(junk: Any) -> None:
    for name in every_kind():
        form = form_of(name)
        raw = form.to_raw({"field": junk, "unknown": 1})
        form.read(raw)
        assert raw["*extra*"] == {"unknown": 1}, name


class Binary(BaseModel):
    key: bytes = b""
    token: SecretBytes = SecretBytes(b"")
    many: list[bytes] = []
    named: dict[str, bytes] = {}
    when: date = date(2026, 1, 31)


class Encoded(BaseModel):
    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    key: bytes


class Part(BaseModel):
    key: bytes


class Parts(BaseModel):
    parts: list[Part]


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (Parts(parts=[Part(key=b"\xff")]), {"parts": [{"key": "base64:/w=="}]}),
        (Binary(key=b"\xff"), {"key": "base64:/w=="}),
        (Binary(token=SecretBytes(b"\xff")), {"token": "base64:/w=="}),
        (Binary(key=b"text"), {"key": "text"}),
        (Binary(key=b"base64:/w=="), {"key": "base64:YmFzZTY0Oi93PT0="}),
        (
            Binary(key=b"\xff", many=[b"a", b"\xfe"], named={"b": b"\xff"}, when=date(2026, 2, 1)),
            {
                "key": "base64:/w==",
                "many": ["a", "base64:/g=="],
                "named": {"b": "base64:/w=="},
                "when": "2026-02-01",
            },
        ),
        (Encoded(key=b"\xff"), {"key": "_w=="}),
    ],
)
def test_bytes_are_written_as_what_is_read_back(value: BaseModel, data: dict[str, Any]) -> None:
    form = Form.from_model(type(value))
    written = form.dump(form.read(form.to_raw(value)).value)
    assert written == data
    assert form.read(form.to_raw(written)).value == value
