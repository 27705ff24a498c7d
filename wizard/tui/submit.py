"""Screen side of a submission, from "send" to the result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from wizard.api import (
    CreateSourceRequest,
    NotConnected,
    Outcome,
    OutcomeUnknown,
    RefusalReason,
    Refused,
)
from wizard.auth.account import Account
from wizard.core.prior_attempts import warning_of
from wizard.core.series import submit_all
from wizard.core.submission import Submission
from wizard.core.submit_workflow import Decision, Placed, SubmitResult, SubmitWorkflow
from wizard.flow import Step, WizardFlow
from wizard.request_files import dotted
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict
from wizard.storage.history_events import HistoryEntry
from wizard.tui.screens import submit_dialogs
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.sign_in import SignInDialog
from wizard.tui.screens.submitting import SubmittingScreen
from wizard.utils.errors import WizardError

if TYPE_CHECKING:
    from wizard.tui.context import WorkflowHost


async def send(app: WorkflowHost) -> None:
    """Submit the flow's request after any necessary questions, and show the outcome.

    Runs as a worker. Returns to the review, or to the field to correct, if the request is not sent
    or nothing is created.
    """
    controller = app.controller
    flow = controller.flow
    if flow is None:
        return
    first = flow.first_incomplete()
    if first is not None:
        flow.validate_step(first[0])
        controller.go_to(*first)
        return
    ui = ScreenUI(app)
    try:
        workflow = SubmitWorkflow(app.services, ui)
        result = await submit_all(
            workflow, flow, controller.origin, controller.series, controller.on_next_of_series
        )
        if not app.leaving:
            await _show(app, flow, result)
    except WizardError as error:
        await app.push_screen_wait(submit_dialogs.cannot(str(error)))
    if ui.confirmed and controller.flow is flow and flow.step is Step.REVIEW and not app.leaving:
        controller.show()  # its text has changed by now


async def _show(app: WorkflowHost, flow: WizardFlow, result: SubmitResult) -> None:
    """Show the outcome, unless that has been done already."""
    if result.created is not None:
        await app.controller.discard_draft()
        if app.controller.plan is not None:
            await app.controller.plan.refresh()
        flow.step = Step.RESULT
        app.controller.show()
    elif result.decision is Decision.EXISTS:
        app.controller.results.outcome = None
        if app.controller.series is not None and app.controller.series.rows:
            app.controller.series.put_next(flow)
            await app.controller.on_next_of_series()
            app.controller.show()
            return
        await app.controller.discard_draft()
        if app.controller.plan is not None:
            await app.controller.plan.arrive()
        else:
            app.controller.start_over()


async def settle(app: WorkflowHost, entry: HistoryEntry, *, letters: bool = True) -> Decision:
    """Ask what became of an earlier submission, and record it.

    letters: see ``ChoiceDialog``.
    """
    question = submit_dialogs.unsettled(entry, letters=letters)
    decision: Decision = await app.push_screen_wait(question)
    workflow = SubmitWorkflow(app.services, ScreenUI(app))
    await workflow.note(entry.id, entry.name, decision, entry.source)
    return decision


class ScreenUI:
    """Asks the submit workflow's questions in dialogs.

    confirmed: whether the user agreed to send.
    """

    def __init__(self, app: WorkflowHost) -> None:
        self.confirmed = False
        self._app = app

    async def confirm(self, request: CreateSourceRequest, created: Sequence[Conflict]) -> bool:
        """Ask only about what the review does not show: a failed test, or an earlier creation."""
        failed = self._app.controller.failed_test()
        before = "" if self._app.services.sandbox else warning_of(created, request)
        if failed or before:
            host = self._app.services.host
            if not await self._ask(submit_dialogs.confirm(request, host, before, failed)):
                return False
        self.confirmed = True
        self._app.clear_notifications()  # they are about what was before
        self._app.controller.banner = ""
        return True

    async def resolve(self, obstacle: Conflict | StorageError) -> Decision:
        """Ask what to do about an obstacle to sending."""
        return Decision(await self._ask(submit_dialogs.obstacle(obstacle)))

    async def sign_in(self) -> Account | None:
        """Wait for stored credentials, and ask for a session if there are none.

        Returns None if the user gives none.
        """
        app = self._app
        await app.account_known.wait()
        app.update_status()
        if not app.account.usable:
            session = await app.push_screen_wait(SignInDialog(app.services.host, app.account))
            if session is None:
                return None
            app.account.use_session(session)
            app.update_status()
        return app.account

    async def run(self, submission: Submission) -> Outcome | None:
        """Send, showing the progress; return None if the app is leaving."""
        if self._app.leaving:
            return None
        submission.on_outcome = partial(self._app.controller.on_outcome, submission)
        result = await self._app.push_screen_wait(SubmittingScreen(submission))
        if isinstance(result, Exception):
            raise result
        return None if self._app.leaving else result

    async def after(
        self,
        outcome: NotConnected | Refused | OutcomeUnknown,
        placed: Placed,
        submission: Submission,
    ) -> Decision:
        """Go to the field to correct, or ask what to do if there is none."""
        if isinstance(outcome, NotConnected):
            return Decision(await self._ask(submit_dialogs.not_connected(outcome)))
        if isinstance(outcome, OutcomeUnknown):
            return Decision(
                await self._ask(submit_dialogs.unknown(outcome, submission.request.name))
            )
        if outcome.kind is RefusalReason.SESSION:
            return Decision.NEW_SESSION
        if placed.exists is not None:
            answer = await self._ask(submit_dialogs.seems_to_exist(placed.exists))
            if answer is Decision.EXISTS:
                return Decision.EXISTS
        controller = self._app.controller
        if placed.first is not None:
            left = "\n".join(f"{dotted(item.loc)}: {item.message}" for item in placed.left)
            controller.show_refusal(placed.message, left, *placed.first)
            return Decision.STOP
        answer = await self._ask(submit_dialogs.refused(outcome))
        if isinstance(answer, Step):
            words = "\n".join(part for part in (outcome.message, outcome.server_message) if part)
            controller.show_refusal(words, "", answer)
            return Decision.STOP
        return Decision(answer)

    async def ask_ids(self, name: str) -> tuple[int, int] | None:
        """Ask for both IDs on a screen."""
        from wizard.tui.screens.found_ids import FoundIdsScreen

        return await self._app.push_screen_wait(FoundIdsScreen(name))

    def settled(self, entry_id: str) -> None:
        """Let the controller take note."""
        self._app.controller.results.settle(entry_id)

    def tell(self, words: str) -> None:
        """Show what was done for a while."""
        self._app.notify(words, markup=False)

    def warn(self, words: str) -> None:
        """Show a warning for a while."""
        self._app.notify(words, severity="warning", markup=False, timeout=15)

    async def _ask(self, question: ChoiceDialog) -> Any:
        return await self._app.push_screen_wait(question)
