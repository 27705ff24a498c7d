"""The submission workflow: check conflicts, confirm, sign in, send, handle the outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from enum import Enum
from functools import partial
from typing import NamedTuple, Protocol

from wizard.api import (
    Created,
    CreateSourceRequest,
    FieldErrorMessage,
    NotConnected,
    Outcome,
    OutcomeUnknown,
    RefusalReason,
    Refused,
)
from wizard.auth.account import Account
from wizard.core.prior_attempts import conflicts_of, unanswered_before
from wizard.core.results import CreatedConnector
from wizard.core.services import Services
from wizard.core.settle_submission import noted_words, settle
from wizard.core.submission import LogWriter, SourceFile, Submission
from wizard.flow import NAME, Step, WizardFlow
from wizard.forms import Loc
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.history_events import HistoryEntry


class Decision(Enum):
    """The user's decision about an obstacle or an outcome."""

    STOP = "stop"
    """Send nothing more for now."""
    GO_ON = "go on"
    """Send anyway, or send again."""
    NEW_SESSION = "new session"
    """Send again with a new session."""
    EXISTS = "exists"
    """The user checked: the source was created."""
    MISSING = "missing"
    """The user checked: the source was not created."""


class Placed(NamedTuple):
    """Where errors were placed: the first field with one, and those that fit no field.

    message: what the refusal says, unless the field says it. exists: the earlier submission without
    an answer that took the name, as it seems.
    """

    first: tuple[Step, Loc] | None = None
    left: Sequence[FieldErrorMessage] = ()
    message: str = ""
    exists: HistoryEntry | None = None


class SubmitResult(NamedTuple):
    """How a submission ended.

    outcome: of the last attempt; None if nothing was sent. created: the new connector, if any.
    decision: the user's last decision. stopped: the user stopped the sending, maybe too late.
    """

    outcome: Outcome | None = None
    created: CreatedConnector | None = None
    decision: Decision = Decision.STOP
    stopped: bool = False


class SubmitUI(Protocol):
    """What an interface shows and asks during a submission.

    An exception raised by a method ends the submission.
    """

    async def confirm(self, request: CreateSourceRequest, created: Sequence[Conflict]) -> bool:
        """Return whether to send although ``created`` lists earlier creations of the same."""

    async def resolve(self, obstacle: Conflict | StorageError) -> Decision:
        """Ask about an obstacle: another submission, or a history that cannot be written."""

    async def sign_in(self) -> Account | None:
        """Return a usable account, asking for one if needed; None to send nothing."""

    async def run(self, submission: Submission) -> Outcome | None:
        """Run the submission and show its progress; None if nobody is left to continue.

        Raises ``Conflict`` and ``StorageError``.
        """

    async def after(
        self,
        outcome: NotConnected | Refused | OutcomeUnknown,
        placed: Placed,
        submission: Submission,
    ) -> Decision:
        """Show the outcome and ask what to do."""

    async def ask_ids(self, name: str) -> tuple[int, int] | None:
        """Ask for both IDs of what the user found to exist; None if they do not see them."""

    def settled(self, entry_id: str) -> None:
        """Take note that it is known what became of a submission without an answer."""

    def tell(self, words: str) -> None:
        """Report what was done."""

    def warn(self, words: str) -> None:
        """Report a problem that does not stop the submission."""


class _Stopped(Exception):
    """An obstacle remains."""

    def __init__(self, decision: Decision = Decision.STOP) -> None:
        self.decision = decision


class SubmitWorkflow:
    """Submits the requests of flows, after asking the necessary questions.

    call: runs calls that may block, such as disk access. decided: IDs of the earlier submissions
    that no longer count as conflicts.
    """

    def __init__(
        self, services: Services, ui: SubmitUI, call: LogWriter = asyncio.to_thread
    ) -> None:
        self.decided: set[str] = set()
        self._has_warned = False
        self._services = services
        self._ui = ui
        self._call = call

    async def submit(
        self, flow: WizardFlow, origin: SourceFile | None = None, *, agreed: bool = False
    ) -> SubmitResult:
        """Submit the request of a complete flow, repeating it as often as the user asks.

        agreed: the user agreed to this request with an earlier one, unless it was created before.
        The server's field errors are attached to the fields. Raises ``WizardError`` if there is
        nothing to send it with.
        """
        try:
            return await self._submit(flow, flow.request(), origin, agreed=agreed)
        except _Stopped as end:
            return SubmitResult(decision=end.decision)

    async def note(
        self, entry_id: str, name: str, decision: Decision, source: str | None = None
    ) -> None:
        """Record what the user found out, if that is their decision, and the IDs that they saw.

        source: the file of the request, where the history does not know the submission.
        """
        if decision not in (Decision.EXISTS, Decision.MISSING):
            return
        exists, history = decision is Decision.EXISTS, self._services.history()
        note = partial(settle, history, entry_id, exists=exists, source=source)
        try:
            await self._call(note)  # at once: whoever looks for the IDs may not come back
            self._ui.settled(entry_id)
            ids = await self._ui.ask_ids(name) if exists else None
            if ids is not None:
                await self._call(partial(note, ids=ids))
        except StorageError as error:
            self._ui.warn(f"Can't write to the history. {error}")
        else:
            self._ui.tell(noted_words(name, exists=exists, ids=ids))

    async def _submit(
        self,
        flow: WizardFlow,
        request: CreateSourceRequest,
        origin: SourceFile | None,
        *,
        agreed: bool,
    ) -> SubmitResult:
        if not self._has_warned and (words := self._services.history().unread):
            self._has_warned = True
            self._ui.warn(words)
        created = await self._clear(request, origin)
        if (created or not agreed) and not await self._ui.confirm(request, created):
            raise _Stopped
        self.decided |= {conflict.entry.id for conflict in created}
        for state in flow.forms.values():
            state.add_errors([])  # errors from an earlier response
        while account := await self._ui.sign_in():
            submission, outcome = await self._attempt(request, origin, account)
            if isinstance(outcome, Created):
                account.mark_accepted()
                created_one = CreatedConnector.from_outcome(request, outcome)
                return SubmitResult(outcome, created_one, stopped=submission.is_stopped)
            decision = await self._after(flow, submission, outcome)
            if decision is Decision.NEW_SESSION:
                account.mark_rejected()
            elif decision is not Decision.GO_ON:
                return SubmitResult(outcome, decision=decision)
        raise _Stopped

    async def _clear(
        self, request: CreateSourceRequest, origin: SourceFile | None
    ) -> list[Conflict]:
        """Return earlier creations of the same source, once nothing else conflicts.

        Raises ``_Stopped``.
        """
        while True:
            find = partial(conflicts_of, self._services, request, origin)
            found = [c for c in await self._call(find) if c.entry.id not in self.decided]
            others = [conflict for conflict in found if conflict.reason is not Reason.CREATED]
            if not others:
                return found
            await self._resolve(others[0])

    async def _resolve(self, obstacle: Conflict | StorageError) -> None:
        """Ask about an obstacle. Raises ``_Stopped`` unless another attempt makes sense."""
        decision = await self._ui.resolve(obstacle)
        if isinstance(obstacle, Conflict):
            entry = obstacle.entry
            await self.note(entry.id, entry.name, decision, entry.source)
        if decision not in (Decision.GO_ON, Decision.MISSING):
            raise _Stopped(decision)
        if isinstance(obstacle, Conflict) and obstacle.reason is not Reason.IN_FLIGHT:
            self.decided.add(obstacle.entry.id)

    async def _attempt(
        self, request: CreateSourceRequest, origin: SourceFile | None, account: Account
    ) -> tuple[Submission, Outcome]:
        """Make one submission. Raises ``_Stopped`` and ``WizardError``."""
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
                outcome = await self._ui.run(submission)
            except (Conflict, StorageError) as obstacle:
                await self._resolve(obstacle)
                unrecorded |= isinstance(obstacle, StorageError)
                continue
            if submission.warning:
                self._ui.warn(submission.warning)
            if outcome is None:
                raise _Stopped
            return submission, outcome

    async def _after(
        self,
        flow: WizardFlow,
        submission: Submission,
        outcome: NotConnected | Refused | OutcomeUnknown,
    ) -> Decision:
        placed = place_refusal(flow, outcome) if isinstance(outcome, Refused) else Placed()
        if isinstance(outcome, Refused) and outcome.kind is RefusalReason.DUPLICATE_NAME:
            history, host = self._services.history(), self._services.host
            find = partial(unanswered_before, history, host, submission.request)
            placed = placed._replace(exists=await self._call(find))
        decision = await self._ui.after(outcome, placed, submission)
        if (entry := placed.exists) is not None:
            await self.note(entry.id, entry.name, decision, entry.source)
        elif submission.intent:
            await self.note(submission.intent, submission.request.name, decision)
        elif decision is Decision.MISSING:
            return Decision.STOP  # no intent was recorded that this could be noted for
        return decision


def place_refusal(flow: WizardFlow, outcome: Refused) -> Placed:
    """Attach the errors of a refusal to the fields of ``flow``."""
    if outcome.kind is RefusalReason.DUPLICATE_NAME:
        flow.mark_duplicate_name(outcome.message)
        return Placed((Step.CONFIGURE, NAME))
    left = flow.place_errors(outcome.fields)
    errors = ((step, error.loc) for step, state in flow.forms.items() for error in state.errors)
    return Placed(next(errors, None), left, outcome.message)
