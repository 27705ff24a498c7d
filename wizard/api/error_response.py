"""Interpretation of error responses."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from wizard.api.messages import (
    API_KEY_REFUSED,
    BLOCKED,
    REFUSED,
    UNKNOWN_ADVICE,
    failed,
    redirected,
    wait,
)
from wizard.api.outcome import (
    FieldErrorMessage,
    OutcomeUnknown,
    RefusalReason,
    Refused,
    UnknownReason,
)
from wizard.api.redact import Redactor
from wizard.api.response import RawResponse
from wizard.api.verdict import proves_refusal, retry_after

_TEXT_KEYS: Final = (
    "detail", "message", "error", "errors", "error_description", "msg", "reason", "title",
)  # fmt: skip
_MAX_FIELDS: Final = 100
_MAX_LITERAL_CHARS: Final = 256 * 1024
_MAX_LITERAL_DEPTH: Final = 60

# One entry of a list of validation errors as printed by Python, anywhere in the text.
_STRING: Final = r"'(?:[^'\\]|\\.){0,4000}'|\"(?:[^\"\\]|\\.){0,4000}\""
_PRINTED_ENTRY: Final = re.compile(
    rf"(?:'type': (?P<type>'[\w.]{{1,80}}'), )?"
    rf"'loc': (?P<loc>[(\[][^()\[\]]{{0,1000}}[)\]]), 'msg': (?P<msg>{_STRING})",
    re.DOTALL,
)


class ServerErrors(NamedTuple):
    """The server's complaints: a general ``text`` and per-field errors. Not yet safe to show."""

    text: str = ""
    fields: tuple[FieldErrorMessage, ...] = ()


def parse_errors(answer: RawResponse) -> ServerErrors:
    """Extract the complaints from ``answer``, whatever its shape; never fails."""
    try:
        value = answer.json()
    except ValueError:
        return ServerErrors(answer.words)
    return _from_json(value)


def _from_json(value: Any) -> ServerErrors:
    if isinstance(value, list):
        return _from_list(value)
    if isinstance(value, dict):
        for key in _TEXT_KEYS:
            said = value.get(key)
            if isinstance(said, list) and said:
                return _from_list(said)
            if isinstance(said, dict) and said:
                return _from_json(said)
            if isinstance(said, str) and said.strip():
                return _from_text(said.strip())
        code = value.get("error_code") or value.get("code")
        if isinstance(code, str):
            return ServerErrors(code)
    if value in (None, "", [], {}):
        return ServerErrors()
    return ServerErrors(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _from_list(items: list[Any]) -> ServerErrors:
    fields: dict[FieldErrorMessage, None] = {}  # an ordered set
    texts: list[str] = []
    for item in items[:_MAX_FIELDS]:
        message = _field(item)
        if message:
            fields[message] = None
        else:
            texts.append(item if isinstance(item, str) else _from_json(item).text)
    return ServerErrors("\n".join(filter(None, texts)), tuple(fields))


def _field(item: Any) -> FieldErrorMessage | None:
    if not isinstance(item, dict) or not isinstance(item.get("loc"), list | tuple):
        return None
    message = item.get("msg", item.get("message"))
    if not isinstance(message, str):
        return None
    loc = [part if _is_int(part) else str(part) for part in item["loc"][:50]]
    if loc[:1] == ["body"]:
        del loc[0]
    kind = item.get("type")
    return FieldErrorMessage(
        tuple(loc),
        message.removeprefix("Value error, "),
        kind if isinstance(kind, str) else "",
    )


def _is_int(part: Any) -> bool:
    return isinstance(part, int) and not isinstance(part, bool)


def _from_text(text: str) -> ServerErrors:
    """Return ``text`` unchanged, unless it is a list of validation errors printed by Python."""
    if "'loc': " not in text:
        return ServerErrors(text)
    items = _literal(text)
    if not isinstance(items, list):
        # It contains something that is not a literal: an exception, an enum member.
        items = list(_printed_entries(text))
    found = _from_list(items)
    return found if found.fields else ServerErrors(text)


def _literal(text: str) -> Any:
    """Return the value of a Python literal, or None.

    Length and depth are bounded because a deeply nested literal could exhaust the parser.
    """
    if len(text) > _MAX_LITERAL_CHARS:
        return None
    depth = 0
    for bracket in re.findall(r"[()\[\]{}]", text):
        depth += 1 if bracket in "([{" else -1
        if depth > _MAX_LITERAL_DEPTH:
            return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd escapes in the server's text
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def _printed_entries(text: str) -> Iterator[dict[str, Any]]:
    for match in _PRINTED_ENTRY.finditer(text[:_MAX_LITERAL_CHARS]):
        entry = {key: _literal(match[key]) for key in ("type", "loc", "msg") if match[key]}
        if entry["loc"] is not None:
            yield entry


_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

# The first match wins: statuses, a pattern in the server's text, the reason.
_MEANINGS: Final[tuple[tuple[frozenset[int], re.Pattern[str], RefusalReason], ...]] = tuple(
    (frozenset(statuses), re.compile(pattern, re.IGNORECASE), kind)
    for statuses, pattern, kind in (
        ({400, 403}, r"type has been disabled|disabled by your", RefusalReason.DISABLED_TYPE),
        ({400, 401, 403, 404}, r"credential \S{1,40} (does not exist|.{0,60}not belong)",
         RefusalReason.CREDENTIAL),
        ({400, 422}, r"connector validation error", RefusalReason.SOURCE),
        ({400, 409, 422}, r"already exists|must be unique|duplicate", RefusalReason.DUPLICATE_NAME),
        ({400, 401, 403}, r"not[ _]verified", RefusalReason.NOT_VERIFIED),
        ({401, 403}, r"not authenticated|expired|unauthorized|not (logged|signed) in",
         RefusalReason.SESSION),
        ({401, 403}, r"curator|admin|\brole\b|permission|not allowed", RefusalReason.FORBIDDEN),
        ({401}, "", RefusalReason.SESSION),
        ({403}, "", RefusalReason.FORBIDDEN),
        ({409}, r"^$|\bname\b", RefusalReason.DUPLICATE_NAME),
        ({400, 422}, "", RefusalReason.INVALID),
        ({404, 405, 410}, "", RefusalReason.NOT_FOUND),
        ({413}, "", RefusalReason.TOO_LARGE),
        ({429}, "", RefusalReason.RATE_LIMITED),
        ({503}, "", RefusalReason.UNAVAILABLE),
    )
)  # fmt: skip


def refusal(
    answer: RawResponse, redactor: Redactor, *, by_key: bool = False
) -> Refused | OutcomeUnknown:
    """Return the outcome for a status outside 200 to 299.

    ``proves_refusal`` decides between ``Refused`` and ``OutcomeUnknown``. by_key: an API key was
    sent instead of a session.
    """
    found = parse_errors(answer)
    said = redactor.safe(found.text, multiline=True).strip()
    status = answer.status
    redirect = ""
    if status in _REDIRECTS:
        redirect = redirected(redactor.safe(_redirect_host(answer), 100))
    if not proves_refusal(answer):
        return OutcomeUnknown(
            reason=UnknownReason.REDIRECT if redirect else UnknownReason.SERVER_ERROR,
            message=f"{redirect or failed(status)} {UNKNOWN_ADVICE}",
            server_message=said,
            status_code=status,
        )
    if redirect:
        return Refused(
            kind=RefusalReason.REDIRECT, message=redirect, server_message=said, status_code=status
        )
    kind = _meaning(status, found)
    seconds = None
    message = REFUSED[kind]
    if kind in {RefusalReason.RATE_LIMITED, RefusalReason.UNAVAILABLE}:
        seconds = retry_after(answer)
        message = f"{message} {wait(seconds)}"
    elif kind is RefusalReason.SESSION and by_key:
        message = API_KEY_REFUSED
    elif kind is RefusalReason.FORBIDDEN and answer.is_html:
        message = BLOCKED
    return Refused(
        kind=kind,
        message=message,
        server_message=said,
        fields=_safe_fields(found.fields, redactor),
        status_code=status,
        retry_after=seconds,
    )


def relevant(
    messages: Sequence[FieldErrorMessage], wanted: Collection[str]
) -> tuple[FieldErrorMessage, ...]:
    """Return ``messages`` without those about the models of other source types.

    A server that holds all types in one plain union reports errors for every model, with the
    model's class name in the location. This keeps messages that name no model, and those whose
    model name equals or starts with one of ``wanted`` (class names or the type's own value,
    compared without case and underscores). If none of the named models is wanted, all messages are
    kept: too many are better than none.
    """
    starts = tuple(_squashed(name) for name in wanted)
    ours = [message for message in messages if _is_of(message, starts)]
    if not ours:
        return tuple(messages)
    return tuple(message for message in messages if message in ours or not models_in(message.loc))


def _is_of(message: FieldErrorMessage, starts: tuple[str, ...]) -> bool:
    return any(_squashed(name).startswith(starts) for name in models_in(message.loc))


def models_in(loc: Sequence[str | int]) -> list[str]:
    """Return the class names in a location, even from ``function-after[check(), WebConfig]``."""
    return [
        name
        for part in loc
        if isinstance(part, str)
        for name in re.findall(r"(?:^|[\[, ])([A-Z]\w*[a-z]\w*)(?=$|\])", part)
    ]


def _squashed(name: str) -> str:
    return name.replace("_", "").lower()


def _meaning(status: int, found: ServerErrors) -> RefusalReason:
    for statuses, pattern, kind in _MEANINGS:
        if status in statuses and pattern.search(found.text):
            return kind
    return RefusalReason.OTHER


def _safe_fields(
    messages: Sequence[FieldErrorMessage], redactor: Redactor
) -> tuple[FieldErrorMessage, ...]:
    return tuple(
        FieldErrorMessage(
            tuple(map(redactor.place, item.loc)),
            redactor.safe(item.message, 500),
            redactor.safe(item.type, 80),
        )
        for item in messages
    )


def _redirect_host(answer: RawResponse) -> str:
    try:
        return urlsplit(answer.headers.get("location", "")).netloc.rpartition("@")[2]
    except ValueError:
        return ""
