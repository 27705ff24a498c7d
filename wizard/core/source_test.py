"""Tests the credential of a flow at its source, and lists what its fields can be chosen from.

The screen, the line prompts and the commands use this; each only asks and shows.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from wizard import checks
from wizard.checks import CheckOutcome, CheckResult, Plan
from wizard.checks.picks import Choice, ChoicesUnavailable, choices, missing
from wizard.checks.templates import plain
from wizard.connectors.checks import load_access
from wizard.connectors.checks.declarations import NoCheck, Pick, SourceAccess
from wizard.connectors.step_forms import Step
from wizard.core.services import Services
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


@dataclass(frozen=True, slots=True)
class TestedCredential:
    """The latest result. ``when``: in UTC. ``stale``: what was tested has changed since."""

    result: CheckResult
    when: datetime
    stale: bool


class SourceTest:
    """Tests the source of a flow on request, and remembers the latest result for it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._salt = os.urandom(16)
        self._latest: tuple[CheckResult, datetime, frozenset[str], str, str] | None = None
        self._told: set[str] = set()

    def plan(self, flow: WizardFlow) -> Plan:
        """Return what a test would ask, or why nothing can be tested. Nothing is sent."""
        return checks.plan(_access(flow).check, values_of(flow))

    def is_first(self, plan: Plan) -> bool:
        """Return whether one of the hosts has not been asked in this session."""
        return not self._told.issuperset(plan.hosts)

    async def run(self, flow: WizardFlow) -> CheckResult:
        """Ask the source. Raises ``WizardError`` if there is nothing to ask it with."""
        values = values_of(flow)
        planned = self.plan(flow)
        vendor = self._services.vendor(flow.type or "")
        result = await checks.run(_access(flow).check, values, vendor)
        self._told |= set(planned.hosts)
        uses = planned.uses
        state = self._fingerprint(values, uses)
        self._latest = result, datetime.now(UTC), uses, flow.type or "", state
        return result

    def latest(self, flow: WizardFlow) -> TestedCredential | None:
        """Return the latest result, if it was for the type of this flow."""
        if self._latest is None or self._latest[3] != flow.type:
            return None
        result, when, uses, _, state = self._latest
        return TestedCredential(result, when, state != self._fingerprint(values_of(flow), uses))

    def failed(self, flow: WizardFlow) -> CheckResult | None:
        """Return the latest result if it is a failure, and nothing has changed since."""
        latest = self.latest(flow)
        if latest is None or latest.stale:
            return None
        return latest.result if latest.result.outcome is CheckOutcome.FAILED else None

    def _fingerprint(self, values: dict[str, Any], uses: frozenset[str]) -> str:
        """Return a digest of what was tested; it is kept in memory only."""
        used = {path: plain(values.get(path)) for path in sorted(uses)}
        text = json.dumps(used, default=str)
        return hashlib.blake2b(text.encode(), key=self._salt).hexdigest()

    # Choices

    def pick(self, flow: WizardFlow, step: Step, loc: Loc) -> Pick | None:
        """Return how the field at ``loc`` can be chosen from the account; None if it cannot."""
        path = path_of(flow, step, loc)
        return _access(flow).pick(path) if path else None

    def missing(self, flow: WizardFlow, pick: Pick) -> list[FieldPath]:
        """Return the fields that have to be filled in before the list can be had."""
        paths = missing(_access(flow).check, pick, values_of(flow))
        return [field for path in paths if (field := field_at(flow, path)) is not None]

    async def choices(
        self, flow: WizardFlow, pick: Pick, typed: str = ""
    ) -> AsyncGenerator[list[Choice], None]:
        """Yield the entries of the account, a page at a time. Raises ChoicesUnavailable."""
        access = _access(flow)
        if isinstance(access.check, NoCheck):
            raise ChoicesUnavailable(access.check.reason)
        vendor = self._services.vendor(flow.type or "")
        async for page in choices(access.check, pick, values_of(flow), vendor, typed=typed):
            yield page


def _access(flow: WizardFlow) -> SourceAccess:
    return load_access(flow.type or "")


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


def pick_named(flow: WizardFlow, name: str) -> Pick:
    """Return the pick for the field with the key or path ``name``.

    Raises LookupError, with a sentence about what can be picked.
    """
    picks = _access(flow).picks
    for pick in picks:
        if name in (pick.path, pick.path.partition(".")[2]):
            return pick
    known = [pick.path.partition(".")[2] for pick in picks]
    if not known:
        raise LookupError(f"Nothing can be listed for the type {flow.type}.")
    raise LookupError(f"This cannot be listed. What can be: {', '.join(known)}.")


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
