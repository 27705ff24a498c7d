"""Answering the prompts line by line gives the model that was meant, for every kind."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st
from pydantic import create_model

from tests.plain.answers import CannotBeTyped, Script
from tests.support.field_kinds import Sample, every_kind, form_of, model_of, names_of_kinds, samples
from tests.support.json_schemas import SCHEMAS, completed, equal, values_of
from tests.support.json_schemas import form_of as form_of_schema
from wizard.forms import Form, FormState, ReadResult
from wizard.plain.console import Pipe
from wizard.plain.form_prompts import FormPrompts

quick = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def through_a_pipe(form: Form[Any], value: Any) -> ReadResult[Any]:
    """What comes of a blank form when ``value`` is answered to its prompts."""
    target: FormState[Any] = FormState(form, form.to_raw(value))
    state: FormState[Any] = FormState(form)
    with tempfile.TemporaryDirectory() as folder:
        try:
            lines = list(Script(target, state, Path(folder)).lines())
        except CannotBeTyped:
            reject()
        # A file cannot hold a null byte, and a mark at its start is none of its text.
        assume(not any("\0" in line for line in lines))
        for path in Path(folder).iterdir():
            content = path.read_bytes()
            assume(b"\0" not in content and not content.startswith("\ufeff".encode()))
        assume(not lines or not lines[0].startswith("\ufeff"))
        answers = io.BytesIO("".join(f"{line}\n" for line in lines).encode())
        said = io.StringIO()
        assert FormPrompts(state, Pipe(answers, said)).walk()
        assert answers.read() == b""
    return state.validate()


@pytest.mark.slow
@pytest.mark.parametrize("name", names_of_kinds())
@quick
@given(data=st.data())
def test_a_value_of_each_kind_comes_back_equal(name: str, data: st.DataObject) -> None:
    value = model_of(name).model_construct(field=data.draw(every_kind()[name].values))
    reading = through_a_pipe(form_of(name), value)
    assert reading.errors == ()
    assert reading.value == value


@pytest.mark.slow
@settings(quick, max_examples=60)
@given(data=st.data())
def test_a_default_that_is_a_whole_model_gives_way(data: st.DataObject) -> None:
    tree = every_kind()["optional recursive"]
    model = create_model("One", field=(tree.annotation, data.draw(tree.values)))
    value = model.model_construct(field=data.draw(tree.values))
    assert through_a_pipe(Form.from_model(model), value).value == value


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(sample=samples())
def test_a_model_comes_back_equal(sample: Sample) -> None:
    reading = through_a_pipe(Form.from_model(sample.model), sample.value)
    assert reading.errors == ()
    assert reading.value == sample.value


@pytest.mark.slow
@quick
@given(data=st.data())
@pytest.mark.parametrize("name", SCHEMAS)
def test_what_fits_a_schema_comes_back_as_it_was(name: str, data: st.DataObject) -> None:
    form, drawn = form_of_schema(name), data.draw(values_of(name))
    value = {key: item for key, item in drawn.items() if form.shape.find(key)}  # no other is asked
    reading = through_a_pipe(form, value)
    assert reading.errors == ()
    assert equal(form.dump(reading.value), completed(name, value))
