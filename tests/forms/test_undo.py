"""Undo gives a field back what it held itself, wherever its item went."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from pydantic import BaseModel

from wizard.forms import UNSET, Form, FormState, Loc

pytestmark = pytest.mark.slow


class Item(BaseModel):
    x: str = ""
    y: str = ""


class Listed(BaseModel):
    name: str = ""
    items: list[Item] = []


ITEMS: Loc = ("items",)


def listed(*texts: str) -> FormState[Any]:
    """A list of items, each of whose ``x`` held something else before."""
    state: FormState[Any] = FormState(Form.from_model(Listed))
    for index, text in enumerate(texts):
        state.add(ITEMS)
        state.set((*ITEMS, index, "x"), f"{text} before")
        state.set((*ITEMS, index, "x"), text)
    return state


def texts_of(state: FormState[Any]) -> list[Any]:
    return [item.get("x") for item in state.entered(ITEMS)]


@pytest.mark.parametrize(
    "change",
    [
        lambda state: state.remove(ITEMS, 0),
        lambda state: state.move(ITEMS, 0, 1),
        lambda state: state.set(ITEMS, state.entered(ITEMS)[1:]),
    ],
    ids=["remove", "move", "set"],
)
def test_an_undone_change_of_a_list_gives_no_item_the_text_of_another(change: Any) -> None:
    state = listed("A", "B")
    change(state)
    assert state.undo(ITEMS)
    assert texts_of(state) == ["A", "B"]
    for index in (0, 1):
        state.undo((*ITEMS, index, "x"))
    assert [text[:1] for text in texts_of(state)] == ["A", "B"]


def test_a_list_written_anew_gives_no_item_the_text_of_another() -> None:
    state = listed("A", "B")
    state.set((), {**state.raw, "items": state.raw["items"][::-1]})
    for index in (0, 1):
        state.undo((*ITEMS, index, "x"))
    assert [text[:1] for text in texts_of(state)] == ["B", "A"]


def test_what_was_not_written_anew_can_still_be_taken_back() -> None:
    state = listed("A")
    state.set(("name",), "one")
    state.set((), {**state.raw, "*extra*": {"k": 1}})
    assert state.undo(("name",))
    assert state.undo((*ITEMS, 0, "x"))
    assert texts_of(state) == ["A before"]


def test_what_was_taken_back_inside_of_a_list_stays_so() -> None:
    state = listed("A", "B")
    state.remove(ITEMS, 1)
    assert state.undo((*ITEMS, 0, "x"))
    state.undo(ITEMS)
    assert texts_of(state)[0] == "A before"


class Undoing(RuleBasedStateMachine):
    """Every text begins with the mark of its item, so that none can pass for another's."""

    def __init__(self) -> None:
        super().__init__()
        self.state: FormState[Any] = FormState(Form.from_model(Listed))
        self.made = 0
        self.order: list[int] = []
        self.earlier: list[list[int]] = []

    def rearranged(self, order: list[int], before: Any) -> None:
        """Note a new order; items that hold the same can change places without a change."""
        if self.state.entered(ITEMS) != before:
            self.earlier.append(self.order)
        self.order = order

    @rule()
    def add(self) -> None:
        index = self.state.add(ITEMS)
        self.made += 1
        self.order = [*self.order, self.made]
        for key in ("x", "y"):
            self.state.set((*ITEMS, index, key), f"{self.made}|")
        self.earlier.clear()

    @precondition(lambda self: self.order)
    @rule(data=st.data(), key=st.sampled_from(["x", "y"]), more=st.sampled_from("ab "))
    def type(self, data: st.DataObject, key: str, more: str) -> None:
        index = data.draw(st.integers(0, len(self.order) - 1))
        loc = (*ITEMS, index, key)
        before = self.state.entered(loc)
        self.state.set(loc, f"{self.order[index]}|" if before is UNSET else before + more)
        self.earlier.clear()

    @precondition(lambda self: self.order)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        index = data.draw(st.integers(0, len(self.order) - 1))
        before = self.state.entered(ITEMS)
        self.state.remove(ITEMS, index)
        self.rearranged(self.order[:index] + self.order[index + 1 :], before)

    @precondition(lambda self: self.order)
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        places = st.integers(0, len(self.order) - 1)
        index, to = data.draw(places), data.draw(places)
        before = self.state.entered(ITEMS)
        self.state.move(ITEMS, index, to)
        order = list(self.order)
        order.insert(to, order.pop(index))
        self.rearranged(order, before)

    @rule()
    def write_anew(self) -> None:
        before = self.state.entered(ITEMS)
        if self.order:
            self.state.set(ITEMS, before[::-1])
            if before[::-1] != before:
                self.rearranged(self.order[::-1], before)

    @rule()
    def undo_the_list(self) -> None:
        assert self.state.undo(ITEMS) == bool(self.earlier)
        if self.earlier:
            self.order = self.earlier.pop()

    @precondition(lambda self: self.order)
    @rule(data=st.data(), key=st.sampled_from(["x", "y"]))
    def undo_a_text(self, data: st.DataObject, key: str) -> None:
        index = data.draw(st.integers(0, len(self.order) - 1))
        before = self.state.entered(ITEMS)
        if self.state.undo((*ITEMS, index, key)):
            self.earlier.clear()
        now = self.state.entered(ITEMS)
        assert (now[:index], now[index + 1 :]) == (before[:index], before[index + 1 :])

    @invariant()
    def each_item_holds_its_own_texts(self) -> None:
        items = self.state.entered(ITEMS)
        assert len([] if items is UNSET else items) == len(self.order)
        for mark, item in zip(self.order, [] if items is UNSET else items, strict=True):
            assert all(text.startswith(f"{mark}|") for text in item.values())


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
