"""What an answer that is not a success means."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final
from urllib.parse import urlsplit

from wizard.api.answer import Answer
from wizard.api.outcome import FieldMessage, Kind, Refused, Unknown, UnknownReason
from wizard.api.redact import Redactor
from wizard.api.shapes import Complaint, complaint
from wizard.api.verdict import proves_refusal, retry_after
from wizard.api.words import (
    API_KEY_REFUSED,
    BLOCKED,
    REFUSED,
    UNKNOWN_ADVICE,
    failed,
    redirected,
    wait,
)

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

# The first that fits decides: statuses, a pattern in the server's words, the meaning.
_MEANINGS: Final[tuple[tuple[frozenset[int], re.Pattern[str], Kind], ...]] = tuple(
    (frozenset(statuses), re.compile(pattern, re.IGNORECASE), kind)
    for statuses, pattern, kind in (
        ({400, 403}, r"type has been disabled|disabled by your", Kind.DISABLED_TYPE),
        ({400, 401, 403, 404}, r"credential \S{1,40} (does not exist|.{0,60}not belong)",
         Kind.CREDENTIAL),
        ({400, 422}, r"connector validation error", Kind.SOURCE),
        ({400, 409, 422}, r"already exists|must be unique|duplicate", Kind.DUPLICATE_NAME),
        ({400, 401, 403}, r"not[ _]verified", Kind.NOT_VERIFIED),
        ({401, 403}, r"not authenticated|expired|unauthorized|not (logged|signed) in",
         Kind.SESSION),
        ({401, 403}, r"curator|admin|\brole\b|permission|not allowed", Kind.FORBIDDEN),
        ({401}, "", Kind.SESSION),
        ({403}, "", Kind.FORBIDDEN),
        ({409}, r"^$|\bname\b", Kind.DUPLICATE_NAME),
        ({400, 422}, "", Kind.INVALID),
        ({404, 405, 410}, "", Kind.NOT_FOUND),
        ({413}, "", Kind.TOO_LARGE),
        ({429}, "", Kind.RATE_LIMITED),
        ({503}, "", Kind.UNAVAILABLE),
    )
)  # fmt: skip


def refusal(answer: Answer, redactor: Redactor, *, by_key: bool = False) -> Refused | Unknown:
    """The outcome that a status outside 200 to 299 means; ``proves_refusal`` says which it is.

    ``by_key``: an API key was sent instead of a session.
    """
    found = complaint(answer)
    said = redactor.safe(found.text, multiline=True).strip()
    status = answer.status
    redirect = ""
    if status in _REDIRECTS:
        redirect = redirected(redactor.safe(_redirect_host(answer), 100))
    if not proves_refusal(answer):
        return Unknown(
            reason=UnknownReason.REDIRECT if redirect else UnknownReason.SERVER_ERROR,
            message=f"{redirect or failed(status)} {UNKNOWN_ADVICE}",
            said=said,
            status_code=status,
        )
    if redirect:
        return Refused(kind=Kind.REDIRECT, message=redirect, said=said, status_code=status)
    kind = _meaning(status, found)
    seconds = None
    message = REFUSED[kind]
    if kind in {Kind.RATE_LIMITED, Kind.UNAVAILABLE}:
        seconds = retry_after(answer)
        message = f"{message} {wait(seconds)}"
    elif kind is Kind.SESSION and by_key:
        message = API_KEY_REFUSED
    elif kind is Kind.FORBIDDEN and answer.is_html:
        message = BLOCKED
    return Refused(
        kind=kind,
        message=message,
        said=said,
        fields=_safe_fields(found.fields, redactor),
        status_code=status,
        retry_after=seconds,
    )


def relevant(messages: Sequence[FieldMessage], wanted: Collection[str]) -> tuple[FieldMessage, ...]:
    """``messages`` without those about the models of other types.

    A server that holds all types in one plain union complains once per model, with
    the model's class name in the location. Kept are messages that name no model, and
    those whose model's name is, or starts with, one of ``wanted`` (class names or the
    type's own value, compared without case and underscores). If none of the models
    named is a wanted one, all is kept: too much is better than nothing.
    """
    starts = tuple(_squashed(name) for name in wanted)
    ours = [message for message in messages if _is_of(message, starts)]
    if not ours:
        return tuple(messages)
    return tuple(message for message in messages if message in ours or not models_in(message.loc))


def _is_of(message: FieldMessage, starts: tuple[str, ...]) -> bool:
    return any(_squashed(name).startswith(starts) for name in models_in(message.loc))


def models_in(loc: Sequence[str | int]) -> list[str]:
    """The class names in a location, out of forms like ``function-after[check(), WebConfig]``."""
    return [
        name
        for part in loc
        if isinstance(part, str)
        for name in re.findall(r"(?:^|[\[, ])([A-Z]\w*[a-z]\w*)(?=$|\])", part)
    ]


def _squashed(name: str) -> str:
    return name.replace("_", "").lower()


def _meaning(status: int, found: Complaint) -> Kind:
    for statuses, pattern, kind in _MEANINGS:
        if status in statuses and pattern.search(found.text):
            return kind
    return Kind.OTHER


def _safe_fields(messages: Sequence[FieldMessage], redactor: Redactor) -> tuple[FieldMessage, ...]:
    return tuple(
        FieldMessage(
            tuple(map(redactor.place, item.loc)),
            redactor.safe(item.message, 500),
            redactor.safe(item.type, 80),
        )
        for item in messages
    )


def _redirect_host(answer: Answer) -> str:
    try:
        return urlsplit(answer.headers.get("location", "")).netloc.rpartition("@")[2]
    except ValueError:
        return ""
