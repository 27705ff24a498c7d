"""The form of one draft on the disk: a JSON document around the payload, with its version."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from wizard.files import FileProblem, parse_json, read_text_file
from wizard.parsing import MAX_DEPTH
from wizard.storage.atomic import StorageError
from wizard.storage.secretless import without_secrets
from wizard.storage.stamp import read_stamp, write_stamp

VERSION: Final = 1
LIMIT: Final = 16 * 1024 * 1024
"""Bytes of one draft."""

Migration = Callable[[dict[str, Any]], dict[str, Any]]
MIGRATIONS: Final[Mapping[int, Migration]] = {}
"""For each older version: from its payload to that of the next version."""

# What a form takes is nested up to MAX_DEPTH itself; the rest of a draft is around it.
_DEPTH: Final = MAX_DEPTH + 16
_KIND: Final = "clarm-wizard draft"
_ID: Final = re.compile(r"[0-9a-f]{8}")
_NEWER: Final = "A newer version of clarm-wizard saved this draft; update to open it."
_TOO_OLD: Final = "This draft is of a version too old to be understood."


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was saved."""

    id: str
    saved_at: datetime
    payload: dict[str, Any]


def is_id(text: str) -> bool:
    """Whether a draft can have this ID: eight hexadecimal digits."""
    return _ID.fullmatch(text) is not None


def encode(
    draft_id: str, saved_at: datetime, payload: Mapping[str, Any], *, version: int = VERSION
) -> bytes:
    """The content of a draft's file, without secrets, and certain to be readable again.

    Raises StorageError.
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
    except FileProblem as error:
        problem = error.what
    except (TypeError, ValueError, RecursionError) as error:
        problem = f"It does not fit into JSON ({type(error).__name__})."
    else:
        if len(text) <= LIMIT:
            return text.encode("ascii")
        problem = "It is too large."
    raise StorageError(f"This draft cannot be saved. {problem}", where=draft_id)


def read(
    path: Path,
    *,
    version: int = VERSION,
    migrations: Mapping[int, Migration] = MIGRATIONS,
) -> tuple[Draft, str]:
    """The draft in the file at ``path``, and why it cannot be resumed (empty if it can).

    Raises FileProblem if the file is no sound draft, FileUnreachable if that cannot be told.
    """
    damaged = FileProblem("This draft is damaged.", where=str(path))
    text = read_text_file(path, limit=LIMIT)
    document = parse_json(text, where=str(path), depth=_DEPTH)
    if not isinstance(document, dict) or document.get("kind") != _KIND:
        raise FileProblem("This is not a draft of this program.", where=str(path))
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
