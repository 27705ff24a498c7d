"""An answer as it came over the wire, read within bounds and never trusted to be well formed."""

from __future__ import annotations

import codecs
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from wizard.api.outcome import UnknownReason

LIMIT: Final = 1024 * 1024
"""Bytes of a body, decompressed, that are read at most; real answers have some hundred."""

DEEPEST: Final = 64
"""Levels of lists and objects in a body that are read at most; real answers have five."""

_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# Codecs that are cheap and only ever make text; Python has others that are neither.
_TEXT_CODEC: Final = re.compile(
    r"ascii|utf[-_]?(8|16|32)(-sig|[-_][bl]e)?|iso8859-\d+|cp(12\d\d|437|85\d|866|932|949|950)"
    r"|koi8-[ru]|mac-roman|gb2312|gbk|gb18030|big5|shift_jis|euc_(jp|kr)"
)


class Flaw(Enum):
    """Why there is no answer, or not all of it: a reason, and words that complete a sentence."""

    CUT = (UnknownReason.CUT, "the connection broke before all of the answer was here")
    TIMEOUT = (UnknownReason.TIMEOUT, "the answer did not come in time")
    GARBLED = (UnknownReason.UNREADABLE, "what came back was not a proper answer")
    TOO_LONG = (UnknownReason.UNREADABLE, "the answer was far longer than it should be")
    ENCODING = (UnknownReason.UNREADABLE, "the answer was packed in a way that was not asked for")

    @property
    def reason(self) -> UnknownReason:
        """What it makes the outcome's reason."""
        return self.value[0]

    @property
    def words(self) -> str:
        """What follows "It was sent, but"."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers (names in small letters), and the bytes of the body that were read."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    flaw: Flaw | None = None

    @property
    def text(self) -> str:
        """The body as text, in the charset it names, else as JSON would be; never fails."""
        return self.body.decode(self._charset(), "replace").removeprefix("\ufeff")

    def json(self) -> Any:
        """The body as a JSON value, with None for what is nested deeper than ``DEEPEST``.

        Raises ``ValueError`` where it is none.
        """
        try:
            return _shallow(json.loads(self.text), DEEPEST)
        except RecursionError:
            raise ValueError("nested too deeply") from None

    @property
    def is_html(self) -> bool:
        """Whether it is a web page, by its type or its looks."""
        start = self.body[:1000].lstrip().lower()
        return "html" in self.headers.get("content-type", "") or start.startswith(
            (b"<!doctype html", b"<html")
        )

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
    """Collects a body, unpacking gzip and deflate, up to ``limit`` bytes.

    ``content_encoding``: the header's value. ``flaw`` is set once more makes no sense.
    """

    def __init__(self, content_encoding: str = "", limit: int = LIMIT) -> None:
        encoding = content_encoding.strip().lower()
        self.body = bytearray()
        self.flaw: Flaw | None = None
        self._limit = limit
        self._inflate = None
        if encoding in {"gzip", "x-gzip", "deflate"}:
            self._inflate = zlib.decompressobj(wbits=47)  # gzip or zlib, whichever it is
        elif encoding not in {"", "identity"}:
            self.flaw = Flaw.ENCODING

    def feed(self, data: bytes) -> None:
        """Take the next bytes off the wire. Does nothing once there is a flaw."""
        if self.flaw:
            return
        room = self._limit - len(self.body)
        if self._inflate:
            try:
                # One byte more than there is room for tells "full" from "too long".
                data = self._inflate.decompress(data, room + 1)
            except zlib.error:
                self.flaw = Flaw.ENCODING
                return
        self.body += data[:room]
        if len(data) > room:
            self.flaw = Flaw.TOO_LONG
