"""From the confirmation to the outcome: signed in, sent once, and told what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from wizard import failures
from wizard.account import Account
from wizard.api import (
    Created,
    CreateSource,
    FieldMessage,
    Kind,
    NotConnected,
    NotConnectedReason,
    Outcome,
    Progress,
    Refused,
    Retrying,
    Unknown,
    UnknownReason,
)
from wizard.earlier import conflicts_of, warning_of
from wizard.flow import FORM_STEPS, Flow
from wizard.forms import Option, Secret
from wizard.plain.answers import FromFile, Misunderstood, Word, content
from wizard.plain.asking import GoBack, Speech, ask, refuse, say_all
from wizard.plain.console import Console, Unreadable
from wizard.plain.help import COMMANDS
from wizard.plain.options import Wrong, line, pick
from wizard.plain.renderers import yes_or_no
from wizard.services import Services
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.events import Entry
from wizard.storage.session import COOKIE, SessionError, clean_session
from wizard.submit import Origin, Submission

_SIGN_IN: Final = (
    "Sign in to Clarm in a browser, open its developer tools (F12), and copy the value of the "
    f"cookie {COOKIE}: under Application or Storage, then Cookies.",
    "It is kept in memory for this run only. @ and a path takes it from a file.",
    COMMANDS,
)
_EXISTS, _MISSING, _LATER = (
    Option("exists", "exists", "exists", "I looked, and it is there."),
    Option("missing", "missing", "missing", "I looked, and it is not there."),
    Option("later", "later", "later", "I do not know yet."),
)

PATIENCE: Final = 10.0
"""Seconds between two lines that say that an answer is still awaited."""


class Next(Enum):
    """What follows an attempt to send."""

    CREATED = "created"
    EXISTS = "exists"
    REVIEW = "review"
    LEAVE = "leave"


class _Exists(Exception):
    """The person found that it was created by a sending whose end is not known."""


@dataclass(slots=True, eq=False)
class Sending:
    """Sends requests, one at a time. ``outcome``: what came of the last one."""

    console: Console
    services: Services
    review: Speech
    outcome: Outcome | None = None
    account: Account = field(default_factory=Account)
    _looked: bool = False
    _decided: set[str] = field(default_factory=set)

    @property
    def sent(self) -> bool:
        """Whether the request that is next was sent before, without a connector to show for it."""
        return isinstance(self.outcome, Refused | Unknown)

    def send(self, flow: Flow, origin: Origin | None = None) -> Next:
        """Send the request of a complete flow, after asking what has to be asked.

        Complaints of the server about fields are put at them. Raises StorageError if it cannot
        be noted before, and nobody can be asked.
        """
        request = flow.request()
        try:
            if not self._is_cleared(request, origin):
                return Next.LEAVE
            while True:
                self._sign_in()
                submission = self._attempt(request, origin)
                if submission is None:
                    return Next.REVIEW if self.console.interactive else Next.LEAVE
                self.outcome = outcome = submission.outcome
                if isinstance(outcome, Refused) and self._signs_in_anew(outcome):
                    continue
                return self._told(flow, submission)
        except _Exists:
            return Next.EXISTS
        except GoBack:
            pass
        return Next.REVIEW

    # Before

    def made_before(self, request: CreateSource, origin: Origin | None) -> str:
        """What the same created before, if anything: who sends it after that wants another."""
        found = conflicts_of(self.services, request, origin)
        created = [conflict for conflict in found if conflict.reason is Reason.CREATED]
        self._decided |= {conflict.entry.id for conflict in created}
        return warning_of(created, request)

    def _is_cleared(self, request: CreateSource, origin: Origin | None) -> bool:
        """Whether no other sending of the same stands in the way. Raises GoBack."""
        while True:
            found = conflicts_of(self.services, request, origin)
            still = [conflict for conflict in found if conflict.entry.id not in self._decided]
            if not still:
                return True
            if not self._decides(still[0]):
                return False

    def _decides(self, conflict: Conflict) -> bool:
        """Say what stands in the way, and ask; whether to go on. Raises GoBack."""
        if conflict.reason is Reason.UNRESOLVED:
            goes_on = self._settles(conflict.entry)
        else:
            self.console.say(f"Not sent. {conflict}")
            if not self.console.interactive:
                reason = NotConnectedReason.OTHER
                self.outcome = NotConnected(reason=reason, message=str(conflict))
                return False
            in_flight = conflict.reason is Reason.IN_FLIGHT
            if not self._wants("Look again" if in_flight else "Send it once more"):
                raise GoBack
            if in_flight:
                return True
            goes_on = True
        if goes_on:
            self._decided.add(conflict.entry.id)
        return goes_on

    def _settles(self, entry: Entry) -> bool:
        when = entry.time.astimezone().strftime("%Y-%m-%d %H:%M")
        self.console.say(f"This was sent before, {when}. {entry.advice}")
        self.outcome = Unknown(reason=UnknownReason.CUT, message=entry.advice)
        if self._found(entry.id) is not _MISSING:
            return False
        self.outcome = None
        return True

    def _sign_in(self) -> None:
        """Make sure that there is something to sign in with. Raises GoBack."""
        if not self._looked:
            self._looked = True
            self._look()
        if not self.account.usable:
            self.account.give(self._ask_session())

    def _look(self) -> None:
        try:
            self.account = self.services.account()
        except SessionError as error:
            self.console.say(str(error))
        if self.account.told:
            self.console.say(self.account.told)

    def _ask_session(self) -> Secret:
        self.console.say(
            f"Sign in to {self.services.host}: paste the value of the cookie {COOKIE}."
        )
        prompt = "Session, required, secret: "
        while True:
            try:
                answer = ask(
                    self.console, prompt, help=lambda: _SIGN_IN, review=self.review, secret=True
                )
                if isinstance(answer, FromFile):
                    answer = content(answer, secret=True)
                return clean_session(answer.value if isinstance(answer, Word) else answer)
            except (Misunderstood, Unreadable, SessionError) as problem:
                refuse(self.console, f"Session: {problem}")

    # Sending

    def _attempt(self, request: CreateSource, origin: Origin | None) -> Submission | None:
        """One sending; None when nothing was sent."""
        unrecorded = False
        while True:
            submission = Submission(
                request,
                self.services.client(self.account),
                self.services.history(),
                self.services.host,
                origin,
                self._progress,
                unrecorded,
                decided=lambda conflict: conflict.entry.id in self._decided,
            )
            self.console.say("Sending… (ctrl+c to stop)")
            try:
                failures.run(self._wait(submission))
                break
            except Conflict as conflict:
                if not self._decides(conflict):
                    return None
                continue
            except StorageError as error:
                if not self.console.interactive:
                    raise
                self.console.say(f"Not sent, since it could not be noted first. {error}")
            if not self._wants("Send it without a note"):
                return None
            unrecorded = True
        if submission.warning:
            self.console.say(submission.warning)
        return submission

    async def _wait(self, submission: Submission) -> None:
        work = asyncio.create_task(submission.run())
        loop = asyncio.get_running_loop()
        with contextlib.suppress(RuntimeError, ValueError):  # where signals go elsewhere
            loop.add_signal_handler(signal.SIGINT, submission.stop)
        waited = 0.0
        while True:
            await asyncio.wait([work], timeout=PATIENCE)
            if work.done():
                work.result()
                return
            waited += PATIENCE
            self.console.say(f"Still waiting, {waited:g} seconds so far. (ctrl+c to stop)")

    def _progress(self, event: Progress) -> None:
        if isinstance(event, Retrying):
            self.console.say(f"{event.why} Trying again in {event.in_seconds:g} seconds.")

    # After

    def _told(self, flow: Flow, submission: Submission) -> Next:
        """Say what came of it."""
        outcome = submission.outcome
        if isinstance(outcome, Created):
            self._say_created(outcome)
            return Next.CREATED
        if isinstance(outcome, Unknown):
            return self._say_unknown(submission, outcome)
        if isinstance(outcome, NotConnected):
            self.console.say(outcome.message)
            if outcome.reason is NotConnectedReason.CANCELLED:
                return Next.LEAVE
        if isinstance(outcome, Refused):
            self.console.say(f"Not created. {outcome.message}")
            if outcome.said:
                self.console.say(f"The server says: {outcome.said}")
            for item in self._placed(flow, outcome):
                self.console.say(f"{'.'.join(map(str, item.loc))}: {item.message}")
        return Next.REVIEW if self.console.interactive else Next.LEAVE

    def _say_created(self, outcome: Created) -> None:
        say_all(
            self.console,
            [
                f"Created. Connector ID {outcome.connector_id}, "
                f"credential ID {outcome.credential_id}.",
                f"Status: {outcome.status}",
                f"Message: {outcome.message}",
                *outcome.warnings,
                "It is accepted; the indexing runs on the server.",
            ],
        )

    def _say_unknown(self, submission: Submission, outcome: Unknown) -> Next:
        self.console.say(f"Created or not? Nobody knows yet. {outcome.message}")
        if outcome.said:
            self.console.say(f"The server says: {outcome.said}")
        stopped = outcome.reason is UnknownReason.CANCELLED
        if stopped or not submission.intent:
            return Next.LEAVE
        return Next.REVIEW if self._found(submission.intent) is _MISSING else Next.LEAVE

    def _found(self, intent: str) -> Option:
        """What the person found out about a sending, which is noted. Raises GoBack, _Exists."""
        if not self.console.interactive:
            return _LATER
        self.console.say("Look in Clarm's dashboard. It is not sent again before you say so.")
        options = (_EXISTS, _MISSING, _LATER)
        lines = [line(number, option) for number, option in enumerate(options, start=1)]
        say_all(self.console, lines)
        found = self._choose("What did you find? (later): ", options, _LATER, lines)
        if found is not _LATER:
            try:
                self.services.history().settle(intent, exists=found is _EXISTS)
            except StorageError as error:
                self.console.say(f"This could not be noted. {error}")
        if found is _EXISTS:
            raise _Exists
        return found

    def _signs_in_anew(self, outcome: Refused) -> bool:
        """Whether another session was given after this refusal. Raises GoBack."""
        if not self.console.interactive:
            return False
        if outcome.kind is Kind.SESSION:
            self.console.say(outcome.message)
        elif outcome.kind in (Kind.FORBIDDEN, Kind.NOT_VERIFIED):
            self.console.say(f"Not created. {outcome.message}")
            if not self._wants("Use another session"):
                raise GoBack
        else:
            return False
        self.account.refused()
        return True

    def _placed(self, flow: Flow, outcome: Refused) -> Sequence[FieldMessage]:
        """Put the complaints at their fields; those that fit none."""
        for step in FORM_STEPS:
            flow.forms[step].add_errors([])
        if outcome.kind is Kind.DUPLICATE_NAME:
            flow.name_is_taken()
            return ()
        return flow.place_errors(outcome.fields)

    # Questions

    def _wants(self, what: str) -> bool:
        """A yes or no; enter alone is no. Raises GoBack."""
        while True:
            try:
                answer = ask(
                    self.console, f"{what}? (no): ", help=lambda: [COMMANDS], review=self.review
                )
                return yes_or_no(answer) if isinstance(answer, str) else False
            except (Misunderstood, Unreadable, Wrong) as problem:
                refuse(self.console, str(problem))

    def _choose(
        self, prompt: str, options: Sequence[Option], otherwise: Option, help: Sequence[str]
    ) -> Option:
        while True:
            try:
                answer = ask(self.console, prompt, help=lambda: help, review=self.review)
                return pick(answer, options) if isinstance(answer, str) else otherwise
            except (Misunderstood, Unreadable, Wrong) as problem:
                refuse(self.console, str(problem))
