"""The targets of a form's field finder."""

from __future__ import annotations

from typing import Any

from wizard.forms import FormState, Loc
from wizard.tui.form.dialogs import FinderTarget
from wizard.tui.form.layout import way_to


def targets(state: FormState[Any]) -> list[FinderTarget]:
    """Return all fields in use, including those in closed sections."""
    return [
        FinderTarget(place.loc, place.label, _above(state, place.loc))
        for place in state.places()
        if place.field is not None and place.label
    ]


def _above(state: FormState[Any], loc: Loc) -> str:
    """Return the titles of the sections that contain ``loc``, outermost first."""
    titles = [fold.title for fold in way_to(state, loc) if fold.title]
    above = (state.field(loc[:end]) for end in range(1, len(loc)))
    return " › ".join([*titles, *(field.label for field in above if field is not None)])
