"""Notices about a request: what the user may not expect, and unusual values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from wizard.flow import FORM_STEPS, Step, WizardFlow
from wizard.forms import Loc
from wizard.utils.text import sanitize

MAX_NAME_CHARS: Final = 60
"""Maximum number of characters shown of an unknown key."""


class Notice(NamedTuple):
    """A notice whose ``words`` name their subject.

    loc: the field to look at; None if no field is asked for it.
    """

    step: Step
    loc: Loc | None
    words: str


def notices(flow: WizardFlow) -> Iterator[Notice]:
    """Yield notices on unknown keys, fields that are not sent, and warnings."""
    for step, error in flow.unknown():
        name = sanitize(str(error.loc[-1]), MAX_NAME_CHARS)
        yield Notice(step, None, f"{name}: {error.message}")
    for step, place in flow.ignored_fields():
        yield Notice(step, None, f"Not sent: {place.label}. Another choice excludes it.")
    for step in FORM_STEPS:
        state = flow.forms[step]
        for place in state.places():
            if warning := state.warning_at(place.loc):
                yield Notice(step, place.loc, f"{place.label}: {warning}")
