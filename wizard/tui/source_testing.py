"""Tests a credential at its source in the background, and shows the result where a person is.

What asks a source is loaded when it is first needed, and in a thread.
"""

from __future__ import annotations

import asyncio
import time
import weakref
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from wizard.core import source_words
from wizard.core.source_fields import access_of, field_at, fields_named
from wizard.forms import FieldError, Loc
from wizard.utils.errors import WizardError

if TYPE_CHECKING:
    from wizard.checks import CheckResult, Plan
    from wizard.core.source_test import SourceTest, TestedCredential
    from wizard.flow import Step, WizardFlow
    from wizard.tui.view import View


Ask = Callable[[str, str], Awaitable[bool]]
"""Asks a person whether to go on: with what the source is asked, and what is done then."""


class FlowController(Protocol):
    """The part of the controller that a test needs."""

    @property
    def flow(self) -> WizardFlow | None:
        """The flow."""

    def go_to(self, step: Step, loc: Loc | None = None) -> None:
        """Jump to a step, and to a field."""


class SourceView(Protocol):
    """A screen that shows the test."""

    def show_test(self) -> None:
        """Show how the test stands."""

    def show_failure(self, step: Step, loc: Loc) -> None:
        """Go to the field that a failure is about, if it is here."""


class SourceTesting:
    """The tests and lists of a session.

    view: the screen that shows the test, if there is one.
    return_to: the field that is to be chosen once the credential is there.
    told: what to say at a field when its step is shown.
    opening: the field whose list is to be opened when its step is shown.
    app: the app.
    """

    def __init__(self, app: View, controller: FlowController) -> None:
        self.view: SourceView | None = None
        self.return_to: tuple[Step, Loc] | None = None
        self.told: tuple[Step, Loc, str] | None = None
        self.opening: tuple[Step, Loc] | None = None
        self.app = app
        self._controller = controller
        self._tests: SourceTest | None = None
        self._problem = ""
        self._tested: weakref.ref[WizardFlow] | None = None
        self._busy = False
        self._running: asyncio.Task[CheckResult] | None = None
        self._hosts: Sequence[str] = ()
        self._began = 0.0
        self._placed: Mapping[Step, Sequence[FieldError]] = {}

    # What is shown

    @property
    def running(self) -> bool:
        """Whether a test is being made."""
        return self._running is not None

    @property
    def progress(self) -> str:
        """Which hosts are being asked, and for how long."""
        seconds = int(time.monotonic() - self._began)
        return f"Testing with {source_words.listed(self._hosts)} …  {seconds} s"

    def problem(self, flow: WizardFlow) -> str:
        """Return why the latest test of ``flow`` told nothing; "" if it did."""
        return self._problem if self._tested is not None and self._tested() is flow else ""

    def latest(self, flow: WizardFlow) -> TestedCredential | None:
        """Return the latest result for the type of ``flow``."""
        return self._tests.latest(flow) if self._tests is not None else None

    def failure(self, flow: WizardFlow) -> str:
        """Return what the latest test found wrong, if nothing has changed since; else ""."""
        failed = self._tests.failed(flow) if self._tests is not None else None
        return failed.headline if failed is not None else ""

    def place_of(self, flow: WizardFlow) -> tuple[Step, Loc, str] | None:
        """Return the field that the latest result is about: its step, place and label."""
        tested = self.latest(flow)
        for finding in tested.result.findings if tested is not None and not tested.stale else ():
            field = field_at(flow, finding.path)
            if field is not None:
                return field.step, field.place.loc, field.place.label
        return None

    def reason(self, flow: WizardFlow) -> str:
        """Return why nothing of this type can be tested; "" if it can."""
        return getattr(access_of(flow).check, "reason", "")

    def can_test(self, flow: WizardFlow) -> bool:
        """Return whether the type of ``flow`` can be tested."""
        return not hasattr(access_of(flow).check, "reason")

    def changed(self) -> None:
        """Show the test anew, since something changed."""
        if self.view is not None:
            self.view.show_test()

    def form_changed(self) -> None:
        """Show the test anew, since something was entered."""
        self._problem = ""
        self.changed()

    # Testing

    def toggle(self, flow: WizardFlow, ask: Ask) -> None:
        """Test, or stop the test that is running."""
        if self.running:
            self.stop()
        elif not self._busy:
            self._busy = True
            self.app.run_worker(self._test(flow, ask), group="source-test")

    def stop(self) -> None:
        """Stop the test that is running."""
        if self._running is not None:
            self._running.cancel()

    async def _test(self, flow: WizardFlow, ask: Ask) -> None:
        self._problem, self._tested = "", weakref.ref(flow)
        try:
            tests = await self.tests()
            plan = tests.plan(flow)
            if plan.missing:
                self.lead_to(flow, plan.missing, "The test")
            elif plan.reason:
                self._problem = f"{source_words.NEUTRAL} Not tested: {plan.reason}"
            elif await agreed(tests, plan.hosts, self._before(plan), "Test", ask):
                await self._run(tests, flow, plan)
        except WizardError as error:
            self._problem = f"{source_words.NEUTRAL} Not tested: {error}"
        finally:
            self._busy, self._running = False, None
            self.changed()

    async def _run(self, tests: SourceTest, flow: WizardFlow, plan: Plan) -> None:
        self._hosts, self._began = plan.hosts, time.monotonic()
        self._running = running = asyncio.create_task(tests.run(flow))
        self.changed()
        try:
            result = await running
        except asyncio.CancelledError:
            me = asyncio.current_task()
            if me is not None and me.cancelling():  # the app is leaving
                raise
            self._problem = f"{source_words.NEUTRAL} Stopped."
            return
        self._running = None
        self.changed()
        tested = tests.latest(flow)
        if self._controller.flow is flow and tested is not None and not tested.stale:
            self._place(flow, result)

    async def tests(self) -> SourceTest:
        """Return what asks sources, loaded in a thread the first time."""
        if self._tests is None:
            services = self.app.services

            def load() -> SourceTest:
                from wizard.core.source_test import SourceTest

                return SourceTest(services)

            self._tests = await asyncio.to_thread(load)
        return self._tests

    def _before(self, plan: Plan) -> str:
        return source_words.before_test(plan, sandbox=self.app.services.sandbox)

    # Leading to fields

    def go_back(self) -> None:
        """Go back to the field that is to be chosen, and open its list."""
        if self.return_to is not None:
            self.opening, self.return_to = self.return_to, None
            self._controller.go_to(*self.opening)

    def go_for(self, flow: WizardFlow, paths: Sequence[str], back: tuple[Step, Loc]) -> None:
        """Go to the credential for a list, and come ``back`` afterwards."""
        self.return_to = back
        place = flow.forms[back[0]].place(back[1])
        words = f"Then press f7 or Next to go back to {place.label if place else 'the list'}."
        for field in fields_named(flow, paths)[:1]:
            self.told = field.step, field.place.loc, words
            self._controller.go_to(field.step, field.place.loc)

    def lead_to(self, flow: WizardFlow, paths: Sequence[str], what: str) -> None:
        """Go to the first of the fields that ``what`` needs, and say so."""
        found = fields_named(flow, paths)
        if not found:
            return
        words = source_words.needed(flow, [field.path for field in found], what)
        step, loc = found[0].step, found[0].place.loc
        flow.forms[step].mark_touched(loc)
        self.told = step, loc, words
        self._controller.go_to(step, loc)

    def _place(self, flow: WizardFlow, result: CheckResult) -> None:
        """Put what is wrong at its fields, in place of what the test before found."""
        placed: dict[Step, list[FieldError]] = {}
        for finding in result.findings:
            field = field_at(flow, finding.path)
            if field is not None and result.outcome == "failed" and not finding.warning:
                placed.setdefault(field.step, []).append(FieldError(field.place.loc, finding.words))
        for step, state in flow.forms.items():
            old = (*state.read().errors, *self._placed.get(step, ()))
            others = [error for error in state.errors if error not in old]
            state.add_errors([*others, *placed.get(step, ())])
        self._placed = placed
        if placed and self.view is not None:
            step, errors = next(iter(placed.items()))
            self.view.show_failure(step, errors[0].loc)


async def agreed(
    tests: SourceTest, hosts: Sequence[str], words: str, action: str, ask: Ask
) -> bool:
    """Return whether ``hosts`` may be asked; a person is asked once for each."""
    if not tests.is_first(hosts):
        return True
    yes = await ask(words, action)
    if yes:
        tests.agree(hosts)
    return yes
