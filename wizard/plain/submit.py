"""Submission: from the confirmation through sign-in and sending to the outcome."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, TypeVar

from wizard.api import (
    Created,
    CreateSourceRequest,
    NotConnected,
    NotConnectedReason,
    Outcome,
    OutcomeUnknown,
    Progress,
    RefusalReason,
    Refused,
    Retrying,
    UnknownReason,
)
from wizard.api.base_url import COOKIE
from wizard.auth.account import Account
from wizard.auth.session import SessionError, clean_session
from wizard.core import uncaught
from wizard.core.prior_attempts import conflicts_of, taken_words, warning_of
from wizard.core.results import CreatedConnector
from wizard.core.series import Series, submit_all
from wizard.core.services import Services
from wizard.core.submission import SourceFile, Submission
from wizard.core.submit_workflow import Decision, Placed, SubmitWorkflow
from wizard.flow import WizardFlow
from wizard.forms import Option, Secret
from wizard.plain.console import Console, Unreadable
from wizard.plain.field_help import COMMANDS
from wizard.plain.found_ids import ask_ids
from wizard.plain.input import (
    CommandWord,
    FromFile,
    GoBack,
    Misunderstood,
    Speech,
    ask,
    content,
    refuse,
    say_all,
)
from wizard.plain.options import InvalidChoice, line, pick
from wizard.plain.renderers import yes_or_no
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.history_events import HistoryEntry
from wizard.utils.timestamps import local_time

T = TypeVar("T")

_SIGN_IN: Final = (
    "Sign in to Clarm in a browser and open its developer tools (F12). Under Application or "
    f"Storage, open Cookies and copy the value of {COOKIE}.",
    "It stays in memory, for this run only. Enter @ and a path to load a file.",
    COMMANDS,
)
_FOUND: Final = (
    Option("exists", Decision.EXISTS, "exists", "I checked: it exists"),
    Option("missing", Decision.MISSING, "missing", "I checked: it doesn't exist"),
    Option("later", Decision.STOP, "later", "I don't know yet"),
)

PROGRESS_INTERVAL_SECONDS: Final = 10.0
"""Seconds between two lines that say that an answer is still awaited."""


class SubmitResult(Enum):
    """What follows an attempt to send."""

    CREATED = "created"
    EXISTS = "exists"
    REVIEW = "review"
    LEAVE = "leave"


@dataclass(slots=True, eq=False)
class SubmitPrompts:
    """Sends requests one at a time and asks, line by line, whatever needs an answer.

    outcome: the outcome of the last request, which determines how the run ends.
    created: the connector, if one was created. sent: whether the next request was sent before,
    without resulting in a connector. has_settled: whether the person found out what became of a
    submission.
    """

    console: Console
    services: Services
    review: Speech
    outcome: Outcome | None = None
    created: CreatedConnector | None = None
    sent: bool = False
    has_settled: bool = False
    account: Account = field(default_factory=Account)
    _looked: bool = False
    _intent: str = ""
    _workflow: SubmitWorkflow = field(init=False)

    def __post_init__(self) -> None:
        self._workflow = SubmitWorkflow(self.services, self, _call)

    def send(
        self,
        flow: WizardFlow,
        origin: SourceFile | None = None,
        series: Series | None = None,
        moved: Callable[[], None] = lambda: None,
    ) -> SubmitResult:
        """Send the request of a complete flow, after asking whatever needs an answer.

        series: what follows. moved: called when the flow has the values of the next one of it.
        The server's complaints about fields are attached to those fields. Raises StorageError if
        the submission cannot be recorded first and nobody can be asked.
        """
        self.created = None

        async def keep() -> None:
            self.sent = False
            moved()

        try:
            result = _run(submit_all(self._workflow, flow, origin, series, keep))
        except GoBack:
            return SubmitResult.REVIEW
        self.created = result.created
        if result.created is not None:
            return SubmitResult.CREATED
        if result.decision is Decision.EXISTS:
            self.outcome = None
            return SubmitResult.EXISTS
        match result.outcome:
            case None | NotConnected(reason=NotConnectedReason.CANCELLED):
                return SubmitResult.LEAVE
            case OutcomeUnknown() if result.decision is Decision.STOP:
                return SubmitResult.LEAVE
        return SubmitResult.REVIEW if self.console.interactive else SubmitResult.LEAVE

    def settle(self, entry: HistoryEntry) -> None:
        """Ask what became of an earlier submission, and note it."""
        with contextlib.suppress(GoBack):
            found = self._resolve_entry(entry)
            _run(self._workflow.note(entry.id, entry.name, found, entry.source))

    async def ask_ids(self, name: str) -> tuple[int, int] | None:
        """Ask for both IDs, line by line."""
        return ask_ids(self.console, self.review)

    def settled(self, entry_id: str) -> None:
        """Take note that it is known what became of a submission."""
        self.has_settled = True
        if entry_id == self._intent:
            self.outcome = None

    def tell(self, words: str) -> None:
        """Say what was done."""
        self.console.say(words)

    # Before sending

    def made_before(self, request: CreateSourceRequest, origin: SourceFile | None) -> str:
        """Describe what the same request created before; sending it again creates another."""
        found = conflicts_of(self.services, request, origin)
        created = [conflict for conflict in found if conflict.reason is Reason.CREATED]
        self._workflow.decided |= {conflict.entry.id for conflict in created}
        return warning_of(created, request)

    async def confirm(self, request: CreateSourceRequest, created: Sequence[Conflict]) -> bool:
        """Ask about ``created``, the conflicts unknown at the review; raises GoBack."""
        for conflict in created:
            if await self.resolve(conflict) is Decision.STOP:
                return False
        return True

    async def resolve(self, obstacle: Conflict | StorageError) -> Decision:
        """Explain what prevents sending, and ask what to do.

        Raises GoBack, or StorageError if nobody can be asked.
        """
        if isinstance(obstacle, StorageError):
            if not self.console.interactive:
                raise obstacle
            self.console.say(f"Not sent: can't write to the history first. {obstacle}")
            return self._goes_on("Send without a history entry")
        if obstacle.reason is Reason.UNRESOLVED:
            entry = obstacle.entry
            self.outcome = OutcomeUnknown(reason=UnknownReason.CUT, message=entry.advice)
            self._intent, self.sent = entry.id, True
            found = self._resolve_entry(entry)
            self.sent = found is not Decision.MISSING
            return found
        self.console.say(f"Not sent. {obstacle}")
        if not self.console.interactive:
            self.outcome = NotConnected(reason=NotConnectedReason.OTHER, message=str(obstacle))
            return Decision.STOP
        in_flight = obstacle.reason is Reason.IN_FLIGHT
        return self._goes_on("Check again" if in_flight else "Send again")

    def _resolve_entry(self, entry: HistoryEntry) -> Decision:
        when = local_time(entry.time)
        self.console.say(f"This was sent before, {when}. {entry.advice}")
        return self._found()

    async def sign_in(self) -> Account:
        """Look for a session once, and ask for one if there is none; raises GoBack."""
        if not self._looked:
            self._looked = True
            self._look()
        if not self.account.usable:
            self.account.use_session(self._ask_session())
        return self.account

    def _look(self) -> None:
        try:
            self.account = self.services.account()
        except SessionError as error:
            self.console.say(str(error))
        if self.account.notice:
            self.console.say(self.account.notice)

    def _ask_session(self) -> Secret:
        self.console.say(
            f"Sign in to {self.services.host}. Paste the value of the cookie {COOKIE}."
        )
        prompt = "Session, required, secret: "
        while True:
            try:
                answer = ask(
                    self.console, prompt, help=lambda: _SIGN_IN, review=self.review, secret=True
                )
                if isinstance(answer, FromFile):
                    answer = content(answer, secret=True)
                return clean_session(answer.value if isinstance(answer, CommandWord) else answer)
            except (Misunderstood, Unreadable, SessionError) as problem:
                refuse(self.console, f"Session: {problem}")

    # Sending

    async def run(self, submission: Submission) -> Outcome:
        """Run the submission and report its progress."""
        submission.on_progress = self._progress
        self.console.say("Sending… (ctrl+c to stop)")
        self.outcome = outcome = uncaught.run(self._wait(submission))
        self._intent, self.sent = submission.intent, isinstance(outcome, Refused | OutcomeUnknown)
        if isinstance(outcome, Created):
            self._say_created(outcome)
        return outcome

    async def _wait(self, submission: Submission) -> Outcome:
        work = asyncio.create_task(submission.run())
        loop = asyncio.get_running_loop()
        with contextlib.suppress(RuntimeError, ValueError):  # where signals are handled elsewhere
            loop.add_signal_handler(signal.SIGINT, submission.stop)
        waited = 0.0
        while True:
            await asyncio.wait([work], timeout=PROGRESS_INTERVAL_SECONDS)
            if work.done():
                return work.result()
            waited += PROGRESS_INTERVAL_SECONDS
            self.console.say(f"Still waiting after {waited:g} seconds… (ctrl+c to stop)")

    def _progress(self, event: Progress) -> None:
        if isinstance(event, Retrying):
            self.console.say(f"{event.why} Trying again in {event.in_seconds:g} seconds.")

    # After sending

    def _say_created(self, outcome: Created) -> None:
        say_all(
            self.console,
            [
                f"Created. Connector ID {outcome.connector_id}, "
                f"credential ID {outcome.credential_id}.",
                f"Status: {outcome.status}",
                f"Message: {outcome.message}",
                *outcome.warnings,
                "Clarm accepted it and indexes it in the background.",
            ],
        )

    async def after(
        self,
        outcome: NotConnected | Refused | OutcomeUnknown,
        placed: Placed,
        submission: Submission,
    ) -> Decision:
        """Report the outcome, and ask what the review would not; raises GoBack."""
        if isinstance(outcome, NotConnected):
            self.console.say(outcome.message)
            return Decision.STOP
        if isinstance(outcome, Refused):
            return self._after_refusal(outcome, placed)
        self.console.say(f"We don't know whether it was created. {outcome.message}")
        self._say_quoted(outcome.server_message)
        stopped = outcome.reason is UnknownReason.CANCELLED
        return Decision.STOP if stopped or not submission.intent else self._found()

    def _after_refusal(self, outcome: Refused, placed: Placed) -> Decision:
        if self.console.interactive and outcome.kind is RefusalReason.SESSION:
            self.console.say(outcome.message)
            return Decision.NEW_SESSION
        self.console.say(f"Not created. {placed.message}".rstrip())
        if self.console.interactive and outcome.kind in (
            RefusalReason.FORBIDDEN,
            RefusalReason.NOT_VERIFIED,
        ):
            self._goes_on("Use another session")
            return Decision.NEW_SESSION
        self._say_quoted(outcome.server_message)
        if placed.exists is not None and self.console.interactive:
            self.console.say(taken_words(placed.exists))
            if self._wants("Mark as created"):
                return Decision.EXISTS
        for item in placed.left:
            self.console.say(f"{'.'.join(map(str, item.loc))}: {item.message}")
        return Decision.STOP

    def _say_quoted(self, said: str) -> None:
        if said:
            self.console.say(f"Server response: {said}")

    def _found(self) -> Decision:
        """Ask what the person found out about an earlier submission; raises GoBack."""
        if not self.console.interactive:
            return Decision.STOP
        self.console.say("Check in Clarm. It won't be sent again until you say what you found.")
        lines = [line(number, option) for number, option in enumerate(_FOUND, start=1)]
        say_all(self.console, lines)
        chosen = self._choose("What did you find? (later): ", _FOUND, _FOUND[-1], lines)
        return Decision(chosen.value)

    def warn(self, words: str) -> None:
        """Show a warning."""
        self.console.say(words)

    # Questions

    def _goes_on(self, what: str) -> Decision:
        """Ask whether to continue; no goes back. Raises GoBack."""
        if not self._wants(what):
            raise GoBack
        return Decision.GO_ON

    def _wants(self, what: str) -> bool:
        """Ask a yes-or-no question; enter alone means no. Raises GoBack."""
        while True:
            try:
                answer = ask(
                    self.console, f"{what}? (no): ", help=lambda: [COMMANDS], review=self.review
                )
                return yes_or_no(answer) if isinstance(answer, str) else False
            except (Misunderstood, Unreadable, InvalidChoice) as problem:
                refuse(self.console, str(problem))

    def _choose(
        self, prompt: str, options: Sequence[Option], otherwise: Option, help: Sequence[str]
    ) -> Option:
        while True:
            try:
                answer = ask(self.console, prompt, help=lambda: help, review=self.review)
                return pick(answer, options) if isinstance(answer, str) else otherwise
            except (Misunderstood, Unreadable, InvalidChoice) as problem:
                refuse(self.console, str(problem))


async def _call(call: Callable[[], T]) -> T:
    """Call synchronously: with line prompts, the person waits for the disk anyway."""
    return call()


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never waits for a loop, so that its questions can be interrupted."""
    try:
        work.send(None)
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    raise AssertionError
