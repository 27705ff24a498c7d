"""Submissions in flight in any process: each holds a lock that the system releases."""

from __future__ import annotations

import contextlib
from pathlib import Path

from wizard.storage.atomic import private_dir
from wizard.storage.lock import FileLock


class InFlight:
    """Submissions whose outcome is pending, each with a lock file in ``folder``.

    The caller of ``take`` must hold the history's lock.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._claims: dict[str, FileLock] = {}
        self._swept = False

    def __contains__(self, entry_id: object) -> bool:
        """Return whether the submission was started by this object."""
        return entry_id in self._claims

    def take(self, entry_id: str) -> None:
        """Mark it as in flight until ``drop`` or the end of this process.

        Raises ``StorageError``.
        """
        private_dir(self._folder)
        if not self._swept:
            self._sweep()
        claim = FileLock.acquire(self._path(entry_id))
        if claim is not None:
            self._claims[entry_id] = claim

    def drop(self, entry_id: str) -> None:
        """Mark it as no longer in flight, if it was."""
        claim = self._claims.pop(entry_id, None)
        if claim is not None:
            claim.release()

    def is_alive(self, entry_id: str) -> bool:
        """Return whether a running process has it in flight."""
        return entry_id.isalnum() and FileLock.is_held(self._path(entry_id))

    def _path(self, entry_id: str) -> Path:
        return self._folder / f"{entry_id}.lock"

    def _sweep(self) -> None:
        """Remove lock files left behind by killed processes."""
        self._swept = True
        with contextlib.suppress(OSError):
            for path in self._folder.glob("*.lock"):
                if not FileLock.is_held(path):
                    path.unlink()
