"""The review: the answers as lines, each with the number used to change it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.api import CreateSourceRequest
from wizard.flow import CONFIG, FORM_STEPS, Step, WizardFlow
from wizard.forms import ItemList, Loc
from wizard.plain.questions import GateQuestion, questions, shown
from wizard.plain.renderers import renderer_for, summary

UNTITLED = frozenset({CONFIG})
"""Objects that are only there for the request's sake."""


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """One answer and where it was given."""

    step: Step
    loc: Loc
    label: str
    words: str


def entries(flow: WizardFlow) -> list[ReviewEntry]:
    """Return the type and all answers so far, omitting defaults of advanced settings."""
    if flow.connector is None:
        return []
    about = flow.connector.about
    return [
        ReviewEntry(Step.TYPE, (), "Type", f"{about.label} ({about.type})"),
        *(entry for step in FORM_STEPS for entry in _entries(flow, step)),
    ]


def _entries(flow: WizardFlow, step: Step) -> Iterator[ReviewEntry]:
    state = flow.forms[step]
    gates = [item for item in questions(state) if isinstance(item, GateQuestion)]
    behind = {item.loc for gate in gates for item in gate.inside}
    for item in questions(state, {gate.loc for gate in gates}, untitled=UNTITLED):
        if isinstance(item, GateQuestion) or (item.loc in behind and not state.changed(item.loc)):
            continue
        raw = shown(state, item)
        words = renderer_for(item.control).show(item.control, raw)
        if isinstance(item.control, ItemList) and isinstance(raw, list) and raw:
            words = "; ".join(summary(state, (*item.loc, n)) for n in range(len(raw)))
        nothing = "nothing yet" if item.required else "omitted"
        yield ReviewEntry(step, item.loc, item.label, words or nothing)


def so_far(flow: WizardFlow) -> list[str]:
    """Return the answers to show for ``!``."""
    found = entries(flow)
    if not found:
        return ["You haven't answered anything yet."]
    return ["The review so far:", *(f"{entry.label}: {entry.words}" for entry in found)]


def numbered(found: list[ReviewEntry]) -> list[str]:
    """Format entries with their numbers."""
    return [f"{n}. {entry.label}: {entry.words}" for n, entry in enumerate(found, start=1)]


def body(request: CreateSourceRequest) -> list[str]:
    """Return the exact request body, with secrets masked."""
    return json.dumps(request.masked(), indent=2, ensure_ascii=False).splitlines()
