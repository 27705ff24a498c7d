"""The questions that a form currently asks, in order, recomputed from its state each time."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any, Final

from wizard.forms.controls import Constant, Control, ItemList, NestedControl, UnionControl
from wizard.forms.controls.fields import FormField
from wizard.forms.form import FieldLocation
from wizard.forms.raw import UNSET, Loc
from wizard.forms.state import FormState

GATE: Final = "*advanced*"
"""The last part of the location of the question whether to ask for advanced settings."""


@dataclass(frozen=True, slots=True, eq=False)
class FieldQuestion:
    """One question.

    label: what it asks for.
    group: the titled group that it belongs to, if any.
    """

    loc: Loc
    label: str
    control: Control
    field: FormField | None = None
    group: str = ""

    @property
    def required(self) -> bool:
        """Whether it has to be answered eventually."""
        return self.field is None or self.field.required


@dataclass(frozen=True, slots=True, eq=False)
class GateQuestion:
    """Asks whether to show the advanced settings of the object at ``loc[:-1]``."""

    loc: Loc
    label: str
    inside: tuple[FieldQuestion, ...]


def questions(
    state: FormState[Any],
    opened: Set[Loc] = frozenset(),
    *,
    within: Loc = (),
    untitled: Set[Loc] = frozenset(),
) -> list[FieldQuestion | GateQuestion]:
    """Return the questions at and below ``within``; a list's question covers its items.

    opened: the gates that were answered with yes.
    untitled: objects whose title is omitted.
    """
    found: list[FieldQuestion | GateQuestion] = []
    hidden: dict[Loc, list[FieldQuestion]] = {}
    for place in _asked(state, within):
        loc = place.loc
        question = FieldQuestion(
            loc,
            label_of(state, loc, untitled) or "Answer",
            place.control,
            place.field,
            _group(place.field),
        )
        gate = _gate(state, loc, within)
        if gate is not None and gate not in hidden:
            hidden[gate] = []
            found.append(GateQuestion(gate, "Advanced settings", ()))
        if gate is not None and not _must_be_asked(place):
            hidden[gate].append(question)
            if gate not in opened:
                continue
        found.append(question)
    return [
        GateQuestion(item.loc, item.label, tuple(hidden[item.loc]))
        if isinstance(item, GateQuestion)
        else item
        for item in found
        if not isinstance(item, GateQuestion) or hidden[item.loc]
    ]


def shown(state: FormState[Any], item: FieldQuestion) -> Any:
    """Return the raw value to show; a required choice starts with its first option."""
    raw = state.shown(item.loc)
    if raw is UNSET and item.required and isinstance(item.control, UnionControl):
        return item.control.blank()
    return raw


def _asked(state: FormState[Any], within: Loc) -> Iterator[FieldLocation]:
    """Yield the places that take an answer, which excludes objects and everything inside lists."""
    root = state.form.control_at(within)
    if root is not None and _takes_answer(root) and state.field(within) is None:
        name = f"Item {within[-1] + 1}" if within and isinstance(within[-1], int) else ""
        yield FieldLocation(within, None, root, state.entered(within), name)
    below: Loc | None = within if isinstance(root, ItemList) else None
    for place in state.places():
        if place.loc[: len(within)] != within or len(place.loc) == len(within):
            continue
        if below is not None and place.loc[: len(below)] == below:
            continue
        below = place.loc if isinstance(place.control, ItemList) else None
        if _takes_answer(place.control):
            yield place


def _takes_answer(control: Control) -> bool:
    return not isinstance(control, NestedControl | Constant)


def _must_be_asked(place: FieldLocation) -> bool:
    return place.field is not None and place.field.required and place.raw is UNSET


def _gate(state: FormState[Any], loc: Loc, within: Loc) -> Loc | None:
    """Return the outermost gate in front of ``loc``; None if there is none."""
    for length in range(len(within) + 1, len(loc) + 1):
        field = state.field(loc[:length])
        if field is not None and field.ui.advanced:
            return (*loc[: length - 1], GATE)
    return None


def _group(field: FormField | None) -> str:
    return (field.ui.group or "") if field is not None else ""


def label_of(state: FormState[Any], loc: Loc, untitled: Set[Loc] = frozenset()) -> str:
    """Return the words for a location: its label after those of its parents; may be empty."""
    words: list[str] = []
    control: Control | None = state.form.root
    for length in range(len(loc) + 1):
        at = loc[:length]
        control = state.form.control_at(at)
        is_last = length == len(loc)
        if control is not None and (is_last or at not in untitled):
            word = _word(state, at, control, is_last=is_last)
            if word and word not in words:
                words.append(word)
    return ", ".join(words)


def _word(state: FormState[Any], at: Loc, control: Control, *, is_last: bool) -> str:
    field = state.field(at)
    if field is not None:
        return field.label
    if at and isinstance(at[-1], int):
        return f"item {at[-1] + 1}"
    above = state.form.control_at(at[:-1]) if at else None
    if isinstance(above, UnionControl):
        if isinstance(control, NestedControl):
            return ""
        return next((v.label for v in above.variants if v.key == at[-1]), "")
    if is_last or isinstance(control, ItemList):
        return control.ui.label or ("Kind" if isinstance(control, UnionControl) else "")
    return ""
