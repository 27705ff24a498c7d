"""Sending one request: the intent on the disk first, then the bytes, then what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wizard.api import (
    Client,
    Created,
    CreateSource,
    NotConnected,
    Outcome,
    Progress,
    Refused,
    when_cancelled,
)
from wizard.storage.atomic import StorageError
from wizard.storage.history import History

NOT_CONNECTED: Final = "not_connected"
"""The history's kind of a refusal for what never left this machine."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a request was read from, and ``content_digest`` of what was in it."""

    path: Path
    digest: str


@dataclass(slots=True)
class Submission:
    """One sending of one request.

    host: as the history is to name it. outcome: what came of it, also after a cancellation.
    warning: why the outcome could not be noted, if so.
    """

    request: CreateSource
    client: Client
    history: History
    host: str
    origin: Origin | None = None
    on_progress: Callable[[Progress], None] = lambda _: None
    outcome: Outcome | None = None
    warning: str = ""
    _last: Progress | None = field(default=None, init=False)

    async def run(self) -> Outcome:
        """Send it, once. Raises StorageError if the intent cannot be noted: nothing was sent then.

        When cancelled, the outcome is noted and kept before the cancellation goes on.
        """
        intent = self.history.intent(
            host=self.host,
            type=self.request.type,
            name=self.request.name,
            digest=self.request.digest(),
            source=self.origin.path if self.origin else None,
            source_digest=self.origin.digest if self.origin else None,
        )
        try:
            self.outcome = await self.client.create(self.request, on_progress=self._seen)
        except asyncio.CancelledError:
            self.outcome = when_cancelled(self._last)
            raise
        finally:
            # Without an outcome something failed here: the history then says "unknown".
            if self.outcome is not None:
                self._note(intent, self.outcome)
        return self.outcome

    def _seen(self, event: Progress) -> None:
        self._last = event
        self.on_progress(event)

    def _note(self, intent: str, outcome: Outcome) -> None:
        try:
            if isinstance(outcome, Created):
                self.history.created(
                    intent,
                    connector_id=outcome.connector_id,
                    credential_id=outcome.credential_id,
                    status=outcome.status,
                    message=outcome.message,
                )
            elif isinstance(outcome, Refused):
                self.history.refused(intent, kind=outcome.kind, message=outcome.message)
            elif isinstance(outcome, NotConnected):
                self.history.refused(intent, kind=NOT_CONNECTED, message=outcome.message)
            else:
                self.history.unknown(intent, reason=outcome.message)
        except StorageError as error:
            self.warning = f"This outcome could not be noted in the history. {error}"
