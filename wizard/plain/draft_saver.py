"""Saves a draft for the line prompts, and reports a failure once; ``wizard.py`` decides when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wizard.core.draft_session import DraftSession
from wizard.plain.console import Console
from wizard.storage.atomic import StorageError
from wizard.storage.drafts import DraftStore


class PlainDraftSaver(DraftSession):
    """Keeps one draft; a failure is reported once and never interrupts the run."""

    def __init__(self, store: DraftStore, console: Console, draft_id: str | None = None) -> None:
        super().__init__(store, draft_id)
        self._console = console
        self._complained = False

    def save(self, payload: Mapping[str, Any]) -> None:
        """Save ``payload``."""
        try:
            super().save(payload)
        except StorageError as error:
            self._complain(f"Can't save your answers as a draft. {error}")

    def discard(self) -> None:
        """Delete the draft, whose content has been sent."""
        try:
            super().discard()
        except StorageError as error:
            self._complain(f"Can't delete the draft. {error}")

    def _complain(self, words: str) -> None:
        if not self._complained:
            self._complained = True
            self._console.say(words)
