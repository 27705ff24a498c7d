"""The wizard's steps, and a connector's form for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, StringConstraints, create_model

from wizard.connectors.connector import Connector
from wizard.connectors.fields import NoCredential, not_a_token
from wizard.connectors.schedule import Prune, Refresh, Schedule
from wizard.forms import (
    Form,
    FormState,
    Loc,
    Ui,
    UnionControl,
)
from wizard.forms.control_characters import control_characters


class Step(StrEnum):
    """The steps, in order."""

    TYPE = "type"
    CONFIGURE = "configure"
    CREDENTIAL = "credential"
    SCHEDULE = "schedule"
    REVIEW = "review"
    RESULT = "result"


STEPS = tuple(Step)
FORM_STEPS = (Step.CONFIGURE, Step.CREDENTIAL, Step.SCHEDULE)
NAME: Loc = ("name",)
CONFIG: Loc = ("config",)


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(not_a_token),
    Ui(
        label="Connector name",
        help="Its name in Clarm. Must be unique for this connector type.",
    ),
]


def new_forms(connector: Connector) -> dict[Step, FormState[Any]]:
    """Create a new state for each form of ``connector``."""
    return {step: FormState(form) for step, form in _forms(connector).items()}


@cache
def _forms(connector: Connector) -> dict[Step, Form[Any]]:
    """Return the forms, built once, since only their states change."""
    about, config = connector.about, connector.config
    if isinstance(config, type):
        # A choice needs its own heading; the fields of a single model do not.
        config = Annotated[config, Ui(label="")]
    configure = create_model(
        "Configure",
        __config__=ConfigDict(frozen=True, hide_input_in_errors=True),
        name=(Name, ...),
        config=(config, ...),
    )
    schedule = create_model(
        "Schedule",
        __base__=Schedule,
        refresh_freq=(Refresh, about.refresh),
        prune_freq=(Prune, about.prune),
    )
    forms = {
        Step.CONFIGURE: Form.from_model(configure),
        Step.CREDENTIAL: Form.from_type(connector.credential),
        Step.SCHEDULE: Form.from_model(schedule),
    }
    return {step: replace(form, check=control_characters) for step, form in forms.items()}


def is_empty(connector: Connector | None, step: Step) -> bool:
    """Return whether a step asks for nothing: a credential that none is needed for."""
    return (
        step is Step.CREDENTIAL and connector is not None and connector.credential is NoCredential
    )


def names_other_model(
    connector: Connector | None, configure: FormState[Any], named: Sequence[str]
) -> bool:
    """Return whether a server's class names are of a model that is not chosen here.

    named: the classes that a location in ``config`` names.
    """
    if connector is None:
        return False
    control = configure.form.control_at(CONFIG)
    own, others = {getattr(connector.config, "__name__", "")}, set[str]()
    if isinstance(control, UnionControl):
        own = {control.variant(configure.form.raw_at(CONFIG, configure.raw)).key}
        others = {variant.key for variant in control.variants} - own
    start = connector.about.type.replace("_", "").lower()
    for part in named:
        ours = part.lower().startswith(start)
        name = part[len(start) :] if ours else part
        if name in own or (ours and name not in others):
            return False
    return bool(named)


def step_of(loc: Loc) -> tuple[Step | None, Loc]:
    """Return the step that asks for a location in the request, and the location within its form."""
    first, *rest = loc or ("",)
    if first in ("name", "config"):
        return Step.CONFIGURE, loc
    if first in ("refresh_freq", "prune_freq"):
        return Step.SCHEDULE, loc
    if first == "credential":
        inner = rest[1:] if rest[:1] == ["credentials"] else rest
        return Step.CREDENTIAL, tuple(inner)
    return None, loc


def peek(configure: FormState[Any], name: str) -> Any:
    """Return the value of a config field by its key."""
    place = next((p for p in configure.places() if p.loc[-1] == name and p.loc != NAME), None)
    return place.control.preview(place.shown) if place else None


def method_of(credential: FormState[Any]) -> str | None:
    """Return the chosen way to sign in, by the name of its class; None if there is only one."""
    root = credential.form.root
    return root.variant(credential.raw).key if isinstance(root, UnionControl) else None
