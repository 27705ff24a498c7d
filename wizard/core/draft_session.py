"""The one draft of a run of the wizard: made by the first saving, deleted once it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wizard.storage.drafts import DraftStore


class DraftSession:
    """``id``: of the draft, which is this process's; None while there is none."""

    def __init__(self, store: DraftStore, draft_id: str | None = None) -> None:
        self.id = draft_id
        self._store = store

    def save(self, payload: Mapping[str, Any]) -> None:
        """Keep ``payload``, without its secrets. Raises StorageError."""
        draft_id = self.id or self._store.new_id()
        self._store.save(draft_id, payload)
        self.id = draft_id

    def discard(self) -> None:
        """Delete it: what was in it was sent, or is not wanted. Raises StorageError."""
        draft_id, self.id = self.id, None
        if draft_id is not None:
            self._store.delete(draft_id)

    def release(self) -> None:
        """Let another wizard have it."""
        if self.id is not None:
            self._store.release(self.id)
