"""From "send" to the outcome: cleared of conflicts, confirmed, signed in, sent, and dealt with."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from enum import Enum
from functools import partial
from typing import NamedTuple, Protocol

from wizard.account import Account
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
from wizard.earlier import conflicts_of
from wizard.exit_state import CreatedSource
from wizard.flow import NAME, Flow, Step
from wizard.forms import Loc
from wizard.services import Services
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.events import Entry
from wizard.submit import Noting, Origin, Submission


class Resolution(Enum):
    """What a person found out about a sending whose end is not known."""

    EXISTS = "exists"
    MISSING = "missing"
    LATER = "later"


class AfterRefusal(Enum):
    """What follows a refusal."""

    EDIT = "edit"
    RETRY = "retry"
    NEW_SESSION = "new session"


class Placed(NamedTuple):
    """Where the complaints of a refusal are.

    first: the first field that has one. left: those that fit no field.
    """

    first: tuple[Step, Loc] | None = None
    left: Sequence[FieldMessage] = ()


class SubmitResult(NamedTuple):
    """How a submission ended.

    outcome: of the last sending; None if nothing was sent. created: the connector, if so.
    resolution: what the person found out about the sending that ended it, if any did.
    """

    outcome: Outcome | None = None
    created: CreatedSource | None = None
    resolution: Resolution = Resolution.LATER


class SubmitUI(Protocol):
    """What a face shows and asks during a submission. What a method raises ends it."""

    async def confirm(self, request: CreateSource, created: Sequence[Conflict]) -> bool:
        """Whether to send, though ``created`` say that the same was created before."""

    async def proceed(self, conflict: Conflict) -> bool:
        """Whether to look again (it is in flight), or to send all the same (it was created)."""

    async def resolve_entry(self, entry: Entry) -> Resolution:
        """Ask what became of an earlier sending."""

    async def sign_in(self) -> Account | None:
        """An account that is usable, asked for where there is none; None to send nothing."""

    async def send_unrecorded(self, error: StorageError) -> bool:
        """Whether to send what cannot be noted first."""

    async def run(self, submission: Submission) -> None:
        """Run it and show its progress. Raises Conflict, StorageError."""

    async def report(self, submission: Submission) -> bool:
        """Take note of its outcome; False if nobody is there any more to go on."""

    async def after_not_connected(self, outcome: NotConnected) -> bool:
        """Whether to try again."""

    async def after_refusal(self, outcome: Refused, placed: Placed) -> AfterRefusal:
        """Show a refusal, and ask what to do."""

    async def after_unknown(self, outcome: Unknown, submission: Submission) -> Resolution:
        """Ask what became of what was just sent."""

    def warn(self, words: str) -> None:
        """Say what did not work and stops nothing."""


class _NotSent(Exception):
    """The person decided against it, knowing ``resolution``."""

    def __init__(self, resolution: Resolution = Resolution.LATER) -> None:
        self.resolution = resolution


class SubmitWorkflow:
    """Sends the requests of flows, after asking what has to be asked.

    call: how to call what may block, such as the disk.
    decided: IDs of the earlier sendings that no longer stand in the way.
    """

    def __init__(self, services: Services, ui: SubmitUI, call: Noting = asyncio.to_thread) -> None:
        self.decided: set[str] = set()
        self._services = services
        self._ui = ui
        self._call = call

    async def submit(self, flow: Flow, origin: Origin | None = None) -> SubmitResult:
        """Send the request of a complete flow, again as often as that is asked for.

        Complaints of the server about fields are put at them. Raises Trouble if there is nothing
        to send it with.
        """
        try:
            return await self._submit(flow, origin)
        except _NotSent as end:
            return SubmitResult(resolution=end.resolution)

    async def note(self, entry_id: str, resolution: Resolution) -> None:
        """Note in the history what a person found out."""
        if resolution is Resolution.LATER:
            return
        exists = resolution is Resolution.EXISTS
        try:
            await self._call(lambda: self._services.history().settle(entry_id, exists=exists))
        except StorageError as error:
            self._ui.warn(f"This could not be noted. {error}")

    async def _submit(self, flow: Flow, origin: Origin | None) -> SubmitResult:
        request = flow.request()
        created = await self._clear(request, origin)
        if not await self._ui.confirm(request, created):
            raise _NotSent
        self.decided |= {conflict.entry.id for conflict in created}
        for state in flow.forms.values():
            state.add_errors([])  # what an earlier answer complained about
        while True:
            account = await self._ui.sign_in()
            if account is None:
                raise _NotSent
            submission = await self._attempt(request, origin, account)
            outcome = submission.outcome
            if not await self._ui.report(submission) or outcome is None:
                return SubmitResult(outcome)
            if isinstance(outcome, Created):
                account.accepted()
                return SubmitResult(outcome, CreatedSource.from_outcome(request, outcome))
            if isinstance(outcome, Unknown):
                return SubmitResult(outcome, resolution=await self._resolve(outcome, submission))
            if not await self._again(flow, account, outcome):
                return SubmitResult(outcome)

    # Before

    async def _clear(self, request: CreateSource, origin: Origin | None) -> list[Conflict]:
        """What the same created before, once nothing else stands in the way. Raises _NotSent."""
        while True:
            find = partial(conflicts_of, self._services, request, origin)
            found = [c for c in await self._call(find) if c.entry.id not in self.decided]
            others = [conflict for conflict in found if conflict.reason is not Reason.CREATED]
            if not others:
                return found
            await self._decide(others[0])

    async def _decide(self, conflict: Conflict) -> None:
        """Ask about what stands in the way; raises _NotSent unless it is worth another look."""
        if conflict.reason is Reason.UNRESOLVED:
            resolution = await self._ui.resolve_entry(conflict.entry)
            await self.note(conflict.entry.id, resolution)
            if resolution is not Resolution.MISSING:
                raise _NotSent(resolution)
        elif not await self._ui.proceed(conflict):
            raise _NotSent
        if conflict.reason is not Reason.IN_FLIGHT:
            self.decided.add(conflict.entry.id)

    # Sending

    async def _attempt(
        self, request: CreateSource, origin: Origin | None, account: Account
    ) -> Submission:
        """One sending. Raises _NotSent, Trouble."""
        unrecorded = False
        while True:
            submission = Submission(
                request,
                await self._call(lambda: self._services.client(account)),
                self._services.history(),
                self._services.host,
                origin,
                unrecorded=unrecorded,
                decided=lambda conflict: conflict.entry.id in self.decided,
            )
            try:
                await self._ui.run(submission)
            except Conflict as conflict:
                await self._decide(conflict)
            except StorageError as error:
                if not await self._ui.send_unrecorded(error):
                    raise _NotSent from None
                unrecorded = True
            else:
                return submission

    # After

    async def _again(self, flow: Flow, account: Account, outcome: NotConnected | Refused) -> bool:
        """Whether to send it again at once."""
        if isinstance(outcome, NotConnected):
            return await self._ui.after_not_connected(outcome)
        after = await self._ui.after_refusal(outcome, place_refusal(flow, outcome))
        if after is AfterRefusal.NEW_SESSION:
            account.refused()
        return after is not AfterRefusal.EDIT

    async def _resolve(self, outcome: Unknown, submission: Submission) -> Resolution:
        resolution = await self._ui.after_unknown(outcome, submission)
        if submission.intent:
            await self.note(submission.intent, resolution)
        elif resolution is Resolution.MISSING:
            return Resolution.LATER  # there is no note that this could be said of
        return resolution


def place_refusal(flow: Flow, outcome: Refused) -> Placed:
    """Put the complaints of a refusal at the fields of ``flow``."""
    if outcome.kind is Kind.DUPLICATE_NAME:
        flow.name_is_taken()
        return Placed((Step.CONFIGURE, NAME))
    left = flow.place_errors(outcome.fields)
    errors = ((step, error.loc) for step, state in flow.forms.items() for error in state.errors)
    return Placed(next(errors, None), left)
