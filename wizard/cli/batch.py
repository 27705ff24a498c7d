"""Sends the requests of several files concurrently, and stops when going on would do harm."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from wizard.api import (
    Created,
    CreateSourceRequest,
    Outcome,
    Progress,
    RefusalReason,
    Refused,
    Retrying,
)
from wizard.cli import output
from wizard.cli.conflicts import take_conflict
from wizard.cli.results import NOT_NOTED, NOT_SENT, Failure, FileResult, failure_from
from wizard.core import uncaught
from wizard.core.prior_attempts import taken_words, unanswered_before
from wizard.core.results import CreatedConnector
from wizard.core.submission import SourceCreator, SourceFile, Submission
from wizard.flow import WizardFlow
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Decided, undecided
from wizard.storage.history import History
from wizard.storage.log_writer import BatchedLogWriter
from wizard.utils.exit_codes import ExitCode

MAX_UNCLEAR: Final = 3
"""Requests in a row without a clear answer, after which no more are sent: each has to be looked
for in Clarm before it is sent again."""

MAX_WAIT_SECONDS: Final = 120
"""How long an answer may take, after which the client gives up."""

_COUNTDOWN_SECONDS: Final = 10

_LATER: Final = "Run this again later. It doesn't send anything twice."

LEFT: Final = Failure(NOT_SENT, "You stopped before this was sent.", ExitCode.LEFT)
SIGNED_OUT: Final = Failure(
    NOT_SENT,
    "Not sent: an earlier file showed that this session can't create connectors.",
    ExitCode.NOT_ALLOWED,
)
BUSY: Final = Failure(
    NOT_SENT, f"Not sent: Clarm doesn't accept more right now. {_LATER}", ExitCode.FAILED
)
UNCLEAR: Final = Failure(
    NOT_SENT,
    f"Not sent: {MAX_UNCLEAR} in a row had no clear answer. {_LATER}",
    ExitCode.FAILED,
)


@dataclass(slots=True)
class Job:
    """A request to send, where its result goes, and which conflicts it may override."""

    result: FileResult
    request: CreateSourceRequest
    flow: WizardFlow
    origin: SourceFile | None
    decided: Decided = undecided


@dataclass(slots=True)
class Batch:
    """All requests of one run.

    at_once: how many may be in flight.
    stopped: why nothing more is sent, or None while sending continues.
    """

    client: SourceCreator
    history: History
    host: str
    jobs: Sequence[Job]
    at_once: int
    stopped: Failure | None = field(default=None, init=False)
    done: int = field(default=0, init=False)
    _unclear: int = field(default=0, init=False)
    _notes: BatchedLogWriter = field(init=False)
    _submissions: set[Submission] = field(default_factory=set, init=False)
    _countdown: asyncio.Task[None] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._notes = BatchedLogWriter(self.history)

    def run(self) -> bool:
        """Send every request that may be sent, and give each job a result.

        Returns False if interrupted.
        """
        return uncaught.run(self._run())

    async def _run(self) -> bool:
        waiting = iter(self.jobs)
        task = asyncio.current_task()
        try:
            with _signals(self._interrupt, task):
                async with asyncio.TaskGroup() as group:
                    for _ in range(self.at_once):
                        group.create_task(self._work(waiting))
        except asyncio.CancelledError:
            self.stopped = LEFT
        finally:
            if self._countdown is not None:
                self._countdown.cancel()
        for job in self.jobs:
            if job.result.made is None and job.result.failure is None:
                job.result.failure = self.stopped
        return all(job.result.code is not ExitCode.LEFT for job in self.jobs)

    def _interrupt(self) -> bool:
        """Start no more, and stop what has not been sent; return whether to wait for the rest."""
        if self._countdown is not None:
            return False
        self.stopped = LEFT
        for submission in self._submissions:
            if not submission.may_have_arrived:
                submission.stop()
        self._countdown = asyncio.create_task(self._count_down())
        return True

    async def _count_down(self) -> None:
        """Say for what and how long it still waits."""
        for left in range(MAX_WAIT_SECONDS, 0, -_COUNTDOWN_SECONDS):
            count = sum(submission.may_have_arrived for submission in self._submissions)
            if count:
                things = "the answer to one request" if count == 1 else f"{count} answers"
                output.say(
                    f"Waiting up to {left} s for {things}. Press ctrl+c again to quit now; then "
                    "we can't tell whether it was created."
                )
            await asyncio.sleep(_COUNTDOWN_SECONDS)

    async def _work(self, waiting: Iterator[Job]) -> None:
        """Send requests in turn, starting the next while the previous result is recorded.

        This overlaps the two waits for the disk that each request would otherwise need.
        """
        async with asyncio.TaskGroup() as noting:
            for job in waiting:
                if self.stopped:
                    return
                answered = asyncio.Event()
                noting.create_task(self._send(job, answered))
                await answered.wait()

    async def _send(self, job: Job, answered: asyncio.Event) -> None:
        """Send one request; ``answered`` is set once it is no longer in flight, recorded or not."""

        def heard(outcome: Outcome) -> None:
            self.stopped = self.stopped or self._reason_to_stop(outcome)
            answered.set()

        submission = Submission(
            job.request,
            self.client,
            self.history,
            self.host,
            job.origin,
            _narrator(job),
            on_outcome=heard,
            noting=self._notes.note,
            decided=job.decided,
        )
        self._submissions.add(submission)
        try:
            await submission.run()
        except Conflict as conflict:
            take_conflict(job.result, conflict)
        except StorageError as error:
            job.result.failure = Failure(
                kind=NOT_NOTED,
                message=f"Not sent: can't write to the history first. {error}",
                code=ExitCode.FAILED,
            )
        finally:
            self._submissions.discard(submission)
            answered.set()
            if submission.outcome is not None:
                self._take(job, submission.outcome, submission.warning)

    def _reason_to_stop(self, outcome: Outcome) -> Failure | None:
        self._unclear = 0 if isinstance(outcome, Created | Refused) else self._unclear + 1
        if outcome.exit_code == ExitCode.NOT_ALLOWED:
            return SIGNED_OUT
        if isinstance(outcome, Refused) and outcome.kind in (
            RefusalReason.RATE_LIMITED,
            RefusalReason.UNAVAILABLE,
        ):
            return BUSY
        return UNCLEAR if self._unclear >= MAX_UNCLEAR else None

    def _take(self, job: Job, outcome: Outcome, warning: str) -> None:
        job.result.failure = self._with_advice(job, failure_from(outcome, job.flow))
        if isinstance(outcome, Created):
            job.result.made = CreatedConnector.from_outcome(job.request, outcome)
            for words in outcome.warnings:
                output.say(f"{job.result.title}: {words}")
        if warning:
            output.say(f"{job.result.title}: {warning}")
        self.done += 1
        if len(self.jobs) > 1 and sys.stderr is not None and sys.stderr.isatty():
            place = f"[{self.done}/{len(self.jobs)}]"
            output.say(f"{place} {job.result.title}: {job.result.words()}")

    def _with_advice(self, job: Job, failure: Failure | None) -> Failure | None:
        """Add what to do where the name is taken by what had no answer before."""
        if failure is None or failure.kind != RefusalReason.DUPLICATE_NAME:
            return failure
        entry = unanswered_before(self.history, self.host, job.request)
        if entry is None:
            return failure
        advice = f"Mark it as created: `clarm-wizard history settle {entry.short_id} --exists`"
        return failure._replace(message=f"{failure.message} {taken_words(entry)} {advice}.")


@contextlib.contextmanager
def _signals(interrupt: Callable[[], bool], task: asyncio.Task[bool] | None) -> Iterator[None]:
    """Call ``interrupt`` for ctrl+c; cancel the task for SIGTERM, SIGHUP, or if that returns False.

    Every result is still recorded and reported.
    """

    def cancel() -> None:
        if task is not None:
            task.cancel()

    def interrupted() -> None:
        if not interrupt():
            cancel()

    loop = asyncio.get_running_loop()
    wanted = {signal.SIGINT: interrupted, signal.SIGTERM: cancel, signal.SIGHUP: cancel}
    heeded = [number for number in wanted if signal.getsignal(number) is not signal.SIG_IGN]
    for number in heeded:
        loop.add_signal_handler(number, wanted[number])
    try:
        yield
    finally:
        for number in heeded:
            loop.remove_signal_handler(number)


def _narrator(job: Job) -> Callable[[Progress], None]:
    """Return a callback that reports each connection retry and its reason."""

    def tell(event: Progress) -> None:
        if isinstance(event, Retrying):
            again = f"Trying again in {event.in_seconds:g} s."
            output.say(f"{job.result.title}: {event.why} {again}")

    return tell
