"""Drafts: what a person has typed so far, without the secrets, to be resumed later.

A draft is one JSON file, replaced as a whole. Each running wizard owns its draft through a
lock that ends with its process, so that two never write to the same. Nothing is deleted
unasked: a draft older than ``OLD_AFTER`` is only listed as old, and ``delete_old`` removes those.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from wizard.clean import clean
from wizard.storage.atomic import (
    StorageError,
    private_dir,
    set_aside,
    sweep,
    sync_folder,
    write_private,
)
from wizard.storage.draftfile import MIGRATIONS, VERSION, Draft, Migration, encode, is_id, read
from wizard.storage.lock import Claim
from wizard.storage.stamp import Clock, now
from wizard.trouble import FileProblem, FileUnreachable

__all__ = ["OLD_AFTER", "Draft", "DraftInUse", "DraftList", "DraftStore", "DraftSummary"]

OLD_AFTER: Final = timedelta(days=30)


class NoSuchDraft(StorageError):
    """No draft has this ID: whoever asked for it named another."""

    usage = True


class DraftInUse(StorageError):
    """Another wizard that is still running has the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSummary:
    """One line of a list of drafts; its texts are safe to show.

    in_use: another wizard that is still running has it.
    old: it was saved more than ``OLD_AFTER`` ago.
    problem: why it cannot be resumed, empty if it can.
    """

    id: str
    saved_at: datetime
    host: str
    type: str
    name: str
    step: str
    in_use: bool
    old: bool
    problem: str


@dataclass(frozen=True, slots=True)
class DraftList:
    """Drafts, newest first, and sentences on what could not be read."""

    drafts: tuple[DraftSummary, ...]
    notes: tuple[str, ...]


class DraftStore:
    """The drafts in one folder. Its methods raise nothing but StorageError."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock = now,
        version: int = VERSION,
        migrations: Mapping[int, Migration] = MIGRATIONS,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._version = version
        self._migrations = migrations
        self._claims: dict[str, Claim] = {}
        self._claiming = threading.RLock()

    def new_id(self) -> str:
        """An ID that no draft has. Touches nothing; the first ``save`` takes it."""
        while True:
            draft_id = secrets.token_hex(4)
            if not os.path.lexists(self._path(draft_id)):
                return draft_id

    def save(self, draft_id: str, payload: Mapping[str, Any]) -> None:
        """Keep ``payload`` (plain JSON, save for ``Secret``s, which are left out) as this draft.

        The draft belongs to this process from then on. Raises DraftInUse, StorageError;
        what was saved before is then still there.
        """
        path = self._path(draft_id)
        content = encode(draft_id, self._clock(), payload, version=self._version)
        self._own(draft_id)
        write_private(path, content)

    def load(self, draft_id: str) -> Draft:
        """The draft, without taking it over. Raises StorageError, which says why not.

        A broken file is set aside, under another name.
        """
        path = self._path(draft_id)
        try:
            draft, problem = self._read(path)
        except FileUnreachable as error:
            if not os.path.lexists(path):
                raise _no_such_draft(draft_id) from None
            raise StorageError(error.what, where=error.where, advice=error.advice) from None
        except FileProblem as error:
            raise _put_aside(path, error) from None
        if problem:
            raise StorageError(problem, where=str(path))
        return draft

    def resume(self, draft_id: str) -> Draft:
        """As ``load``, and the draft belongs to this process from then on. Raises DraftInUse."""
        path = self._path(draft_id)
        if not os.path.lexists(path):
            raise _no_such_draft(draft_id)
        self._own_if_possible(draft_id)
        try:
            return self.load(draft_id)
        except StorageError:
            self.release(draft_id)
            raise

    def release(self, draft_id: str) -> None:
        """Let another wizard have the draft. The end of the process does the same."""
        with self._claiming:
            if claim := self._claims.pop(draft_id, None):
                claim.release()

    def delete(self, draft_id: str) -> None:
        """Remove the draft; one that is not there is no error. Raises DraftInUse, StorageError."""
        path = self._path(draft_id)
        if os.path.lexists(path):
            self._own_if_possible(draft_id)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError.of_os(error, str(path)) from None
        finally:
            self.release(draft_id)
        sync_folder(self._folder)

    def list(self, *, tidy: bool = True) -> DraftList:
        """All drafts. Broken files are set aside, which the notes say. Raises nothing.

        ``tidy``: False leaves everything on the disk as it is.
        """
        drafts: list[DraftSummary] = []
        notes: list[str] = []
        if tidy:
            sweep(self._folder)
        try:
            paths = sorted(path for path in self._folder.iterdir() if path.suffix == ".json")
        except FileNotFoundError:
            paths = []
        except OSError as error:
            paths = []
            notes.append(str(StorageError.of_os(error, str(self._folder))))
        for path in paths:
            try:
                drafts.append(self._summary(*self._read(path)))
            except FileUnreachable as error:
                if os.path.lexists(path):  # else it was deleted meanwhile
                    notes.append(str(error))
            except FileProblem as error:
                notes.append(str(_put_aside(path, error) if tidy else error))
        drafts.sort(key=lambda draft: draft.saved_at, reverse=True)
        return DraftList(tuple(drafts), tuple(notes))

    def delete_old(self) -> int:
        """Delete the drafts that ``list`` calls old and nobody uses; how many those were."""
        old = [draft.id for draft in self.list().drafts if draft.old and not draft.in_use]
        for draft_id in old:
            with contextlib.suppress(DraftInUse):
                self.delete(draft_id)
        return len(old)

    def _path(self, draft_id: str) -> Path:
        if not is_id(draft_id):
            raise _no_such_draft(draft_id)
        return self._folder / f"{draft_id}.json"

    def _lock_path(self, draft_id: str) -> Path:
        return self._folder / f"{draft_id}.lock"

    def _own(self, draft_id: str) -> None:
        with self._claiming:
            if draft_id in self._claims:
                return
            private_dir(self._folder)
            claim = Claim.take(self._lock_path(draft_id))
            if claim is None:
                raise DraftInUse(
                    "Another wizard that is still running has this draft.",
                    where=draft_id,
                    advice="Go on there, or leave it first.",
                )
            self._claims[draft_id] = claim

    def _own_if_possible(self, draft_id: str) -> None:
        """A full disk or a read-only home must not stop anybody from reading or deleting."""
        try:
            self._own(draft_id)
        except DraftInUse:
            raise
        except StorageError:
            return

    def _read(self, path: Path) -> tuple[Draft, str]:
        return read(path, version=self._version, migrations=self._migrations)

    def _summary(self, draft: Draft, problem: str) -> DraftSummary:
        def said(name: str) -> str:
            value = draft.payload.get(name)
            return clean(str(value), 200) if isinstance(value, str | int) else ""

        mine = draft.id in self._claims
        return DraftSummary(
            id=clean(draft.id, 40),
            saved_at=draft.saved_at,
            host=said("host"),
            type=said("type"),
            name=said("name"),
            step=said("step"),
            in_use=not mine and Claim.taken(self._lock_path(draft.id)),
            old=self._clock() - draft.saved_at > OLD_AFTER,
            problem=problem,
        )


def _put_aside(path: Path, error: FileProblem) -> StorageError:
    try:
        advice = f"It was set aside as {set_aside(path).name}."
    except StorageError as failure:
        advice = f"It could not be set aside. {failure.what}"
    return StorageError(error.what, where=str(path), advice=advice)


def _no_such_draft(draft_id: str) -> StorageError:
    return NoSuchDraft(
        "There is no such draft.",
        where=draft_id,
        advice="See clarm-wizard drafts; with --sandbox, those of the sandbox.",
    )
