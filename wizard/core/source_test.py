"""Tests the credential of a flow at its source, and lists what its fields can be chosen from.

The screen, the line prompts and the commands use this; each only asks and shows.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from wizard import checks
from wizard.checks import CheckOutcome, CheckResult, Plan
from wizard.checks.picks import Choice, ChoicesUnavailable, choices, hosts_of, missing
from wizard.connectors.checks.conditions import plain
from wizard.connectors.checks.declarations import NoCheck, Pick
from wizard.connectors.step_forms import Step
from wizard.core.services import Services
from wizard.core.source_fields import (
    FieldPath,
    access_of,
    fields_named,
    pick_at,
    values_of,
)
from wizard.flow import WizardFlow
from wizard.forms import Loc


@dataclass(frozen=True, slots=True)
class TestedCredential:
    """The latest result. ``when``: in UTC. ``changed``: paths of what has changed since."""

    result: CheckResult
    when: datetime
    changed: tuple[str, ...]

    @property
    def stale(self) -> bool:
        """Whether what was tested has changed since."""
        return bool(self.changed)


@dataclass(frozen=True, slots=True)
class _Test:
    """A test that was made; ``digests``: of what it used, by path, kept in memory only."""

    type: str
    result: CheckResult
    when: datetime
    digests: dict[str, str]


class SourceTest:
    """Tests the source of a flow on request, and remembers the latest result for it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._salt = os.urandom(16)
        self._latest: _Test | None = None
        self._told: set[str] = set()

    def plan(self, flow: WizardFlow) -> Plan:
        """Return what a test would ask, or why nothing can be tested. Nothing is sent."""
        return checks.plan(access_of(flow).check, values_of(flow))

    def is_first(self, hosts: Iterable[str]) -> bool:
        """Return whether one of the hosts has not been asked in this session."""
        return not self._told.issuperset(hosts)

    def agree(self, hosts: Iterable[str]) -> None:
        """Note that the person knows what these hosts are asked."""
        self._told.update(hosts)

    async def run(self, flow: WizardFlow) -> CheckResult:
        """Ask the source. Raises ``WizardError`` if there is nothing to ask it with."""
        values, check, type_name = values_of(flow), access_of(flow).check, flow.type or ""
        planned = checks.plan(check, values)
        digests = self._digests(values, planned.uses)
        vendor = await asyncio.to_thread(self._services.vendor, type_name)
        result = await checks.run(check, values, vendor)
        self.agree(planned.hosts)
        self._latest = _Test(type_name, result, datetime.now(UTC), digests)
        return result

    def latest(self, flow: WizardFlow) -> TestedCredential | None:
        """Return the latest result, if it was for the type of this flow."""
        test = self._latest
        if test is None or test.type != flow.type:
            return None
        now = self._digests(values_of(flow), test.digests)
        changed = tuple(path for path, digest in test.digests.items() if now[path] != digest)
        return TestedCredential(test.result, test.when, changed)

    def failed(self, flow: WizardFlow) -> CheckResult | None:
        """Return the latest result if it is a failure, and nothing has changed since."""
        latest = self.latest(flow)
        if latest is None or latest.stale:
            return None
        return latest.result if latest.result.outcome is CheckOutcome.FAILED else None

    def _digests(self, values: dict[str, Any], paths: Iterable[str]) -> dict[str, str]:
        def digest(path: str) -> str:
            text = json.dumps(plain(values.get(path)), default=str)
            return hashlib.blake2b(text.encode(), key=self._salt).hexdigest()

        return {path: digest(path) for path in sorted(paths)}

    # Choices

    def pick(self, flow: WizardFlow, step: Step, loc: Loc) -> Pick | None:
        """Return how the field at ``loc`` can be chosen from the account; None if it cannot."""
        return pick_at(flow, step, loc)

    def hosts(self, flow: WizardFlow, pick: Pick) -> tuple[str, ...]:
        """Return the hosts that are asked for the list."""
        return hosts_of(access_of(flow).check, pick, values_of(flow))

    def missing(self, flow: WizardFlow, pick: Pick) -> list[FieldPath]:
        """Return the fields that have to be filled in before the list can be had."""
        paths = missing(access_of(flow).check, pick, values_of(flow))
        return fields_named(flow, paths)

    async def choices(
        self, flow: WizardFlow, pick: Pick, typed: str = ""
    ) -> AsyncGenerator[list[Choice], None]:
        """Yield the entries of the account, a page at a time. Raises ChoicesUnavailable."""
        access = access_of(flow)
        if isinstance(access.check, NoCheck):
            raise ChoicesUnavailable(access.check.reason)
        vendor = await asyncio.to_thread(self._services.vendor, flow.type or "")
        async for page in choices(access.check, pick, values_of(flow), vendor, typed=typed):
            yield page


def pick_named(flow: WizardFlow, name: str) -> Pick:
    """Return the pick for the field with the key or path ``name``.

    Raises LookupError, with a sentence about what can be picked.
    """
    picks = access_of(flow).picks
    for pick in picks:
        if name in (pick.path, pick.path.partition(".")[2]):
            return pick
    known = [pick.path.partition(".")[2] for pick in picks]
    if not known:
        raise LookupError(f"You can't list anything for the type {flow.type}.")
    raise LookupError(f"You can't list this field. You can list: {', '.join(known)}.")
