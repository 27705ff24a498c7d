"""Keeps what is typed as a draft: soon after it is typed, in a thread, and never in the way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from wizard.storage.atomic import StorageError
from wizard.tui.status import NOTHING, SAVED, UNSAVED, Saved

if TYPE_CHECKING:
    from wizard.storage.drafts import DraftStore

PAUSE: Final = 0.8
"""Seconds from a change to its being saved, however much is typed meanwhile."""


class DraftKeeper:
    """Saves what ``payload`` returns; ``tell`` hears whether it is saved.

    A failure is told and tried again with the next change; it never gets in the way.
    """

    def __init__(
        self,
        store: DraftStore,
        payload: Callable[[], Mapping[str, Any]],
        tell: Callable[[Saved], None],
        *,
        draft_id: str | None = None,
        pause: float = PAUSE,
    ) -> None:
        self.id = draft_id
        self._store = store
        self._payload = payload
        self._tell = tell
        self._pause = pause
        self._dirty = False
        self._timer: asyncio.TimerHandle | None = None
        self._saving = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        if draft_id:
            tell(SAVED)

    def touch(self) -> None:
        """Something was typed: save it soon."""
        if not self._dirty:
            self._dirty = True
            self._tell(UNSAVED)
        self._soon()

    def moved(self) -> None:
        """Another field or step is shown: keep that too, where anything is kept."""
        if self.id is not None:
            self._dirty = True
            self._soon()

    def _soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._pause, self.begin)

    def begin(self) -> None:
        """Save what there is to save, without waiting for it."""
        task = asyncio.get_running_loop().create_task(self.save())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def save(self) -> None:
        """Save what there is to save; it is on the disk, or the problem is told, afterwards."""
        self._stop_timer()
        async with self._saving:
            if not self._dirty:
                return
            self._dirty = False
            payload = self._payload()
            try:
                await asyncio.to_thread(self._write, payload)
            except StorageError as error:
                self._dirty = True
                self._tell(Saved(problem=error.what))
            else:
                self._tell(UNSAVED if self._dirty else SAVED)

    def save_at_once(self) -> None:
        """As ``save``, where there is no event loop any more. Raises StorageError."""
        if self._dirty:
            self._write(self._payload())
            self._dirty = False

    async def discard(self) -> None:
        """Delete the draft: what was in it was sent, or is not wanted. Raises StorageError."""
        self._stop_timer()
        async with self._saving:
            self._dirty = False
            draft_id, self.id = self.id, None
            self._tell(NOTHING)
            if draft_id is not None:
                await asyncio.to_thread(self._store.delete, draft_id)

    async def close(self) -> None:
        """Save, and let another wizard have the draft."""
        await self.save()
        if self.id is not None:
            await asyncio.to_thread(self._store.release, self.id)

    def _write(self, payload: Mapping[str, Any]) -> None:
        draft_id = self.id or self._store.new_id()
        self._store.save(draft_id, payload)
        self.id = draft_id

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
