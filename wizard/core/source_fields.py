"""The fields of a flow under the names that declarations of tests and lists use.

This is light: nothing that asks a source is loaded.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from wizard.connectors.checks import load_access
from wizard.connectors.checks.conditions import holds
from wizard.connectors.checks.declarations import Pick, SourceAccess
from wizard.connectors.step_forms import Step
from wizard.flow import WizardFlow
from wizard.forms import FieldLocation, Loc, NestedControl, Secret, UnionControl
from wizard.forms.errors import ReadContext
from wizard.forms.raw import OMIT

_STEPS = {"config": Step.CONFIGURE, "credentials": Step.CREDENTIAL}


class FieldPath(NamedTuple):
    """A field of a form, and the path by which declarations name it."""

    path: str
    step: Step
    place: FieldLocation


def access_of(flow: WizardFlow) -> SourceAccess:
    """Return what the type of a flow declares about its source."""
    return load_access(flow.type or "")


def pick_at(flow: WizardFlow, step: Step, loc: Loc) -> Pick | None:
    """Return how the field at ``loc`` can be chosen from the account; None if it cannot."""
    path = path_of(flow, step, loc)
    picks = [pick for pick in access_of(flow).picks if path and pick.path == path]
    values = values_of(flow) if picks else {}
    return next((pick for pick in picks if holds(pick.ask.when, values)), None)


def fields_of(flow: WizardFlow) -> list[FieldPath]:
    """Return the fields that are asked for and have a path, in order."""
    found = []
    for step in _STEPS.values():
        state = flow.forms.get(step)
        for place in state.places() if state else ():
            if not isinstance(place.control, NestedControl | UnionControl) and place.asked:
                path = path_of(flow, step, place.loc)
                if path:
                    found.append(FieldPath(path, step, place))
    return found


def field_at(flow: WizardFlow, path: str) -> FieldPath | None:
    """Return the field that a declaration names by ``path``, if it is asked for."""
    return next((field for field in fields_of(flow) if field.path == path), None)


def fields_named(flow: WizardFlow, paths: Collection[str]) -> list[FieldPath]:
    """Return the fields at ``paths`` that are asked for, in the order of the forms."""
    return [field for field in fields_of(flow) if field.path in paths]


def path_of(flow: WizardFlow, step: Step, loc: Loc) -> str:
    """Return the path of a field in declarations: ``config.KEY`` or ``credentials.KEY``."""
    state = flow.forms.get(step)
    if state is None or step not in (Step.CONFIGURE, Step.CREDENTIAL):
        return ""
    form = state.form
    keys = [
        str(part)
        for end, part in enumerate(loc)
        if not isinstance(form.control_at(loc[:end]), UnionControl)
    ]
    if step is Step.CREDENTIAL:
        keys.insert(0, "credentials")
    return ".".join(keys) if len(keys) == 2 and keys[0] in _STEPS else ""


def values_of(flow: WizardFlow) -> dict[str, Any]:
    """Return the valid values of the fields by path; what is invalid or empty is left out.

    ``credentials.method`` is the chosen way to sign in, by the name of its class.
    """
    values: dict[str, Any] = {"credentials.method": flow.sign_in_method}
    for field in fields_of(flow):
        control = field.place.control
        value = control.validated(field.place.shown, (), ReadContext())
        if value is OMIT or value is None:
            continue
        is_bare = control.secret and isinstance(value, str)
        values[field.path] = Secret(value) if is_bare else value
    return values
