"""A row that is worked out alone is the row that working out all of them gives."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from tests.support.field_kinds import Sample, samples
from wizard.connectors.catalog import all_types
from wizard.flow import Step, WizardFlow
from wizard.forms import Form, FormState, Secret, Ui, When
from wizard.forms.controls import BooleanControl
from wizard.forms.raw import UNSET
from wizard.tui.form.layout import rows
from wizard.tui.form.layout_rows import SectionStates
from wizard.tui.form.retyped import LayoutInputs, retyped

PIECES = st.sampled_from(["", "a", "7", " ", "x@y.org", "https://example.org", "é"])
EDITS = st.lists(st.tuples(st.integers(0, 200), PIECES, st.booleans()), max_size=12)


class AllOpen(SectionStates):
    """Nothing is closed."""

    def is_open(self, *_: Any) -> bool:
        return True


def follow(state: FormState[Any], edits: list[tuple[int, str, bool]]) -> int:
    """Type into one field after the other; how many rows were worked out alone."""
    alone = 0
    folds = AllOpen()
    shown, source = rows(state, folds), LayoutInputs.of(state)
    for number, text, leave in edits:
        fields = [at for at, row in enumerate(shown) if row.field is not None]
        if not fields:
            return alone
        at = fields[number % len(fields)]
        loc, control = shown[at].loc, shown[at].control
        assert control is not None
        raw: Any = Secret(text) if control.secret else text
        state.set(loc, len(text) % 2 == 0 if isinstance(control, BooleanControl) else raw)
        row = retyped(state, shown[at], source)
        whole = rows(state, folds, before=shown)
        if row is not None:
            alone += 1
            assert [*shown[:at], row, *shown[at + 1 :]] == whole
        if leave:
            state.mark_touched(loc)
        shown, source = rows(state, folds, before=whole), LayoutInputs.of(state)
    return alone


@pytest.mark.slow
@given(sample=samples(6), edits=EDITS)
@settings(max_examples=100, deadline=None)
def test_in_any_model(sample: Sample, edits: list[tuple[int, str, bool]]) -> None:
    form = Form.from_model(sample.model)
    follow(FormState(form, form.to_raw(sample.value)), edits)
    follow(FormState(form), edits)


@pytest.mark.slow
@pytest.mark.parametrize("type", [str(about.type) for about in all_types()])
@given(edits=EDITS)
@settings(max_examples=5, deadline=None)
def test_in_each_type(type: str, edits: list[tuple[int, str, bool]]) -> None:
    flow = WizardFlow()
    flow.choose(type)
    for state in flow.forms.values():
        follow(state, edits)


@pytest.mark.parametrize("type", ["web", "slack", "jira"])
def test_most_of_what_is_typed_is_worked_out_alone(type: str) -> None:
    flow = WizardFlow()
    flow.choose(type)
    state = flow.forms[Step.CONFIGURE]
    edits = [(number, "a" * number, False) for number in range(1, 9)]
    assert follow(state, edits) >= len(edits) / 2


class Inner(BaseModel):
    size: str = "3"
    other: str = "4"


class Outer(BaseModel):
    length: str = "5"


class Model(BaseModel):
    name: str = ""
    way: Inner | Outer = Field(default=Outer(length="6"))
    must: Inner | Outer
    token: Secret = Secret("")
    kind: str = ""
    only: Annotated[str, Ui(visible_when=When("kind", equals="x"))] = ""
    warned: Annotated[str, Ui(warn=lambda text: "hm" if text == "a" else None)] = ""
    inner: Inner = Inner()
    items: list[Inner] = [Inner()]


GIVEN = {"kind": "x", "way": {"length": "7"}, "must": {"length": "7"}}


@pytest.mark.parametrize(
    ("loc", "alone"),
    [
        (("name",), True),
        (("token",), True),
        (("only",), True),
        (("kind",), False),
        (("warned",), False),
        (("inner", "size"), False),
        (("way", "Outer", "length"), False),
        (("must", "Outer", "length"), True),
        (("items", 0, "size"), False),
    ],
)
def test_where_nothing_follows_from_it(loc: tuple[str | int, ...], *, alone: bool) -> None:
    state = FormState(Form.from_model(Model), Form.from_model(Model).to_raw(GIVEN))
    shown, source = rows(state, AllOpen()), LayoutInputs.of(state)
    row = next(row for row in shown if row.loc == loc)
    state.set(loc, Secret("a") if row.control is not None and row.control.secret else "a")
    assert (retyped(state, row, source) is not None) == alone


def test_not_if_something_else_changed_as_well() -> None:
    state = FormState(Form.from_model(Model))
    shown, source = rows(state, SectionStates()), LayoutInputs.of(state)
    name = next(row for row in shown if row.loc == ("name",))
    state.set(("name",), "a")
    assert retyped(state, name, source) is not None
    state.set(("kind",), "x")
    assert retyped(state, name, source) is None
    state.set(("kind",), UNSET)
    state.context["kind"] = "y"
    assert retyped(state, name, source) is None
