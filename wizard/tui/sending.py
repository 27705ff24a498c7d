"""What happens between "send" and the result: asking, signing in, sending, and the outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wizard.api import (
    Created,
    CreateSource,
    FieldMessage,
    Kind,
    NotConnected,
    Outcome,
    Refused,
    Unknown,
)
from wizard.earlier import conflicts_of, warning_of
from wizard.exit_state import CreatedSource
from wizard.flow import Flow, Step
from wizard.requestfile import dotted
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.submit import Submission
from wizard.trouble import Trouble
from wizard.tui.screens import asking
from wizard.tui.screens.session import AskSession
from wizard.tui.screens.submitting import Submitting

if TYPE_CHECKING:
    from wizard.tui.context import WorkflowHost


async def send(app: WorkflowHost) -> None:
    """Send the request of the flow, after asking what has to be asked; then show what came of it.

    Runs as a worker. Comes back to the review, or to the field to mend, whenever it is not sent
    or not created.
    """
    flow = app.journey.flow
    if flow is None:
        return
    first = flow.first_missing()
    if first is not None:
        flow.check(first[0])
        app.journey.go(*first)
        return
    request = flow.request()
    decided: set[str] = set()
    created = await _cleared(app, request, decided)
    if created is None:
        return
    decided |= {conflict.entry.id for conflict in created}
    if not app.services.sandbox:
        question = asking.confirm(request, app.services.host, warning_of(created, request))
        if not await app.push_screen_wait(question):
            return
    app.journey.banner = ""
    for state in flow.forms.values():
        state.add_errors([])  # what an earlier answer complained about
    await _sent(app, flow, request, decided)
    if app.journey.flow is flow and flow.step is Step.REVIEW and not app.leaving:
        app.journey.show()  # it says something else by now


async def _sent(app: WorkflowHost, flow: Flow, request: CreateSource, decided: set[str]) -> None:
    """Send it, and again as often as that is asked for."""
    while await _signed_in(app):
        submission = await _attempt(app, request, decided)
        if submission is None or submission.outcome is None or app.leaving:
            return
        app.journey.outcome = submission.outcome
        app.journey.sent |= not isinstance(submission.outcome, NotConnected)
        if await _dealt_with(app, flow, submission, submission.outcome):
            return


async def _cleared(
    app: WorkflowHost, request: CreateSource, decided: set[str]
) -> list[Conflict] | None:
    """What the same created before, once nothing else stands in the way; None: do not send.

    Asks about each that does; ``decided`` is told of those that no longer do.
    """
    while True:
        found = await asyncio.to_thread(conflicts_of, app.services, request, app.journey.origin)
        created = [conflict for conflict in found if conflict.reason is Reason.CREATED]
        still = [c for c in found if c not in created and c.entry.id not in decided]
        if not still:
            return created
        if not await _decides(app, still[0], decided):
            return None


async def _decides(app: WorkflowHost, conflict: Conflict, decided: set[str]) -> bool:
    """Ask about what stands in the way; whether to go on, after another look."""
    if conflict.reason is Reason.IN_FLIGHT:
        return bool(await app.push_screen_wait(asking.in_flight(conflict)))
    if conflict.reason is Reason.CREATED:
        goes_on = bool(await app.push_screen_wait(asking.created_meanwhile(conflict)))
    else:
        answer = await app.push_screen_wait(asking.unsettled(conflict.entry))
        goes_on = await settle(app, conflict.entry.id, answer)
    if goes_on:
        decided.add(conflict.entry.id)
    return goes_on


async def settle(app: WorkflowHost, entry_id: str, answer: asking.Next) -> bool:
    """Note what a person found out; whether it may be sent again."""
    if answer is asking.Next.REVIEW:
        return False
    exists = answer is asking.Next.EXISTS
    try:
        await asyncio.to_thread(lambda: app.services.history().settle(entry_id, exists=exists))
    except StorageError as error:
        app.notify(f"This could not be noted. {error}", severity="warning", markup=False)
    return not exists


async def _signed_in(app: WorkflowHost) -> bool:
    """Whether there is a session to send with; asks for one where there is none."""
    await app.account_known.wait()
    if app.account.usable:
        return True
    session = await app.push_screen_wait(AskSession(app.services.host, app.account))
    if session is None:
        return False
    app.account.give(session)
    app.update_status()
    return True


async def _attempt(
    app: WorkflowHost, request: CreateSource, decided: set[str]
) -> Submission | None:
    """One sending; None when it was not sent."""
    unrecorded = False
    while True:
        try:
            client = await asyncio.to_thread(app.services.client, app.account)
        except Trouble as error:
            await app.push_screen_wait(asking.cannot(str(error)))
            return None
        submission = Submission(
            request,
            client,
            app.services.history(),
            app.services.host,
            app.journey.origin,
            unrecorded=unrecorded,
            decided=lambda conflict: conflict.entry.id in decided,
        )
        result = await app.push_screen_wait(Submitting(submission))
        if isinstance(result, Conflict):
            if not await _decides(app, result, decided):
                return None
            continue
        if not isinstance(result, StorageError):
            break
        if not await app.push_screen_wait(asking.unrecorded(result)):
            return None
        unrecorded = True
    if submission.warning:
        app.notify(submission.warning, severity="warning", markup=False, timeout=15)
    return submission


async def _dealt_with(
    app: WorkflowHost, flow: Flow, submission: Submission, outcome: Outcome
) -> bool:
    """Show what came of it; False when it is to be sent again at once."""
    if isinstance(outcome, Created):
        await _created(app, flow, submission.request, outcome)
        return True
    if isinstance(outcome, Refused):
        return await _refused(app, flow, outcome)
    if isinstance(outcome, NotConnected):
        return not await app.push_screen_wait(asking.not_connected(outcome))
    return await _unknown(app, submission, outcome)


async def _created(app: WorkflowHost, flow: Flow, request: CreateSource, outcome: Created) -> None:
    app.account.accepted()
    app.journey.created.append(
        CreatedSource(
            name=request.name,
            type=request.type,
            connector_id=outcome.connector_id,
            credential_id=outcome.credential_id,
            status=outcome.status,
            message=outcome.message,
        )
    )
    await app.journey.discard_draft()
    flow.step = Step.RESULT
    app.journey.show()


async def _refused(app: WorkflowHost, flow: Flow, outcome: Refused) -> bool:
    if outcome.kind is Kind.SESSION:
        app.account.refused()
        app.update_status()
        return False
    step, left = _placed(flow, outcome)
    if step is not None:
        lines = [outcome.message, *(f"{dotted(item.loc)}: {item.message}" for item in left)]
        app.journey.banner = "\n".join(lines)
        app.journey.go(step, flow.forms[step].errors[0].loc)
        return True
    answer = await app.push_screen_wait(asking.refused(outcome))
    if answer is asking.Next.SESSION:
        app.account.refused()
        app.update_status()
    elif isinstance(answer, Step):
        app.journey.banner = "\n".join(part for part in (outcome.message, outcome.said) if part)
        app.journey.go(answer)
    return answer not in (asking.Next.AGAIN, asking.Next.SESSION)


def _placed(flow: Flow, outcome: Refused) -> tuple[Step | None, Sequence[FieldMessage]]:
    """Put the complaints at their fields: the first step that has one, and what fits no field."""
    if outcome.kind is Kind.DUPLICATE_NAME:
        flow.name_is_taken()
        return Step.CONFIGURE, ()
    if not outcome.fields:
        return None, ()
    left = flow.place_errors(outcome.fields)
    return next((step for step, state in flow.forms.items() if state.errors), None), left


async def _unknown(app: WorkflowHost, submission: Submission, outcome: Unknown) -> bool:
    question = asking.unknown(outcome, submission.request.name)
    answer = await app.push_screen_wait(question)
    again = await settle(app, submission.intent, answer) if submission.intent else False
    if answer is asking.Next.EXISTS:
        await app.journey.discard_draft()
        app.notify("Noted: it exists. Its IDs are in Clarm's dashboard.", markup=False)
        app.journey.begin_anew()
    elif again:
        app.notify("Noted: it is not there. You can send it again.", markup=False)
    return True
