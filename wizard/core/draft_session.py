"""The single draft of a wizard run: created on first save, deleted once submitted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wizard.storage.drafts import DraftStore


class DraftSession:
    """The draft of this run.

    id: the ID of the draft, which this process owns; None if there is none yet.
    """

    def __init__(self, store: DraftStore, draft_id: str | None = None) -> None:
        self.id = draft_id
        self._store = store

    def save(self, payload: Mapping[str, Any]) -> None:
        """Save ``payload`` without its secrets. Raises ``StorageError``."""
        draft_id = self.id or self._store.new_id()
        self._store.save(draft_id, payload)
        self.id = draft_id

    def discard(self) -> None:
        """Delete the draft: it was submitted or is not wanted. Raises ``StorageError``."""
        draft_id, self.id = self.id, None
        if draft_id is not None:
            self._store.delete(draft_id)

    def release(self) -> None:
        """Let another wizard use the draft."""
        if self.id is not None:
            self._store.release(self.id)
