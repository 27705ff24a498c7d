"""Models that hold their own kind: a blank form of them has an end."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from wizard.forms import Form, FormState
from wizard.tui.form.layout import rows
from wizard.tui.form.layout_rows import RowKind, SectionStates


class Leaf(BaseModel):
    value: int


class Tree(BaseModel):
    size: int = 1
    left: Tree | None = None
    branches: list[Tree] = []


class Chain(BaseModel):
    """Must say whether there is another."""

    size: int
    following: Chain | None


class ItselfFirst(BaseModel):
    size: int
    following: ItselfFirst | Leaf


class One(BaseModel):
    other: Other | Leaf


class Other(BaseModel):
    one: One | Leaf


class RoundAbout(BaseModel):
    """Neither member ends at once; one does at last."""

    following: RoundAbout | ItselfFirst


class Deep(BaseModel):
    """Ends at a null further down, whatever else is chosen on the way."""

    following: Deep | MayEnd


class MayEnd(BaseModel):
    further: Further | None


class Further(BaseModel):
    following: Deep | MayEnd


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Tree, ["Size", "Branches", "Left"]),
        (Chain, ["Size", "Following"]),
        (ItselfFirst, ["Size", "Following", "Value"]),
        (One, ["Other", "Value"]),
        (Other, ["One", "Value"]),
        (RoundAbout, ["Following", "Size", "Following", "Value"]),
        (Deep, ["Following", "Further"]),
    ],
)
def test_a_blank_form_has_an_end(model: type[BaseModel], fields: list[str]) -> None:
    state = FormState(Form.from_model(model))
    shown = [row.label for row in rows(state, SectionStates()) if row.kind is RowKind.FIELD]
    assert sorted(shown) == sorted(fields)
    assert len([place for place in state.places() if place.field]) == len(fields)
    state.validate()
    assert len(state.read().errors) <= len(fields)


def test_an_item_whose_fields_were_left_alone_has_a_title() -> None:
    form = Form.from_model(Tree)
    state = FormState(form, form.to_raw({"branches": [{}, {"left": {"size": 3}}]}))
    items = [row.label for row in rows(state, SectionStates()) if row.kind is RowKind.ITEM]
    assert items == ["Item 1", "Set · 3"]
