"""The one way a request is sent: noted before, sent once, its end noted after.

Every face sends through ``submit``, so that none can send unrecorded or twice.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from wizard.api import Created, CreateSource, NotConnected, Outcome, Progress, Refused
from wizard.api import when_cancelled as outcome_of_stopping
from wizard.storage.atomic import StorageError


@dataclass(frozen=True, slots=True)
class Origin:
    """The request file that a request was read from, and ``content_digest`` of what it held."""

    path: str | os.PathLike[str]
    digest: str


class Sender(Protocol):
    """What sends a request; ``wizard.api.Client`` is one."""

    async def create(
        self, request: CreateSource, *, on_progress: Callable[[Progress], None] | None = None
    ) -> Outcome:
        """As ``Client.create``."""


class Journal(Protocol):
    """What keeps the intent and its end; ``wizard.storage.history.History`` is one."""

    def intent(
        self,
        *,
        host: str,
        type: str,
        name: str,
        digest: str,
        source: str | os.PathLike[str] | None = None,
        source_digest: str | None = None,
    ) -> str:
        """As ``History.intent``."""

    def created(
        self, intent_id: str, *, connector_id: int, credential_id: int, status: str, message: str
    ) -> None:
        """As ``History.created``."""

    def refused(self, intent_id: str, *, kind: str, message: str) -> None:
        """As ``History.refused``."""

    def unknown(self, intent_id: str, *, reason: str) -> None:
        """As ``History.unknown``."""


async def submit(
    request: CreateSource,
    client: Sender,
    history: Journal,
    *,
    host: str,
    on_progress: Callable[[Progress], None] | None = None,
    source: Origin | None = None,
    unrecorded: bool = False,
    on_trouble: Callable[[StorageError], None] | None = None,
) -> Outcome:
    """Send ``request`` once to ``host`` (its name as shown) through ``client``; what came of it.

    The intent is on the disk before a byte leaves. Where it cannot be kept, StorageError is
    raised and nothing is sent, unless the person said to send ``unrecorded``. Then exactly one
    end follows. An end that cannot be kept is told to ``on_trouble``; the intent then stays
    open, which every later start takes for an unknown outcome.

    Cancelling does not raise: it stops the sending, and the outcome says what that makes of it.
    """
    sending = _Sending(request, client, history, host, on_progress, source, unrecorded, on_trouble)
    work = asyncio.create_task(sending.run())
    while not work.done():
        try:
            await asyncio.wait([work])
        except asyncio.CancelledError:
            sending.stop()
            task = asyncio.current_task()
            if task is not None:
                task.uncancel()
    return work.result()


@dataclass(slots=True, eq=False)
class _Sending:
    request: CreateSource
    client: Sender
    history: Journal
    host: str
    on_progress: Callable[[Progress], None] | None
    source: Origin | None
    unrecorded: bool
    on_trouble: Callable[[StorageError], None] | None
    last: Progress | None = None
    stopped: bool = False
    task: asyncio.Task[Outcome] | None = None

    async def run(self) -> Outcome:
        """Note, send, note. Files are written in a thread, since a disk may be slow."""
        try:
            intent = await asyncio.to_thread(self._note_intent)
        except StorageError:
            if not self.unrecorded:
                raise
            intent = None
        outcome = await self._send()
        if intent is not None:
            try:
                await asyncio.to_thread(self._note_end, intent, outcome)
            except StorageError as error:
                if self.on_trouble:
                    self.on_trouble(error)
        return outcome

    def stop(self) -> None:
        """Stop sending or waiting; what was noted is brought to its end all the same."""
        self.stopped = True
        if self.task is not None:
            self.task.cancel()

    async def _send(self) -> Outcome:
        if self.stopped:
            return outcome_of_stopping(None)
        self.task = asyncio.create_task(
            self.client.create(self.request, on_progress=self._progress)
        )
        try:
            return await self.task
        except asyncio.CancelledError:
            if not self.stopped:
                raise
            return outcome_of_stopping(self.last)

    def _progress(self, event: Progress) -> None:
        self.last = event
        if self.on_progress:
            self.on_progress(event)

    def _note_intent(self) -> str:
        request, source = self.request, self.source
        return self.history.intent(
            host=self.host,
            type=request.type,
            name=request.name,
            digest=request.digest(),
            source=source.path if source else None,
            source_digest=source.digest if source else None,
        )

    def _note_end(self, intent: str, outcome: Outcome) -> None:
        if isinstance(outcome, Created):
            self.history.created(
                intent,
                connector_id=outcome.connector_id,
                credential_id=outcome.credential_id,
                status=outcome.status,
                message=outcome.message,
            )
        elif isinstance(outcome, Refused):
            said = outcome.said or outcome.message
            self.history.refused(intent, kind=outcome.kind.value, message=said)
        elif isinstance(outcome, NotConnected):
            self.history.refused(intent, kind="not_connected", message=outcome.message)
        else:
            self.history.unknown(intent, reason=outcome.message)
