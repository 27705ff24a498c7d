"""All fields of a form, to search among."""

from __future__ import annotations

from typing import Any

from wizard.forms import FormState, Loc
from wizard.tui.form.dialogs import FinderTarget
from wizard.tui.form.layout import way_to


def targets(state: FormState[Any]) -> list[FinderTarget]:
    """All fields that are asked for now, those in closed groups too."""
    return [
        FinderTarget(place.loc, place.label, _above(state, place.loc))
        for place in state.places()
        if place.field is not None
    ]


def _above(state: FormState[Any], loc: Loc) -> str:
    """What the field at ``loc`` is in, from the outermost."""
    titles = [fold.title for fold in way_to(state, loc) if fold.title]
    above = (state.field(loc[:end]) for end in range(1, len(loc)))
    return " › ".join([*titles, *(field.label for field in above if field is not None)])
