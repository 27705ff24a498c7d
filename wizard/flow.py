"""The wizard's steps for configuring one connector. No I/O.

Every interface (full screen, line prompts, request files) uses this module, so that all of them
ask, validate and send the same things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from wizard import api, connectors
from wizard.api import CreateSourceRequest, FieldErrorMessage
from wizard.connectors import Connector
from wizard.connectors.serialize import to_wire
from wizard.connectors.step_forms import (
    CONFIG,
    FORM_STEPS,
    NAME,
    STEPS,
    Step,
    is_empty,
    method_of,
    names_other_model,
    new_forms,
    peek,
    step_of,
)
from wizard.connectors.suggested_name import SuggestedName, subject_of
from wizard.forms import (
    UNSET,
    FieldError,
    FieldLocation,
    FormState,
    Loc,
    NestedControl,
    UnionControl,
    text_of,
)
from wizard.forms.raw import same
from wizard.utils.text import did_you_mean

DRAFT_VERSION = 1
REQUEST_PARTS = {"name", "type", "config", "credential", "refresh_freq", "prune_freq"}
UNKNOWN = "Unknown field. It's sent unchanged."


class StepError(NamedTuple):
    """An error and its step."""

    step: Step
    error: FieldError


class StepPlace(NamedTuple):
    """A field and its step."""

    step: Step
    place: FieldLocation


class WizardFlow:
    """The connector being configured: its type, its form states and the current step.

    taken: (type, name) pairs known to exist; these names are never suggested.
    reviewed: whether the review was reached, so that ``next`` leads back to it.
    """

    def __init__(self, taken: Iterable[tuple[str, str]] = ()) -> None:
        self.step = Step.TYPE
        self.reviewed = False
        self.connector: Connector | None = None
        self.forms: dict[Step, FormState[Any]] = {}
        self._taken = frozenset(taken)
        self._suggested = SuggestedName()
        self._kept: dict[str, tuple[dict[Step, FormState[Any]], SuggestedName]] = {}

    # Connector type

    @property
    def type(self) -> str | None:
        """The chosen type; None if none has been chosen."""
        return self.connector.about.type if self.connector else None

    def choose(self, type_name: str) -> None:
        """Choose a type. Input for the previous type is kept in case the user returns to it.

        Raises ``connectors.UnknownConnectorType``.
        """
        if type_name == self.type:
            return
        connector = connectors.load(type_name)
        if self.type is not None:
            self._kept[self.type] = self.forms, self._suggested
        self.connector, self.reviewed = connector, False
        kept = self._kept.pop(type_name, None)
        self.forms, self._suggested = kept or (new_forms(connector), SuggestedName())
        self.sync_dependents()

    @property
    def sign_in_method(self) -> str | None:
        """The chosen way to sign in, by the name of its class; None if there is only one."""
        return method_of(self.forms[Step.CREDENTIAL]) if self.forms else None

    @property
    def name(self) -> str:
        """The connector's name as typed so far."""
        return text_of(self.forms[Step.CONFIGURE].entered(NAME)).strip() if self.forms else ""

    # Steps

    def next(self) -> tuple[FieldError, ...]:
        """Advance to the next step that needs the person, or stay and return this step's errors.

        The errors are shown from now on.
        """
        self.sync_dependents()
        errors = self.validate_step(self.step)
        if not errors and self.step is not Step.RESULT and self.connector is not None:
            self.go(self._following())
        return errors

    def _following(self) -> Step:
        """Return the next step that is not passed over."""
        return next(s for s in STEPS[STEPS.index(self.step) + 1 :] if not self._is_passed(s))

    def _is_passed(self, step: Step) -> bool:
        """Return whether ``next`` passes over a step: usual, or reviewed before, and complete."""
        usual = self.reviewed or step is Step.SCHEDULE or is_empty(self.connector, step)
        return step in self.forms and usual and not self.forms[step].read().errors

    def back(self) -> bool:
        """Go back one step, past one without fields; return False from the first or the result."""
        before = STEPS[: STEPS.index(self.step)] if self.step is not Step.RESULT else ()
        step = next((s for s in reversed(before) if not is_empty(self.connector, s)), None)
        if step is not None:
            self.go(step)
        return step is not None

    def go(self, step: Step) -> None:
        """Jump to a step, whether or not earlier steps are complete."""
        self.sync_dependents()
        self.step = step
        self.reviewed |= step is Step.REVIEW

    def look_ahead(self) -> None:
        """Precompute what leaving this step and entering the next will need; change nothing."""
        if self.step in self.forms:
            self.forms[self.step].read()
        following = self._following()
        if following in self.forms:
            self.forms[following].read()  # pydantic builds a model's validator for its first value
            tuple(self.forms[following].places())

    def validate_step(self, step: Step) -> tuple[FieldError, ...]:
        """Validate a step and return its errors, which are shown from now on."""
        state = self.forms.get(step)
        return state.validate().errors if state else ()

    def errors(self) -> tuple[StepError, ...]:
        """Return everything that still prevents sending, in the order of the steps."""
        return tuple(
            StepError(step, error)
            for step in FORM_STEPS
            if step in self.forms
            for error in self.forms[step].read().errors
        )

    # Dependent values

    def sync_dependents(self, typed: tuple[Step, Loc] | None = None) -> None:
        """Update dependent values: the suggested name, the sign-in method and conditions.

        Call this after changes, and before a step is shown. typed: the field being typed in, if
        any; its value is left alone, even if empty, until the user leaves it.
        """
        if self.connector is None:
            return
        configure, credential = self.forms[Step.CONFIGURE], self.forms[Step.CREDENTIAL]
        if typed == (Step.CONFIGURE, NAME):
            self._suggested.drop()
        else:
            at = typed[1] if typed is not None and typed[0] is Step.CONFIGURE else None
            self._suggested.follow(configure, self.connector.about, at, self.is_taken)
        follows = self.connector.method_follows
        if follows is not None and isinstance(credential.form.root, UnionControl):
            field, members = follows
            member = members.get(peek(configure, field))
            if member is not None and credential.form.root.variant(credential.raw).key != member:
                credential.choose((), member)
        method = method_of(credential)
        if configure.context.get("credential_method") != method:
            configure.set_context(credential_method=method)

    def is_taken(self, name: str) -> bool:
        """Return whether a connector of this type and name is known to exist."""
        return (self.type, name) in self._taken

    def rename(self, name: str) -> None:
        """Set the name, which follows no other field from now on."""
        self.forms[Step.CONFIGURE].set(NAME, name)
        self._suggested.drop()
        self.sync_dependents()

    # Request

    def request(self) -> CreateSourceRequest:
        """Return the request. Raises ``ValueError`` if ``errors()`` is not empty."""
        known = self.known_parts()
        if not known.keys() >= REQUEST_PARTS:
            raise ValueError("the forms aren't complete")
        credential = known.pop("credential")
        return CreateSourceRequest(**known, **credential)

    def known_parts(self) -> dict[str, Any]:
        """Return the parts of the request's body whose steps are complete."""
        if self.connector is None:
            return {}
        found: dict[str, Any] = {"name": self.name, "type": self.connector.about.type}
        configure, credential, schedule = (self.forms[step].read().value for step in FORM_STEPS)
        if configure is not None:
            found |= {"name": configure.name, "config": to_wire(configure.config)}
        if credential is not None:
            found["credential"] = {"credentials": to_wire(credential)}
        if schedule is not None:
            found |= {"refresh_freq": schedule.refresh_freq, "prune_freq": schedule.prune_freq}
        return found

    def ignored_fields(self) -> tuple[StepPlace, ...]:
        """Return fields that were filled in but are not sent, since another choice hides them."""
        return tuple(
            StepPlace(step, place)
            for step, state in self.forms.items()
            for place in state.ignored_places()
        )

    def unknown(self) -> tuple[StepError, ...]:
        """Return unknown keys, which are sent unchanged, with a message for each.

        If a type has no known fields, such keys are its only input and are not reported.
        """
        found = []
        uncertain = self.connector is not None and self.connector.about.raw_editor
        for step, state in self.forms.items():
            for loc, shape in state.form.extras(state.raw):
                known = [str(field.key) for field in shape.fields]
                words = UNKNOWN + did_you_mean(str(loc[-1]), known)
                if known or not uncertain:
                    found.append(StepError(step, FieldError(loc, words)))
        return tuple(found)

    def place_errors(self, messages: Iterable[FieldErrorMessage]) -> tuple[FieldErrorMessage, ...]:
        """Attach the server's errors to their fields; return those that fit none.

        Errors about other types, and about other members of the server's unions, are noise, and are
        dropped if any others remain.
        """
        left: list[FieldErrorMessage] = []
        noise: list[FieldErrorMessage] = []
        placed: dict[Step, list[FieldError]] = {}
        for item in api.relevant(tuple(messages), [self.type or ""]):
            step, inner = step_of(item.loc)
            state = self.forms.get(step) if step else None
            if step is None or state is None:
                left.append(item)
                continue
            loc, rest = state.form.locate(inner, state.raw)
            inside = isinstance(state.form.control_at(loc), NestedControl | UnionControl)
            if rest and inside:
                named = api.models_in(inner[1:]) if inner[:1] == CONFIG else ()
                (noise if names_other_model(self.connector, state, named) else left).append(item)
            elif not loc:
                left.append(item)
            else:
                placed.setdefault(step, []).append(FieldError(loc, item.message))
        for step, errors in placed.items():
            self.forms[step].add_errors(dict.fromkeys(errors))
        return tuple(left) if placed or left else tuple(noise)

    def mark_duplicate_name(self, words: str) -> None:
        """Say at the name that the server has one already."""
        self.forms[Step.CONFIGURE].add_errors([FieldError(NAME, words)])

    # Request files and drafts

    def fill(self, values: Mapping[str, Any]) -> None:
        """Load the values of a request file (``name``, ``config``, …), complete or not.

        The type must have been chosen.
        """
        configure = self.forms[Step.CONFIGURE]
        config = values.get("config", {})
        given = {"config": config}
        if values.get("name") is not None:
            given["name"] = values["name"]
            self._suggested.drop()  # an explicit name, even if it reads like a suggestion
        configure.restore(configure.form.to_raw(given))
        credential = values.get("credential", {})
        inner = credential.get("credentials", {}) if isinstance(credential, Mapping) else credential
        state = self.forms[Step.CREDENTIAL]
        state.restore(state.form.to_raw(inner))
        schedule = self.forms[Step.SCHEDULE]
        # A missing key means null, as in the request; TOML has no other way to express it.
        frequencies = {key: values.get(key) for key in ("refresh_freq", "prune_freq")}
        schedule.restore(schedule.form.to_raw(frequencies))
        self.sync_dependents()

    def first_incomplete(self) -> tuple[Step, Loc] | None:
        """Return the first step and field with an error; None if everything is complete."""
        if self.connector is None:
            return Step.TYPE, ()
        first = next(iter(self.errors()), None)
        return (first.step, first.error.loc) if first else None

    def snapshot(self) -> dict[str, Any]:
        """Return everything except the secrets, as plain data for a draft."""
        return {
            "version": DRAFT_VERSION,
            "step": self.step.value,
            "type": self.type,
            "name": text_of(self.forms[Step.CONFIGURE].entered(NAME)) if self.forms else "",
            "suggested_name": self._suggested.text,
            "forms": {step.value: state.snapshot() for step, state in self.forms.items()},
        }

    @classmethod
    def from_snapshot(
        cls, snapshot: Mapping[str, Any], taken: Iterable[tuple[str, str]] = ()
    ) -> WizardFlow:
        """Restore a flow at the step of its snapshot.

        Raises ``UnknownConnectorType`` or ``ValueError`` if the snapshot is unusable.
        """
        flow = cls(taken)
        if snapshot.get("type") is None:
            return flow
        flow.choose(str(snapshot["type"]))
        forms = snapshot.get("forms")
        if not isinstance(forms, Mapping):
            raise ValueError("a draft without forms")
        for step, state in flow.forms.items():
            if step.value in forms:
                state.restore(forms[step.value])
        flow._suggested = SuggestedName(snapshot.get("suggested_name"))
        step = Step(str(snapshot.get("step", Step.CONFIGURE)))
        flow.go(Step.REVIEW if step is Step.RESULT else step)
        return flow

    def clone(self) -> WizardFlow:
        """Return a new flow of the same type with this flow's values, except the name."""
        flow = WizardFlow(self._taken)
        if self.type is not None:
            flow._taken |= {(self.type, self.name)}
            flow.choose(self.type)
            for step, state in flow.forms.items():
                state.restore(self.forms[step].raw)
            flow.forms[Step.CONFIGURE].set(NAME, UNSET)
            flow.sync_dependents()
            flow.step, flow.reviewed = Step.CONFIGURE, True
            flow._remark_if_same(self)
        return flow

    @property
    def subject(self) -> Loc:
        """The field that says what the connector is about: its name, if no other does."""
        place = subject_of(self.forms[Step.CONFIGURE])
        return place.loc if place is not None else NAME

    def _remark_if_same(self, other: WizardFlow) -> None:
        """Say at the field to change, as long as it is so, that only the name differs."""
        configure, credential = self.forms[Step.CONFIGURE], self.forms[Step.CREDENTIAL]
        config, secrets = configure.entered(CONFIG), credential.raw
        words = f"Everything except the name is the same as in “{other.name}”."

        def remark() -> str | None:
            kept = same(configure.entered(CONFIG), config) and same(credential.raw, secrets)
            return words if kept else None

        configure.remarks[self.subject] = remark


__all__ = ["CONFIG", "FORM_STEPS", "NAME", "STEPS", "Step", "StepError", "StepPlace", "WizardFlow"]
