"""What happens between "send" and the result, on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wizard.account import Account
from wizard.api import CreateSource, Kind, NotConnected, Refused, Unknown
from wizard.core.submit_workflow import (
    AfterRefusal,
    Placed,
    Resolution,
    SubmitResult,
    SubmitWorkflow,
)
from wizard.earlier import warning_of
from wizard.flow import Flow, Step
from wizard.requestfile import dotted
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.events import Entry
from wizard.submit import Submission
from wizard.trouble import Trouble
from wizard.tui.screens import asking
from wizard.tui.screens.question import Question
from wizard.tui.screens.session import AskSession
from wizard.tui.screens.submitting import Submitting

if TYPE_CHECKING:
    from wizard.tui.app import WizardApp


async def send(app: WizardApp) -> None:
    """Send the request of the flow, after asking what has to be asked; then show what came of it.

    Runs as a worker. Comes back to the review, or to the field to mend, whenever it is not sent
    or not created.
    """
    journey = app.journey
    flow = journey.flow
    if flow is None:
        return
    first = flow.first_missing()
    if first is not None:
        flow.check(first[0])
        journey.go(*first)
        return
    ui = ScreenUI(app)
    try:
        result = await SubmitWorkflow(app.services, ui).submit(flow, journey.origin)
        if not app.leaving:
            await _show(app, flow, result)
    except Trouble as error:
        await app.push_screen_wait(asking.cannot(str(error)))
    if ui.confirmed and journey.flow is flow and flow.step is Step.REVIEW and not app.leaving:
        journey.show()  # it says something else by now


async def _show(app: WizardApp, flow: Flow, result: SubmitResult) -> None:
    """Show what came of it, where that has not been said yet."""
    if result.created is not None:
        app.journey.created.append(result.created)
        await app.journey.discard_draft()
        flow.step = Step.RESULT
        app.journey.show()
    elif isinstance(result.outcome, Unknown):
        if result.resolution is Resolution.EXISTS:
            await app.journey.discard_draft()
            app.notify("Noted: it exists. Its IDs are in Clarm's dashboard.", markup=False)
            app.journey.begin_anew()
        elif result.resolution is Resolution.MISSING:
            app.notify("Noted: it is not there. You can send it again.", markup=False)


async def settle(app: WizardApp, entry: Entry, *, letters: bool = True) -> Resolution:
    """Ask what became of an earlier sending, and note it. ``letters``: see ``Question``."""
    ui = ScreenUI(app)
    resolution = await ui.resolve_entry(entry, letters=letters)
    await SubmitWorkflow(app.services, ui).note(entry.id, resolution)
    return resolution


class ScreenUI:
    """Asks with windows. ``confirmed``: whether the person said to send it."""

    def __init__(self, app: WizardApp) -> None:
        self.confirmed = False
        self._app = app

    async def confirm(self, request: CreateSource, created: Sequence[Conflict]) -> bool:
        """Ask, except in the sandbox."""
        if not self._app.services.sandbox:
            before = warning_of(created, request)
            if not await self._ask(asking.confirm(request, self._app.services.host, before)):
                return False
        self.confirmed = True
        self._app.journey.banner = ""
        return True

    async def proceed(self, conflict: Conflict) -> bool:
        """Ask."""
        if conflict.reason is Reason.IN_FLIGHT:
            return bool(await self._ask(asking.in_flight(conflict)))
        return bool(await self._ask(asking.created_meanwhile(conflict)))

    async def resolve_entry(self, entry: Entry, *, letters: bool = True) -> Resolution:
        """Ask. ``letters``: see ``Question``."""
        return Resolution(await self._ask(asking.unsettled(entry, letters=letters)))

    async def sign_in(self) -> Account | None:
        """Wait for what is known, and ask where that is nothing."""
        app = self._app
        await app.account_known.wait()
        app.update_status()
        if not app.account.usable:
            session = await app.push_screen_wait(AskSession(app.services.host, app.account))
            if session is None:
                return None
            app.account.give(session)
            app.update_status()
        return app.account

    async def send_unrecorded(self, error: StorageError) -> bool:
        """Ask."""
        return bool(await self._ask(asking.unrecorded(error)))

    async def run(self, submission: Submission) -> None:
        """Over a screen that shows how far it is."""
        result = await self._app.push_screen_wait(Submitting(submission))
        if isinstance(result, Exception):
            raise result

    async def report(self, submission: Submission) -> bool:
        """Keep it for the end of the run."""
        if submission.warning:
            self.warn(submission.warning)
        if self._app.leaving or submission.outcome is None:
            return False
        self._app.journey.outcome = submission.outcome
        self._app.journey.sent |= not isinstance(submission.outcome, NotConnected)
        return True

    async def after_not_connected(self, outcome: NotConnected) -> bool:
        """Ask."""
        return bool(await self._ask(asking.not_connected(outcome)))

    async def after_refusal(self, outcome: Refused, placed: Placed) -> AfterRefusal:
        """Go to the field to mend, or ask where there is none."""
        journey = self._app.journey
        if outcome.kind is Kind.SESSION:
            return AfterRefusal.NEW_SESSION
        if placed.first is not None:
            lines = [f"{dotted(item.loc)}: {item.message}" for item in placed.left]
            journey.banner = "\n".join([outcome.message, *lines])
            journey.go(*placed.first)
            return AfterRefusal.EDIT
        answer = await self._ask(asking.refused(outcome))
        if isinstance(answer, Step):
            journey.banner = "\n".join(part for part in (outcome.message, outcome.said) if part)
            journey.go(answer)
            return AfterRefusal.EDIT
        return AfterRefusal(answer)

    async def after_unknown(self, outcome: Unknown, submission: Submission) -> Resolution:
        """Ask."""
        return Resolution(await self._ask(asking.unknown(outcome, submission.request.name)))

    def warn(self, words: str) -> None:
        """Say it for a while."""
        self._app.notify(words, severity="warning", markup=False, timeout=15)

    async def _ask(self, question: Question) -> Any:
        return await self._app.push_screen_wait(question)
