"""Autosave: writes the draft shortly after each change, in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from wizard.core.draft_session import DraftSession
from wizard.storage.atomic import StorageError
from wizard.tui.last_words import NOT_KEPT
from wizard.tui.status import NOTHING, SAVED, UNSAVED, Saved

if TYPE_CHECKING:
    from wizard.storage.drafts import DraftStore
    from wizard.tui.view import View

SAVE_DELAY_SECONDS: Final = 0.8
"""Seconds from a change until it is saved, even if typing continues.

"Saved" is reported after the same time without a change, so that it does not flicker while the user
types.
"""


class DraftAutosaver:
    """Saves what ``payload`` returns shortly after each change.

    ``saved`` is the current save state; ``tell`` is called when it changes. A failed save is
    reported through ``tell`` and retried with the next change.
    """

    def __init__(
        self,
        store: DraftStore,
        payload: Callable[[], Mapping[str, Any]],
        tell: Callable[[Saved], None],
        *,
        draft_id: str | None = None,
        pause: float = SAVE_DELAY_SECONDS,
    ) -> None:
        self.saved = SAVED if draft_id else NOTHING
        self._store = store
        self._draft = DraftSession(store, draft_id)
        self._payload = payload
        self._tell = tell
        self._pause = pause
        self._dirty = False
        self._changed = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._saving = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def id(self) -> str | None:
        """ID of the draft; None until one has been saved."""
        return self._draft.id

    def touch(self) -> None:
        """Record that the input changed, and schedule a save."""
        self._changed = asyncio.get_running_loop().time()
        if not self._dirty:
            self._dirty = True
            self._say(UNSAVED)
        self._soon()

    def moved(self) -> None:
        """Record a change of field or step, and schedule a save if a draft exists."""
        if self.id is not None:
            self._dirty = True
            self._soon()

    def _soon(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._pause, self.begin)

    def begin(self) -> None:
        """Start saving pending changes without waiting."""
        task = asyncio.get_running_loop().create_task(self.save())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def save(self) -> None:
        """Save pending changes; a failure is reported through ``tell``, not raised."""
        self._stop_timer()
        async with self._saving:
            if not self._dirty:
                return
            payload = self._payload()
            self._dirty = False
            try:
                await asyncio.to_thread(self._draft.save, payload)
            except StorageError as error:
                self._dirty = True
                self._say(Saved(problem=error.message))
            else:
                self._say_saved()

    def save_at_once(self) -> None:
        """Save pending changes without an event loop. Raises StorageError."""
        if self._dirty:
            self._draft.save(self._payload())
            self._dirty = False

    async def discard(self) -> None:
        """Delete the draft because it was submitted or is no longer wanted. Raises StorageError."""
        self._stop_timer()
        async with self._saving:
            self._dirty = False
            draft, self._draft = self._draft, DraftSession(self._store)
            self._say(NOTHING)
            await asyncio.to_thread(draft.discard)

    async def close(self) -> None:
        """Save pending changes and release the draft for other sessions."""
        await self.save()
        await asyncio.to_thread(self._draft.release)

    def _say_saved(self) -> None:
        loop = asyncio.get_running_loop()
        rest = self._changed + self._pause - loop.time()
        if self._dirty:
            self._say(UNSAVED)
        elif self.saved is UNSAVED and rest > 0:
            self._stop_rest()
            self._rest = loop.call_later(rest, self._say_saved)
        else:
            self._say(SAVED)

    def _say(self, saved: Saved) -> None:
        self._stop_rest()
        if saved != self.saved:
            self.saved = saved
            self._tell(saved)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _stop_rest(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None


async def close_draft(saver: DraftAutosaver, app: View) -> None:
    """Save a draft for the last time, and say so if that fails."""
    await saver.close()
    if saver.saved.problem:
        words = NOT_KEPT.format(saver.saved.problem)
        app.notify(words, severity="error", markup=False, timeout=15)


async def discard_draft(saver: DraftAutosaver, app: View) -> None:
    """Delete a draft, and say so if that fails."""
    try:
        await saver.discard()
    except StorageError as error:
        app.notify(f"Can't delete the draft. {error}", severity="warning", markup=False)
