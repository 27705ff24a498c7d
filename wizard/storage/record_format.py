"""The format of a record: its sources, as JSON that merges well, and what is validated of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from wizard.storage.atomic import StorageError
from wizard.storage.history_events import HistoryEntry
from wizard.storage.history_index import short
from wizard.storage.secret_filter import masked_body
from wizard.utils.errors import FileError
from wizard.utils.files import parse_json
from wizard.utils.ids import is_id
from wizard.utils.text import looks_like_secret
from wizard.utils.timestamps import read_stamp

FILE_NAME: Final = "clarm.ids.json"
VERSION: Final = 1
MISSING: Final = "missing"
"""What a source says of submissions that a person didn't find in Clarm: a list of their IDs."""

_VERSION_KEY: Final = "version"
_MARKER: Final = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: |\r?$)", re.MULTILINE)
_DIGEST_CHARS: Final = 12  # enough to tell values apart, and too few to search for one
_NAMES: Final = frozenset(
    {"connector_id", "created_at", "credential_id", "digests", "file", "id", "row", "sent_at"}
)
_LONG_AGO: Final = datetime.fromtimestamp(0, UTC)

Sent = tuple[str, str, str]
"""A host, type and name; on a server, names are unique per type."""


class BrokenRecord(StorageError):
    """The record cannot be understood, so nobody knows what exists. It is left as it is."""

    usage = True


class RecordedSource(NamedTuple):
    """A source in the record. Its texts are safe to show.

    id: of the submission, in the history of the machine that sent it; empty if noted by hand.
    file, row: the file in the folder that it came from, and the row of that file.
    digests: of the fields that were sent; see ``field_digests``.
    created_at: when it was created, if that is known.
    sent_at: when it was sent, as long as no answer is known.
    """

    host: str
    type: str
    name: str
    id: str = ""
    file: str = ""
    row: str = ""
    digests: Mapping[str, str] = {}
    created_at: datetime | None = None
    sent_at: datetime | None = None
    connector_id: int | None = None
    credential_id: int | None = None

    @property
    def sent(self) -> Sent:
        """What identifies it on its server."""
        return self.host, self.type, self.name

    @property
    def was_created(self) -> bool:
        """Whether it is known to exist."""
        return self.created_at is not None or self.connector_id is not None

    @property
    def needs_check(self) -> bool:
        """Whether it was sent, and nobody knows what became of it."""
        return self.sent_at is not None

    def changed(self, digests: Mapping[str, str]) -> tuple[str, ...]:
        """Return the fields whose digests are not the recorded ones; none if none are recorded.

        Parts of the request without any digest are taken for unknown, and left alone.
        """
        if not self.digests:
            return ()
        parts = {_part(field) for field in digests}
        fields = {field: None for field in self.digests if _part(field) in parts}
        fields |= dict.fromkeys(digests)
        return tuple(field for field in fields if self.digests.get(field) != digests.get(field))

    def entry(self, folder: Path, *, unanswered: bool = False) -> HistoryEntry:
        """Return it as an entry of a history: as created, or as sent without an answer.

        folder: the folder of the record.
        """
        entry = HistoryEntry(
            id=self.id or " ".join(self.sent),
            time=(self.sent_at if unanswered else self.created_at) or _LONG_AGO,
            host=self.host,
            type=self.type,
            name=self.name,
            digest="",
            source=str(folder / self.file) if self.file else str(folder / FILE_NAME),
        )
        if unanswered:
            return entry
        if self.connector_id is None:
            return entry._replace(ended=entry.time, exists=True)
        return entry._replace(
            outcome="created",
            ended=entry.time,
            connector_id=self.connector_id,
            credential_id=self.credential_id,
        )


def source_of(
    host: str, body: Mapping[str, Any], *, id: str = "", file: str = "", row: str = ""
) -> RecordedSource:
    """Return the source that ``body``, or a part of a request's body, stands for on ``host``."""
    return RecordedSource(
        short(host),
        short(body.get("type") or ""),
        short(body.get("name") or ""),
        id=id,
        file=short(file),
        row=short(row),
        digests=field_digests(body),
    )


def field_digests(body: Mapping[str, Any]) -> dict[str, str]:
    """Return a digest of each field of a request's body, or of a part of it.

    Everyone computes the same ones from the same values. Neither a secret nor its length goes in.
    """
    return {
        field: hashlib.sha256(_canonical([field, value])).hexdigest()[:_DIGEST_CHARS]
        for field, value in sorted(_fields(masked_body(body)))
    }


def _part(field: str) -> str:
    return field.partition(".")[0]


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def _fields(body: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for part, value in body.items():
        if part == "credential":
            value = value.get("credentials", {})
        if isinstance(value, Mapping):
            yield from ((f"{part}.{key}", item) for key, item in value.items())
        elif part != "type":
            yield part, value


# Reading


def decode(text: str, where: str) -> dict[str, dict[str, Any]]:
    """Return the sources in the text of a record, as written, by their keys.

    Raises ``BrokenRecord``, with the line.
    """
    if marker := _MARKER.search(text):
        raise _broken(
            text,
            marker.start(),
            where,
            "This file has merge conflict markers.",
            "Keep the sources from both sides and delete the lines that start with <<<<<<<, "
            "======= or >>>>>>>.",
        )
    try:
        values = parse_json(text, where=where) if text.strip() else {}
    except FileError as error:
        raise BrokenRecord(error.message, where=error.location, advice=error.hint) from None
    if not isinstance(values, dict):
        raise _broken(text, 0, where, "This isn't a clarm-wizard record.")
    version = values.pop(_VERSION_KEY, VERSION)
    if version != VERSION:
        newer = type(version) is int and version > VERSION
        raise _broken(
            text,
            text.rfind(_VERSION_KEY),
            where,
            "A newer version of clarm-wizard wrote this record."
            if newer
            else "The version must be 1.",
            "Update clarm-wizard." if newer else "",
        )
    for key, value in values.items():
        if problem := _problem(key, value):
            raise _broken(text, max(0, text.find(json.dumps(key)[1:-1])), where, problem)
    return values


def parsed(key: str, value: Mapping[str, Any]) -> RecordedSource:
    """Return a source that ``decode`` returned, safe to show."""
    host, type, name = key.split(" ", 2)
    return RecordedSource(
        short(host),
        short(type),
        short(name),
        id=short(value.get("id", "")),
        file=short(value.get("file", "")),
        row=short(value.get("row", "")),
        digests={short(field): digest for field, digest in value.get("digests", {}).items()},
        created_at=read_stamp(value.get("created_at")),
        sent_at=read_stamp(value.get("sent_at")),
        connector_id=value.get("connector_id"),
        credential_id=value.get("credential_id"),
    )


def is_known(value: Mapping[str, Any]) -> bool:
    """Return whether a source that ``decode`` returned exists, or may exist."""
    return not value.keys().isdisjoint(("connector_id", "created_at", "sent_at"))


def _problem(key: str, value: Any) -> str:
    """Say what is wrong with a source; empty if nothing is."""
    if not all(key.split(" ", 2)[2:]) or key.count(" ") < 2:
        return "Name a source by its host, type and name, separated by spaces."
    if not isinstance(value, dict):
        return "Make each source an object with connector_id and credential_id."
    for name in ("connector_id", "credential_id"):
        if name in value and not is_id(value[name]):
            return f"{name} must be a whole number."
    if ("connector_id" in value) is not ("credential_id" in value):
        return "Add both connector_id and credential_id."
    for name in ("created_at", "sent_at"):
        if name in value and read_stamp(value[name]) is None:
            return f"{name} must be a time such as 2026-11-29T10:00:00Z."
    if not (is_known(value) or value.get(MISSING)):
        return "Add connector_id and credential_id, or created_at."
    digests = value.get("digests", {})
    if not isinstance(digests, dict):
        return "digests must be an object."
    missing = value.get(MISSING, [])
    if not (isinstance(missing, list) and all(isinstance(id, str) for id in missing)):
        return f"{MISSING} must be a list of IDs."
    texts = [value.get(name, "") for name in ("file", "id", "row")]
    if not all(isinstance(text, str) for text in (*texts, *digests.values())):
        return "file, id, row and each digest must be text."
    return ""


def _broken(text: str, position: int, where: str, what: str, advice: str = "") -> BrokenRecord:
    line = text.count("\n", 0, position) + 1
    return BrokenRecord(what, where=f"{where}, line {line}", advice=advice)


# Writing


def key_of(sent: Sent) -> str:
    """Return the key of a source in the record: neither a host nor a type has a space."""
    return " ".join(sent)


def put(sources: dict[str, dict[str, Any]], source: RecordedSource) -> None:
    """Put a source among those of ``decode``, and keep what others added to it.

    Raises ``StorageError`` if a text in it looks like a secret.
    """
    known = sources.get(key_of(source.sent), {})
    added = {name: value for name, value in known.items() if name not in _NAMES}
    sources[key_of(source.sent)] = added | _plain(source)


def remove(sources: dict[str, dict[str, Any]], sent: Sent) -> None:
    """Remove a source from those of ``decode``, but not what people didn't find."""
    if missing := sources.pop(key_of(sent), {}).get(MISSING):
        sources[key_of(sent)] = {MISSING: missing}


def put_missing(sources: dict[str, dict[str, Any]], sent: Sent, id: str) -> None:
    """Note that a person didn't find what was sent as submission ``id``."""
    if id:
        value = sources.setdefault(key_of(sent), {})
        value[MISSING] = sorted({*value.get(MISSING, []), id})


def _plain(source: RecordedSource) -> dict[str, Any]:
    texts = (source.name, source.file, source.row, *source.digests)
    if any(map(looks_like_secret, texts)):
        raise StorageError("Its name looks like a secret. Records can't contain secrets.")
    values = {
        "connector_id": source.connector_id,
        "created_at": source.created_at and _stamp(source.created_at),
        "credential_id": source.credential_id,
        "digests": dict(sorted(source.digests.items())),
        "file": source.file,
        "id": source.id,
        "row": source.row,
        "sent_at": source.sent_at and _stamp(source.sent_at),
    }
    return {name: value for name, value in values.items() if value not in (None, "", {})}


def encode(sources: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the content of a record.

    Each line belongs to one source, and each source ends with a comma: the lines of both sides of a
    merge, one after the other, are a valid record.
    """
    lines = ["{"]
    for key in sorted(sources):
        lines += _lines(key, sources[key])
    return "\n".join([*lines, f'  "{_VERSION_KEY}": {VERSION}', "}", ""]).encode()


def _lines(key: str, source: Mapping[str, Any]) -> Iterator[str]:
    names = sorted(source)
    groups = (
        [name for name in names if name < "digests"],
        [name for name in names if name == "digests"],
        [name for name in names if name > "digests"],
    )
    first, *others = (
        ", ".join(f"{_json(name)}: {_json(source[name])}" for name in group)
        for group in groups
        if group
    )
    yield f"  {_json(key)}: {{{first}{',' if others else '},'}"
    for number, line in enumerate(others, start=1):
        yield f"    {line}{'},' if number == len(others) else ','}"


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
