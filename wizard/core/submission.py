"""Submit one request: log the intent, send the bytes, log the outcome.

Every interface submits this way, so that nothing is sent unrecorded or twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, TypeVar, Unpack

from wizard.api import (
    Created,
    CreateSourceRequest,
    NotConnected,
    Outcome,
    OutcomeUnknown,
    Progress,
    Refused,
    when_cancelled,
)
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Attempt, Conflict, Decided, undecided
from wizard.storage.history_events import NOT_CONNECTED
from wizard.storage.outcome_words import NOT_CLAIMED
from wizard.storage.record import BrokenRecord, RecordedSource, SourceRecord
from wizard.storage.record_format import source_of

if TYPE_CHECKING:
    from wizard.request_files import RequestSource

T = TypeVar("T")


class SourceCreator(Protocol):
    """Sends a request: ``wizard.api.Client`` or a substitute."""

    async def create(
        self, request: CreateSourceRequest, *, on_progress: Callable[[Progress], None] | None = None
    ) -> Outcome:
        """See ``Client.create``."""


class SubmissionLog(Protocol):
    """Records the intent and its outcome: ``wizard.storage.history.History`` or a substitute."""

    def intent(self, *, decided: Decided, **attempt: Unpack[Attempt]) -> str:
        """See ``History.intent``."""

    def release(self, intent_id: str) -> None:
        """See ``History.release``."""

    def created(
        self, intent_id: str, *, connector_id: int, credential_id: int, status: str
    ) -> None:
        """See ``History.created``."""

    def refused(self, intent_id: str, *, kind: str, status_code: int | None = None) -> None:
        """See ``History.refused``."""

    def unknown(self, intent_id: str, *, reason: str, status_code: int | None = None) -> None:
        """See ``History.unknown``."""


class LogWriter(Protocol):
    """Runs a call that writes to the history, usually in a thread because disks may be slow."""

    async def __call__(self, call: Callable[[], T], /) -> T:
        """Return the result of ``call`` once it is on disk."""


class SourceFile(NamedTuple):
    """The file that a request was read from, and the ``content_digest`` of its content.

    row: the row of the file, if it stands for several sources. record: what is known of the
    sources of its folder, if that has a record.
    """

    path: str | os.PathLike[str]
    digest: str
    row: str = ""
    record: SourceRecord | None = None

    @classmethod
    def of(
        cls,
        source: RequestSource,
        *,
        sandbox: bool,
        in_folder: bool = False,
        only_looks: bool = False,
    ) -> Self | None:
        """Return where ``source`` comes from; None for standard input and pipes.

        sandbox: what it creates there is gone afterwards, so no record is kept. in_folder: its
        folder was given, which then gets a record if it has none. only_looks: the record stays as
        it is.
        """
        if source.path is None:
            return None
        record = SourceRecord(source.path.parent, learns=not only_looks)
        known = record if not sandbox and (in_folder or record.exists) else None
        return cls(source.path, source.digest, source.row, known)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON, for a draft."""
        path = os.path.realpath(self.path)
        recorded = self.record is not None
        return {"path": path, "digest": self.digest, "row": self.row, "recorded": recorded}

    @classmethod
    def of_json(cls, values: Any) -> Self | None:
        """Return what ``as_json`` returned; None for anything else."""
        match values:
            case {"path": str(path), "digest": str(digest), "row": str(row), **more}:
                record = SourceRecord(Path(path).parent) if more.get("recorded") else None
                return cls(path, digest, row, record)
        return None


def source_from(
    body: Mapping[str, Any], host: str, origin: SourceFile, id: str = ""
) -> RecordedSource:
    """Return what identifies, in a record, the source of a request's body or of a part of it."""
    return source_of(host, body, id=id, file=os.path.basename(origin.path), row=origin.row)


def attempt_of(
    request: CreateSourceRequest, host: str, origin: SourceFile | None = None
) -> Attempt:
    """Return what identifies this submission in the history."""
    return {
        "host": host,
        "type": request.type,
        "name": request.name,
        "digest": request.digest(),
        "request": request.body(),
        "source": origin.path if origin else None,
        "source_digest": origin.digest if origin else None,
    }


@dataclass(slots=True, eq=False)
class Submission:
    """A single submission of a request.

    host: the name to record in the history. origin: the file of the request, whose record is kept
    too. unrecorded: the user chose to send even if the intent cannot be recorded. on_outcome:
    called with the outcome before it is recorded, so that the next submission may start. noting:
    runs the history writes. decided: tells whether the user chose to send despite a conflict.
    outcome: the outcome, set even after a cancellation. warning: why the intent or the outcome
    could not be recorded, if so. intent: the ID in the history; empty until recorded.
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
    _claimed: RecordedSource | None = field(default=None, init=False)
    _last: Progress | None = field(default=None, init=False)
    _stopped: bool = field(default=False, init=False)
    _sending: asyncio.Task[Outcome] | None = field(default=None, init=False)

    async def run(self) -> Outcome:
        """Send the request once and return its outcome.

        Raises ``StorageError`` if the intent cannot be recorded, in which case nothing was sent.
        Raises ``Conflict`` if another submission conflicts, and ``ValueError`` or ``TypeError`` if
        the request cannot be encoded as JSON; in these cases nothing was sent or recorded. If
        cancelled, the outcome is recorded and stored in ``outcome`` before the cancellation
        propagates.
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
            work.exception()  # retrieved, so that asyncio does not complain
            raise asyncio.CancelledError
        return work.result()

    @property
    def may_have_arrived(self) -> bool:
        """Whether bytes of the request may have left this machine, and no answer has come."""
        return self.outcome is None and isinstance(when_cancelled(self._last), OutcomeUnknown)

    @property
    def is_stopped(self) -> bool:
        """Whether it was to stop, whatever came of it."""
        return self._stopped

    def stop(self) -> None:
        """Stop sending and waiting; ``run`` then returns the resulting outcome."""
        self._stopped = True
        if self._sending is not None:
            self._sending.cancel()

    async def _run(self) -> Outcome:
        self.request.encode()  # a request that can never be sent must leave no intent behind
        try:
            self.intent = await self.noting(self._note_intent)
        except StorageError as error:
            if not self.unrecorded:
                raise
            self.warning = f"Can't write to the history. {error}"
        try:
            await self._claim()
            self.outcome = await self._send()
            self.on_outcome(self.outcome)
            await self._end(self.outcome)
        finally:
            if self.intent:
                self.history.release(self.intent)
        return self.outcome

    async def _claim(self) -> None:
        """Note in the record that this is being sent.

        Raises ``Conflict`` if others have sent it, and ``BrokenRecord`` if nobody can tell, after
        noting in the history that it is not sent.
        """
        if self.origin is None or self.origin.record is None:
            return
        claimed = source_from(self.request.body(), self.host, self.origin, self.intent)
        try:
            await asyncio.to_thread(self.origin.record.claim, claimed, self.decided)
        except (Conflict, StorageError) as error:
            unclear = isinstance(error, BrokenRecord) and not self.unrecorded
            if isinstance(error, Conflict) or unclear:
                await self._withdraw()
                raise
            self.warning = f"Can't write to the folder's record. {error}"
        else:
            self._claimed = claimed

    async def _withdraw(self) -> None:
        if self.intent:
            refuse = partial(self.history.refused, self.intent, kind=NOT_CLAIMED)
            with contextlib.suppress(StorageError):
                await self.noting(refuse)

    async def _end(self, outcome: Outcome) -> None:
        if self.intent:
            try:
                await self.noting(partial(self._note_end, self.intent, outcome))
            except StorageError as error:
                self.warning = f"Can't write this outcome to the history. {error}"
        if self._claimed is not None:
            try:
                await asyncio.to_thread(self._record, self._claimed, outcome)
            except StorageError as error:
                self.warning = f"Can't write this outcome to the folder's record. {error}"

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

    def _record(self, source: RecordedSource, outcome: Outcome) -> None:
        """Note the outcome in the record; one that is not known leaves the source unanswered."""
        record = self.origin.record if self.origin else None
        if record is None:
            return
        if isinstance(outcome, Created):
            record.created(source, outcome.connector_id, outcome.credential_id)
        elif isinstance(outcome, Refused | NotConnected):
            record.not_created(source)

    def _note_intent(self) -> str:
        attempt = attempt_of(self.request, self.host, self.origin)
        return self.history.intent(decided=self.decided, **attempt)

    def _note_end(self, intent: str, outcome: Outcome) -> None:
        """Record the outcome without the server's words, which may repeat a secret."""
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
