"""History events: their format on disk, and the entries built from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from wizard.storage import outcome_words
from wizard.storage.outcome_words import NOT_CONNECTED as NOT_CONNECTED
from wizard.utils.text import sanitize
from wizard.utils.timestamps import read_stamp, write_stamp

Outcome = Literal["created", "refused", "unknown"]

SHORT_ID_CHARS: Final = 8
"""How much of an ID is shown; any start that fits one submission alone stands for it."""

MAX_LINE_BYTES: Final = 128 * 1024
"""Maximum length of a line in bytes; this program writes none longer."""

MAX_REQUEST_BYTES: Final = 16 * 1024
"""Maximum length of a request that is kept; longer ones would make the history slow to read."""

_MAX_NAME_CHARS: Final = 300  # maximum length of a name
_MAX_MESSAGE_CHARS: Final = 2000  # maximum length of a message

_FIELDS: Final[Mapping[str, Mapping[str, type]]] = {
    "intent": {"host": str, "type": str, "name": str, "digest": str},
    "created": {"connector_id": int, "credential_id": int, "status": str},
    "refused": {"kind": str},
    "unknown": {"reason": str},
    "settled": {"exists": bool, "note": str},
}


class HistoryEvent(NamedTuple):
    """One line of the history: what happened (``kind``) to submission ``id``, and when."""

    kind: str
    id: str
    time: datetime
    data: Mapping[str, Any]

    def line(self) -> bytes:
        """Return the event as one line of JSON, including the line end."""
        head = {"event": self.kind, "id": self.id, "time": write_stamp(self.time)}
        return json.dumps({**head, **self.data}, separators=(",", ":")).encode("ascii") + b"\n"

    @classmethod
    def of_line(cls, line: bytes) -> HistoryEvent | None:
        """Parse a line; return None if it is truncated, foreign or unknown."""
        if len(line) > MAX_LINE_BYTES:
            return None
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(said, dict) or not isinstance(said.get("id"), str):
            return None
        fields = _FIELDS.get(str(said.get("event")))
        time = read_stamp(said.get("time"))
        # isinstance accepts a bool as an int, but a bool is not an ID.
        if (
            fields is None
            or time is None
            or any(type(said.get(f)) is not t for f, t in fields.items())
        ):
            return None
        return cls(said["event"], said["id"], time, said)


class HistoryEntry(NamedTuple):
    """One submission and its outcome. All texts are safe to show, and none is the server's.

    outcome: also "unknown" if no outcome was recorded (``ended`` is None).
    status: the state of what was created, if it is one of ``outcome_words.STATES``.
    message: the program's own words on a refusal, or on why the outcome is unknown.
    kind: the kind of refusal. status_code: of a response that created nothing, if there was one.
    exists: what the user later found out about an unknown outcome; None until then.
    superseded: a later submission of the same name and type, to the same host, created it.
    source, source_digest: the file that the request was read from, and its content, as recorded.
    request: its body without secrets; None if an older version sent it, or if it was too long.
    key: the ``key_name`` of the key for its digests; None if an older version sent it.
    """

    id: str
    time: datetime
    host: str
    type: str
    name: str
    digest: str
    source: str | None = None
    source_digest: str | None = None
    outcome: Outcome = "unknown"
    ended: datetime | None = None
    connector_id: int | None = None
    credential_id: int | None = None
    status: str = ""
    message: str = ""
    kind: str = ""
    status_code: int | None = None
    exists: bool | None = None
    note: str = ""
    superseded: bool = False
    request: Mapping[str, Any] | None = None
    key: str | None = None

    @property
    def short_id(self) -> str:
        """The part of the ID that is shown."""
        return self.id[:SHORT_ID_CHARS]

    @property
    def needs_check(self) -> bool:
        """Whether the source may exist and nobody has checked."""
        return self.outcome == "unknown" and self.exists is None and not self.superseded

    @property
    def was_created(self) -> bool:
        """Whether it is known to have created something, from the response or from the user."""
        return self.outcome == "created" or self.exists is True

    @property
    def status_label(self) -> str:
        """A word or two for the outcome, including what the user found out."""
        if self.exists is not None:
            return "found" if self.exists else "not created"
        return "not sent" if self.kind in outcome_words.UNSENT else self.outcome

    @property
    def reason(self) -> str:
        """Why nothing was created, or why nobody knows, in a word or two; else empty."""
        if self.exists is not None or self.outcome == "created":
            return ""
        if self.outcome == "refused":
            return outcome_words.IN_BRIEF.get(self.kind, "")
        return "created later" if self.superseded else "no clear answer"

    @property
    def sent(self) -> tuple[str, str, str]:
        """The host, type and name; on a server, names are unique per type."""
        return self.host, self.type, self.name

    @property
    def advice(self) -> str:
        """What to check before sending again; empty if there is nothing to check."""
        if not self.needs_check:
            return ""
        happened = (
            "Clarm sent no clear answer."
            if self.ended
            else "The wizard ended before Clarm answered, or another window is still waiting."
        )
        return (
            f"{happened} The connector may or may not exist. Look for “{self.name}” among the "
            f"connectors on {self.host} before you send it again."
        )

    def as_json(self) -> dict[str, Any]:
        """Return the entry as plain JSON."""
        return {
            "id": self.id,
            "time": write_stamp(self.time),
            "host": self.host,
            "type": self.type,
            "name": self.name,
            "outcome": self.outcome,
            "ended": write_stamp(self.ended) if self.ended else None,
            "connector_id": self.connector_id,
            "credential_id": self.credential_id,
            "status": self.status,
            "message": self.message,
            "kind": self.kind,
            "status_code": self.status_code,
            "exists": self.exists,
            "note": self.note,
            "file": sanitize(self.source) if self.source else None,
            "advice": self.advice,
        }


@dataclass(slots=True)
class _EntryBuilder:
    """Collects the events of one submission."""

    first: HistoryEvent
    intent: HistoryEvent | None = None
    end: HistoryEvent | None = None
    settled: HistoryEvent | None = None

    def add(self, event: HistoryEvent) -> None:
        """Add an event.

        The first intent and the first outcome count, but a creation outweighs any other outcome. A
        check that found nothing before the outcome was recorded came too early, and is discarded.
        """
        if event.kind == "intent":
            self.intent = self.intent or event
        elif event.kind == "settled":
            self.settled = event
        elif self.end is None or (event.kind == "created" != self.end.kind):
            self.end = event
            if self.settled and not self.settled.data["exists"]:
                self.settled = None

    def entry(self) -> HistoryEntry:
        intent = self.intent.data if self.intent else {}
        end = self.end.data if self.end else {}
        outcome: Outcome = self.end.kind if self.end else "unknown"  # type: ignore[assignment]
        settled = self.settled.data if self.settled and outcome == "unknown" else {}
        return HistoryEntry(
            id=sanitize(self.first.id, _MAX_NAME_CHARS),
            time=(self.intent or self.first).time,
            host=sanitize(intent.get("host", ""), _MAX_NAME_CHARS),
            type=sanitize(intent.get("type", ""), _MAX_NAME_CHARS),
            name=sanitize(intent.get("name", ""), _MAX_NAME_CHARS),
            digest=sanitize(intent.get("digest", ""), _MAX_NAME_CHARS),
            source=_text_or_none(intent.get("source")),
            source_digest=_text_or_none(intent.get("source_digest")),
            outcome=outcome,
            ended=self.end.time if self.end else None,
            connector_id=end.get("connector_id", _id(settled, "connector_id")),
            credential_id=end.get("credential_id", _id(settled, "credential_id")),
            status=outcome_words.known_state(end.get("status", "")),
            message=_message(outcome, end),
            kind=sanitize(end.get("kind", ""), _MAX_NAME_CHARS),
            status_code=_status_code(end),
            exists=settled.get("exists"),
            note=sanitize(settled.get("note", ""), _MAX_MESSAGE_CHARS),
            key=_text_or_none(intent.get("key")),
            request=request if isinstance(request := intent.get("request"), dict) else None,
        )


@dataclass(slots=True)
class HistoryState:
    """Entries, newest first, and the number of outcomes without a recorded intent."""

    entries: list[HistoryEntry] = field(default_factory=list)
    orphans: int = 0


def fold(events: Iterable[HistoryEvent]) -> HistoryState:
    """Combine events, given oldest first, into entries.

    An outcome without a recorded intent becomes an entry only if it is a creation.
    """
    stories: dict[str, _EntryBuilder] = {}
    for event in events:
        stories.setdefault(event.id, _EntryBuilder(event)).add(event)
    folded = HistoryState()
    created: set[tuple[str, str, str]] = set()
    for story in reversed(stories.values()):
        if story.intent is None:
            folded.orphans += 1
        if story.intent or (story.end and story.end.kind == "created"):
            entry = story.entry()
            if entry.outcome == "created":
                created.add(entry.sent)
            elif entry.sent in created:
                entry = entry._replace(superseded=True)
            folded.entries.append(entry)
    return folded


def kept_request(body: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what an intent keeps of a request: its body without secrets, unless it is long."""
    if body is None:
        return {}
    from wizard.storage.secret_filter import masked_body  # imported late: only who sends needs it

    kept = masked_body(body)
    return {"request": kept} if len(json.dumps(kept)) <= MAX_REQUEST_BYTES else {}


def _message(outcome: Outcome, end: Mapping[str, Any]) -> str:
    """Return the program's own message, ignoring server text kept by earlier versions."""
    if outcome == "refused":
        return outcome_words.told(outcome_words.REFUSED, end["kind"], _status_code(end))
    return outcome_words.told(outcome_words.UNKNOWN, end.get("reason", ""), _status_code(end))


def _status_code(end: Mapping[str, Any]) -> int | None:
    code = end.get("status_code")
    return code if type(code) is int and 100 <= code <= 999 else None


def _id(settled: Mapping[str, Any], name: str) -> int | None:
    number = settled.get(name)
    return number if type(number) is int else None


def _text_or_none(value: Any) -> str | None:
    return value if isinstance(value, str) else None
