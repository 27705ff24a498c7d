"""Drafts: the user's input so far, without secrets, to be resumed later.

A draft is one JSON file, always replaced as a whole. Each running wizard owns its draft through a
lock that ends with the process, so two wizards never write to the same draft. Nothing is deleted
unasked: a draft older than ``MAX_AGE`` is only listed as old.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from wizard.storage.atomic import (
    StorageError,
    private_dir,
    quarantine,
    remove_stale_temp_files,
    sync_folder,
    write_private,
)
from wizard.storage.lock import FileLock
from wizard.storage.secret_filter import without_secrets
from wizard.utils.errors import FileAccessError, FileError
from wizard.utils.files import parse_json, read_text_file
from wizard.utils.parsing import MAX_DEPTH
from wizard.utils.text import sanitize
from wizard.utils.timestamps import Clock, now, read_stamp, write_stamp

VERSION: Final = 1
MAX_BYTES: Final = 16 * 1024 * 1024
"""Maximum size of a draft in bytes."""

Migration = Callable[[dict[str, Any]], dict[str, Any]]
MIGRATIONS: Final[Mapping[int, Migration]] = {}
"""For each older version, the function that converts its payload to the next version."""

# Form values alone may nest up to MAX_DEPTH; the rest of a draft wraps around them.
_DEPTH: Final = MAX_DEPTH + 16
_KIND: Final = "clarm-wizard draft"
_ID: Final = re.compile(r"[0-9a-f]{8}")
_NEWER: Final = "A newer version of clarm-wizard saved this draft. Update to open it."
_TOO_OLD: Final = "This draft is too old to open."


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was saved."""

    id: str
    saved_at: datetime
    payload: dict[str, Any]


def is_id(text: str) -> bool:
    """Return whether ``text`` has the form of a draft ID: eight hexadecimal digits."""
    return _ID.fullmatch(text) is not None


def encode(
    draft_id: str, saved_at: datetime, payload: Mapping[str, Any], *, version: int = VERSION
) -> bytes:
    """Return the content of a draft's file, without secrets and guaranteed to be readable.

    Raises ``StorageError``.
    """
    try:
        document = {
            "kind": _KIND,
            "version": version,
            "id": draft_id,
            "saved_at": write_stamp(saved_at),
            "payload": without_secrets(payload),
        }
        text = json.dumps(document, allow_nan=False, separators=(",", ":"))
        parse_json(text, depth=_DEPTH)
    except FileError as error:
        problem = error.message
    except (TypeError, ValueError, RecursionError) as error:
        problem = f"It can't be written as JSON ({type(error).__name__})."
    else:
        if len(text) <= MAX_BYTES:
            return text.encode("ascii")
        problem = "It's too large."
    raise StorageError(f"Can't save this draft. {problem}", where=draft_id)


def read(
    path: Path,
    *,
    version: int = VERSION,
    migrations: Mapping[int, Migration] = MIGRATIONS,
) -> tuple[Draft, str]:
    """Return the draft in the file at ``path``, and why it cannot be resumed ("" if it can).

    Raises ``FileError`` if the file is not a valid draft, or ``FileAccessError`` if it cannot be
    read.
    """
    damaged = FileError("This draft is damaged.", where=str(path))
    text = read_text_file(path, limit=MAX_BYTES)
    document = parse_json(text, where=str(path), depth=_DEPTH)
    if not isinstance(document, dict) or document.get("kind") != _KIND:
        raise FileError("This isn't a clarm-wizard draft.", where=str(path))
    found, payload = document.get("version"), document.get("payload")
    saved_at = read_stamp(document.get("saved_at"))
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise damaged
    if found > version:  # nothing else about it is certain
        known = payload if isinstance(payload, dict) else {}
        return Draft(path.stem, saved_at or _modified(path), known), _NEWER
    named = is_id(path.stem) and document.get("id") == path.stem
    if not named or not isinstance(payload, dict) or saved_at is None:
        raise damaged
    for older in range(found, version):
        if older not in migrations:
            return Draft(path.stem, saved_at, payload), _TOO_OLD
        try:
            payload = migrations[older](payload)
        except (LookupError, TypeError, ValueError, AttributeError):
            raise damaged from None
    return Draft(path.stem, saved_at, payload), ""


def _modified(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)


__all__ = ["MAX_AGE", "Draft", "DraftList", "DraftLocked", "DraftStore", "DraftSummary"]

MAX_AGE: Final = timedelta(days=30)


class DraftNotFound(StorageError):
    """There is no draft with the requested ID, so the request itself was wrong."""

    usage = True


class DraftLocked(StorageError):
    """Another running wizard has the draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSummary:
    """One line in a list of drafts; all its texts are safe to show.

    in_use: another running wizard has it. old: it was saved more than ``MAX_AGE`` ago. problem: why
    it cannot be resumed; empty if it can. source, row: the file that it began from, and the row of
    that file; not meant to be shown.
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
    source: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class DraftList:
    """Drafts, newest first, and notes on what could not be read."""

    drafts: tuple[DraftSummary, ...]
    notes: tuple[str, ...]


class DraftStore:
    """The drafts in one folder. Its methods raise only ``StorageError``."""

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
        self._claims: dict[str, FileLock] = {}
        self._claiming = threading.RLock()

    def new_id(self) -> str:
        """Return an unused draft ID. Nothing is reserved until the first ``save``."""
        while True:
            draft_id = secrets.token_hex(4)
            if not os.path.lexists(self._path(draft_id)):
                return draft_id

    def save(self, draft_id: str, payload: Mapping[str, Any]) -> None:
        """Save ``payload`` (plain JSON, plus ``Secret`` values, which are omitted) as this draft.

        The draft belongs to this process from then on. Raises ``DraftLocked`` or ``StorageError``,
        in which case the previous version is kept.
        """
        path = self._path(draft_id)
        content = encode(draft_id, self._clock(), payload, version=self._version)
        self._own(draft_id)
        write_private(path, content)

    def load(self, draft_id: str) -> Draft:
        """Return the draft without taking ownership.

        A broken file is set aside under another name. Raises ``StorageError`` with the reason.
        """
        path = self._path(draft_id)
        try:
            draft, problem = self._read(path)
        except FileAccessError as error:
            if not os.path.lexists(path):
                raise _no_such_draft(draft_id) from None
            raise StorageError(error.message, where=error.location, advice=error.hint) from None
        except FileError as error:
            raise _put_aside(path, error) from None
        if problem:
            raise StorageError(problem, where=str(path))
        return draft

    def resume(self, draft_id: str) -> Draft:
        """Load the draft as ``load`` does and take ownership of it. Raises ``DraftLocked``."""
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
        """Give up ownership of the draft, as the end of the process also does."""
        with self._claiming:
            if claim := self._claims.pop(draft_id, None):
                claim.release()

    def delete(self, draft_id: str) -> None:
        """Delete the draft; a missing one is not an error.

        Raises ``DraftLocked`` or ``StorageError``.
        """
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
        """Return all drafts. Never raises.

        Broken files are set aside and mentioned in the notes. tidy: False leaves the disk
        unchanged.
        """
        drafts: list[DraftSummary] = []
        notes: list[str] = []
        if tidy:
            remove_stale_temp_files(self._folder)
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
            except FileAccessError as error:
                if os.path.lexists(path):  # otherwise it was deleted in the meantime
                    notes.append(str(error))
            except FileError as error:
                notes.append(str(_put_aside(path, error) if tidy else error))
        drafts.sort(key=lambda draft: draft.saved_at, reverse=True)
        return DraftList(tuple(drafts), tuple(notes))

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
            claim = FileLock.acquire(self._lock_path(draft_id))
            if claim is None:
                raise DraftLocked(
                    "This draft is open in another wizard.",
                    where=draft_id,
                    advice="Continue there, or close it first.",
                )
            self._claims[draft_id] = claim

    def _own_if_possible(self, draft_id: str) -> None:
        """Take ownership if possible: a full disk must not prevent reading or deleting."""
        try:
            self._own(draft_id)
        except DraftLocked:
            raise
        except StorageError:
            return

    def _read(self, path: Path) -> tuple[Draft, str]:
        return read(path, version=self._version, migrations=self._migrations)

    def _summary(self, draft: Draft, problem: str) -> DraftSummary:
        def said(name: str) -> str:
            value = draft.payload.get(name)
            return sanitize(str(value), 200) if isinstance(value, str | int) else ""

        def place(name: str) -> str:
            source = draft.payload.get("source")
            value = source.get(name) if isinstance(source, dict) else None
            return value if isinstance(value, str) else ""

        mine = draft.id in self._claims
        return DraftSummary(
            id=sanitize(draft.id, 40),
            saved_at=draft.saved_at,
            host=said("host"),
            type=said("type"),
            name=said("name"),
            step=said("step"),
            in_use=not mine and FileLock.is_held(self._lock_path(draft.id)),
            old=self._clock() - draft.saved_at > MAX_AGE,
            problem=problem,
            source=place("path"),
            row=place("row"),
        )


def _put_aside(path: Path, error: FileError) -> StorageError:
    try:
        advice = f"It was moved to {quarantine(path).name}."
    except StorageError as failure:
        advice = f"It couldn't be moved away. {failure.message}"
    return StorageError(error.message, where=str(path), advice=advice)


def _no_such_draft(draft_id: str) -> StorageError:
    return DraftNotFound(
        "No such draft.",
        where=draft_id,
        advice="Run clarm-wizard drafts to see them. Add --sandbox for the sandbox's.",
    )
