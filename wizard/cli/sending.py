"""Sends the requests of several files, a few at once, and stops when signing in has failed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from wizard.api import Created, CreateSource, Outcome, Progress, Retrying
from wizard.cli import output
from wizard.cli.results import NOT_NOTED, NOT_SENT, Failure, Result, failure_of
from wizard.exit_codes import ExitCode
from wizard.exit_state import CreatedSource
from wizard.flow import Flow
from wizard.storage.atomic import StorageError
from wizard.storage.history import History
from wizard.storage.noting import NotesTogether
from wizard.submit import Origin, Sender, Submission

LEFT = "You stopped before this was sent."
SIGNED_OUT = "Not sent, since an earlier file showed that this session may not create connectors."


@dataclass(slots=True)
class Job:
    """A request to send, and where its result goes."""

    result: Result
    request: CreateSource
    flow: Flow
    origin: Origin | None


@dataclass(slots=True)
class Batch:
    """Everything that is sent in one go.

    at_once: how many may be under way. stopped: why nothing more is sent; empty while it is.
    """

    client: Sender
    history: History
    host: str
    jobs: Sequence[Job]
    at_once: int
    stopped: str = ""
    done: int = field(default=0, init=False)
    _notes: NotesTogether = field(init=False)

    def __post_init__(self) -> None:
        self._notes = NotesTogether(self.history)

    def run(self) -> bool:
        """Send all that may be sent; every job has its result then. False if interrupted."""
        return asyncio.run(self._run())

    async def _run(self) -> bool:
        waiting = iter(self.jobs)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self.at_once):
                    group.create_task(self._work(waiting))
        except asyncio.CancelledError:
            self.stopped = LEFT
        for job in self.jobs:
            if job.result.made is None and job.result.failure is None:
                code = ExitCode.LEFT if self.stopped == LEFT else ExitCode.NOT_ALLOWED
                job.result.failure = Failure(kind=NOT_SENT, message=self.stopped, code=code)
        return self.stopped != LEFT

    async def _work(self, waiting: Iterator[Job]) -> None:
        """Send one after the other; the next begins while the end of the one before is noted.

        Then the disk has to be waited for once, not twice, for each.
        """
        async with asyncio.TaskGroup() as noting:
            for job in waiting:
                if self.stopped:
                    return
                answered = asyncio.Event()
                noting.create_task(self._send(job, answered))
                await answered.wait()

    async def _send(self, job: Job, answered: asyncio.Event) -> None:
        """Send one. ``answered`` is set once it is no longer under way, noted or not."""

        def heard(outcome: Outcome) -> None:
            if outcome.exit_code == ExitCode.NOT_ALLOWED:
                self.stopped = self.stopped or SIGNED_OUT
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
        )
        try:
            await submission.run()
        except StorageError as error:
            job.result.failure = Failure(
                kind=NOT_NOTED,
                message=f"Not sent, because it could not be noted first. {error}",
                code=ExitCode.FAILED,
            )
        finally:
            answered.set()
            if submission.outcome is not None:
                self._take(job, submission.outcome, submission.warning)

    def _take(self, job: Job, outcome: Outcome, warning: str) -> None:
        job.result.failure = failure_of(outcome, job.flow)
        if isinstance(outcome, Created):
            job.result.made = CreatedSource(
                name=job.request.name,
                type=job.request.type,
                connector_id=outcome.connector_id,
                credential_id=outcome.credential_id,
                status=outcome.status,
                message=outcome.message,
            )
            for words in outcome.warnings:
                output.say(f"{job.result.title}: {words}")
        if warning:
            output.say(f"{job.result.title}: {warning}")
        self.done += 1
        if len(self.jobs) > 1 and sys.stderr.isatty():
            place = f"[{self.done}/{len(self.jobs)}]"
            output.say(f"{place} {job.result.title}: {job.result.words()}")


def _narrator(job: Job) -> Callable[[Progress], None]:
    """Says when a connection has to be tried again, and why."""

    def tell(event: Progress) -> None:
        if isinstance(event, Retrying):
            again = f"Trying again in {event.in_seconds:g} s."
            output.say(f"{job.result.title}: {event.why} {again}")

    return tell
