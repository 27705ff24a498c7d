"""Keeps what was answered as a draft, after each answer, without the secrets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wizard.plain.console import Console
from wizard.storage.atomic import StorageError
from wizard.storage.drafts import DraftStore


class DraftKeeper:
    """Saves one draft. A failure is said once, and never stops anything."""

    def __init__(self, store: DraftStore, console: Console, draft_id: str | None = None) -> None:
        self.id = draft_id
        self._store = store
        self._console = console
        self._complained = False

    def save(self, payload: Mapping[str, Any]) -> None:
        """Keep ``payload``."""
        draft_id = self.id or self._store.new_id()
        try:
            self._store.save(draft_id, payload)
        except StorageError as error:
            self._complain(f"Your answers cannot be kept as a draft. {error}")
        else:
            self.id = draft_id

    def discard(self) -> None:
        """Delete the draft: what is in it was sent."""
        draft_id, self.id = self.id, None
        if draft_id is None:
            return
        try:
            self._store.delete(draft_id)
        except StorageError as error:
            self._complain(f"The draft could not be deleted. {error}")

    def close(self) -> None:
        """Let another wizard have the draft."""
        if self.id is not None:
            self._store.release(self.id)

    def _complain(self, words: str) -> None:
        if not self._complained:
            self._complained = True
            self._console.say(words)
