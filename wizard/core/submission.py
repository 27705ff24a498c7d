"""Sending one request: the intent on the disk first, then the bytes, then what came of it.

Every face sends this way, so that none can send unrecorded, or twice.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple, Protocol, TypeVar, Unpack

from wizard.api import (
    Created,
    CreateSourceRequest,
    NotConnected,
    Outcome,
    Progress,
    Refused,
    when_cancelled,
)
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Attempt, Decided, undecided
from wizard.storage.history_events import NOT_CONNECTED

T = TypeVar("T")


class SourceCreator(Protocol):
    """What sends a request: ``wizard.api.Client``, or a stand-in."""

    async def create(
        self, request: CreateSourceRequest, *, on_progress: Callable[[Progress], None] | None = None
    ) -> Outcome:
        """As ``Client.create``."""


class SubmissionLog(Protocol):
    """What keeps the intent and its end: ``wizard.storage.history.History``, or a stand-in."""

    def intent(self, *, decided: Decided, **attempt: Unpack[Attempt]) -> str:
        """As ``History.intent``."""

    def release(self, intent_id: str) -> None:
        """As ``History.release``."""

    def created(
        self, intent_id: str, *, connector_id: int, credential_id: int, status: str
    ) -> None:
        """As ``History.created``."""

    def refused(self, intent_id: str, *, kind: str, status_code: int | None = None) -> None:
        """As ``History.refused``."""

    def unknown(self, intent_id: str, *, reason: str, status_code: int | None = None) -> None:
        """As ``History.unknown``."""


class LogWriter(Protocol):
    """How something is noted: in a thread, since a disk may be slow."""

    async def __call__(self, call: Callable[[], T], /) -> T:
        """What ``call`` returns, once it is on the disk."""


class SourceFile(NamedTuple):
    """The file that a request was read from, and ``content_digest`` of what was in it."""

    path: str | os.PathLike[str]
    digest: str


def attempt_of(
    request: CreateSourceRequest, host: str, origin: SourceFile | None = None
) -> Attempt:
    """What tells this sending from others in the history."""
    return {
        "host": host,
        "type": request.type,
        "name": request.name,
        "digest": request.digest(),
        "source": origin.path if origin else None,
        "source_digest": origin.digest if origin else None,
    }


@dataclass(slots=True, eq=False)
class Submission:
    """One sending of one request.

    host: as the history is to name it. unrecorded: the person said to send it even where the
    intent cannot be noted. on_outcome: told what came of it before that is noted, so that another
    may begin. noting: how the history is written. decided: what stands in the way and the person
    said to send it in spite of. outcome: what came of it, also after a
    cancellation. warning: why the intent or the outcome could not be noted, if so.
    intent: what the history knows it by; empty while it is not noted.
    """

    request: CreateSourceRequest
    client: SourceCreator
    history: SubmissionLog
    host: str
    origin: SourceFile | None = None
    on_progress: Callable[[Progress], None] = lambda _: None
    unrecorded: bool = False
    on_outcome: Callable[[Outcome], None] = lambda _: None
    noting: LogWriter = asyncio.to_thread
    decided: Decided = undecided
    outcome: Outcome | None = field(default=None, init=False)
    warning: str = field(default="", init=False)
    intent: str = field(default="", init=False)
    _last: Progress | None = field(default=None, init=False)
    _stopped: bool = field(default=False, init=False)
    _sending: asyncio.Task[Outcome] | None = field(default=None, init=False)

    async def run(self) -> Outcome:
        """Send it, once. Raises StorageError if the intent cannot be noted: nothing was sent then.

        Raises Conflict if another sending stands in the way, and ValueError or TypeError if the
        request is not JSON: nothing was sent or noted then.
        When cancelled, the outcome is noted and kept before the cancellation goes on.
        """
        work = asyncio.create_task(self._run())
        cancelled = False
        while not work.done():
            try:
                await asyncio.wait([work])
            except asyncio.CancelledError:
                cancelled = True
                self.stop()
        if cancelled:
            work.exception()  # looked at, so that nobody complains
            raise asyncio.CancelledError
        return work.result()

    def stop(self) -> None:
        """Send no more and wait no longer; ``run`` then returns what that makes of it."""
        self._stopped = True
        if self._sending is not None:
            self._sending.cancel()

    async def _run(self) -> Outcome:
        self.request.encode()  # what can never be sent leaves no intent behind
        try:
            self.intent = await self.noting(self._note_intent)
        except StorageError as error:
            if not self.unrecorded:
                raise
            self.warning = f"This could not be noted in the history. {error}"
        try:
            self.outcome = await self._send()
            self.on_outcome(self.outcome)
            await self._end(self.outcome)
        finally:
            if self.intent:
                self.history.release(self.intent)
        return self.outcome

    async def _end(self, outcome: Outcome) -> None:
        if self.intent:
            try:
                await self.noting(partial(self._note_end, self.intent, outcome))
            except StorageError as error:
                self.warning = f"This outcome could not be noted in the history. {error}"

    async def _send(self) -> Outcome:
        if self._stopped:
            return when_cancelled(None)
        self._sending = asyncio.create_task(
            self.client.create(self.request, on_progress=self._seen)
        )
        try:
            return await self._sending
        except asyncio.CancelledError:
            if not self._stopped:
                raise
            return when_cancelled(self._last)

    def _seen(self, event: Progress) -> None:
        self._last = event
        self.on_progress(event)

    def _note_intent(self) -> str:
        attempt = attempt_of(self.request, self.host, self.origin)
        return self.history.intent(decided=self.decided, **attempt)

    def _note_end(self, intent: str, outcome: Outcome) -> None:
        """None of a server's words goes there: they may repeat a secret."""
        if isinstance(outcome, Created):
            self.history.created(
                intent,
                connector_id=outcome.connector_id,
                credential_id=outcome.credential_id,
                status=outcome.status,
            )
        elif isinstance(outcome, Refused):
            self.history.refused(intent, kind=outcome.kind, status_code=outcome.status_code)
        elif isinstance(outcome, NotConnected):
            self.history.refused(intent, kind=NOT_CONNECTED)
        else:
            self.history.unknown(intent, reason=outcome.reason, status_code=outcome.status_code)
