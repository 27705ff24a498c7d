"""HTTP responses, read within bounds and never assumed to be well formed."""

from __future__ import annotations

import codecs
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from wizard.api.messages import UNKNOWN_ADVICE
from wizard.api.outcome import Created, OutcomeUnknown, UnknownReason
from wizard.api.redact import Redactor
from wizard.utils.ids import is_id

MAX_BYTES: Final = 1024 * 1024
"""Maximum bytes read from a body, after decompression; real responses have a few hundred."""

MAX_DEPTH: Final = 64
"""Maximum nesting depth read from a body; real responses have five levels."""

_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# Codecs that are cheap and only produce text; Python has others that are neither.
_TEXT_CODEC: Final = re.compile(
    r"ascii|utf[-_]?(8|16|32)(-sig|[-_][bl]e)?|iso8859-\d+|cp(12\d\d|437|85\d|866|932|949|950)"
    r"|koi8-[ru]|mac-roman|gb2312|gbk|gb18030|big5|shift_jis|euc_(jp|kr)"
)


class ResponseDefect(Enum):
    """Why the response is missing or incomplete: a reason, and the end of a sentence about it."""

    CUT = (UnknownReason.CUT, "the connection dropped before the full response arrived")
    TIMEOUT = (UnknownReason.TIMEOUT, "the response didn't arrive in time")
    GARBLED = (UnknownReason.UNREADABLE, "the response wasn't valid HTTP")
    TOO_LONG = (UnknownReason.UNREADABLE, "the response was far too long")
    ENCODING = (UnknownReason.UNREADABLE, "the response used a compression nobody asked for")

    @property
    def reason(self) -> UnknownReason:
        """The reason that this defect gives the outcome."""
        return self.value[0]

    @property
    def words(self) -> str:
        """The words that follow "It was sent, but"."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class RawResponse:
    """A status, headers (names in lower case) and the bytes of the body that were read.

    What may hold a secret, such as a new token, is left out of its ``repr``.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    flaw: ResponseDefect | None = None

    @property
    def text(self) -> str:
        """The body as text; never fails.

        Decoded with the charset it declares, or otherwise with the encoding detected for JSON.
        """
        return self.body.decode(self._charset(), "replace").removeprefix("\ufeff")

    def json(self) -> Any:
        """Return the body as a JSON value, with None for anything nested deeper than ``MAX_DEPTH``.

        Raises ``ValueError`` if the body is not JSON.
        """
        try:
            return _shallow(json.loads(self.text), MAX_DEPTH)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    @property
    def is_html(self) -> bool:
        """Whether this is a web page, judging by its content type or its first bytes."""
        start = self.body[:1000].lstrip().lower()
        return "html" in self.headers.get("content-type", "") or start.startswith(
            (b"<!doctype html", b"<html")
        )

    @property
    def words(self) -> str:
        """What it says: the text of a web page, otherwise all of the body."""
        if not self.is_html:
            return self.text.strip()
        from wizard.api.page_text import page_text  # imported here because few answers are pages

        return page_text(self.text)

    def _charset(self) -> str:
        named = _CHARSET.search(self.headers.get("content-type", ""))
        if named:
            try:
                codec = codecs.lookup(named[1]).name
            except LookupError:
                codec = ""
            if _TEXT_CODEC.fullmatch(codec):
                return codec
        return json.detect_encoding(self.body)


def _shallow(value: Any, depth: int) -> Any:
    if not isinstance(value, dict | list):
        return value
    if depth == 0:
        return None
    if isinstance(value, list):
        return [_shallow(item, depth - 1) for item in value]
    return {key: _shallow(item, depth - 1) for key, item in value.items()}


class BodyReader:
    """Collects a body, decompressing gzip and deflate, up to ``limit`` bytes.

    content_encoding: the header's value. ``flaw`` is set once reading further is pointless.
    """

    def __init__(self, content_encoding: str = "", limit: int = MAX_BYTES) -> None:
        encoding = content_encoding.strip().lower()
        self.body = bytearray()
        self.flaw: ResponseDefect | None = None
        self._limit = limit
        self._inflate = None
        if encoding in {"gzip", "x-gzip", "deflate"}:
            self._inflate = zlib.decompressobj(wbits=47)  # gzip or zlib, detected automatically
        elif encoding not in {"", "identity"}:
            self.flaw = ResponseDefect.ENCODING

    def feed(self, data: bytes) -> None:
        """Add the next bytes received. Does nothing once ``flaw`` is set."""
        if self.flaw:
            return
        room = self._limit - len(self.body)
        if self._inflate:
            try:
                # Requesting one extra byte distinguishes "full" from "too long".
                data = self._inflate.decompress(data, room + 1)
            except zlib.error:
                self.flaw = ResponseDefect.ENCODING
                return
        self.body += data[:room]
        if len(data) > room:
            self.flaw = ResponseDefect.TOO_LONG


_KEYS: Final = ("connector_id", "credential_id", "status", "message")
_WHOLE_ID: Final = r'"{}"\s*:\s*(-?[0-9]{{1,19}})\s*[,}}]'
"""The pattern of an ID behind which the body goes on, by its key."""


def success(answer: RawResponse, redactor: Redactor) -> Created | OutcomeUnknown:
    """Return the outcome for a status of 200 to 299: ``Created`` only if both IDs are present.

    A truncated body is accepted if both IDs arrived whole.
    """
    try:
        value = answer.json()
    except ValueError:
        value = _visible_ids(answer)
        if value is None:
            return _unreadable(answer, redactor)
    ids = [value.get(key) for key in _KEYS[:2]] if isinstance(value, dict) else []
    if not ids or not all(_is_id(number, redactor) for number in ids):
        return OutcomeUnknown(
            reason=UnknownReason.NO_IDS,
            message=f"Clarm answered, but without both IDs. {UNKNOWN_ADVICE}",
            server_message=redactor.safe(answer.text),
            status_code=answer.status,
        )
    missing = [key for key in _KEYS[2:] if value.get(key) is None]
    return Created(
        connector_id=value["connector_id"],
        credential_id=value["credential_id"],
        status=_text(value.get("status"), redactor),
        message=_text(value.get("message"), redactor),
        warnings=tuple(f"The response had no {key}." for key in missing),
    )


def _visible_ids(answer: RawResponse) -> dict[str, int] | None:
    """Return the IDs in a body that broke off behind them, if each is there whole and once."""
    if answer.is_html or answer.flaw not in (None, ResponseDefect.CUT, ResponseDefect.TIMEOUT):
        return None
    found = {key: set(re.findall(_WHOLE_ID.format(key), answer.text)) for key in _KEYS[:2]}
    if any(len(numbers) != 1 for numbers in found.values()):
        return None
    return {key: int(numbers.pop()) for key, numbers in found.items()}


def _unreadable(answer: RawResponse, redactor: Redactor) -> OutcomeUnknown:
    why = answer.flaw.words if answer.flaw else "the response wasn't what the API documents"
    return OutcomeUnknown(
        reason=answer.flaw.reason if answer.flaw else UnknownReason.UNREADABLE,
        message=f"The request was sent, but {why}. {UNKNOWN_ADVICE}",
        server_message=redactor.safe(answer.words, 500),
        status_code=answer.status,
    )


def _is_id(value: Any, redactor: Redactor) -> bool:
    # A secret echoed as an ID is not an ID, and must not be shown or kept as one.
    return is_id(value) and not redactor.holds(value)


def _text(value: Any, redactor: Redactor) -> str:
    return "" if value is None else redactor.safe(str(value), multiline=True)
