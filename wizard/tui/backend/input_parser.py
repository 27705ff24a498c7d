"""Parses what comes from a terminal into Textual's events, in the place of Textual's parser.

Textual's takes incomplete and unknown sequences for text that was typed, raises an exception at
numbers that are too large, and looks for keys in a paste.
"""

from __future__ import annotations

import codecs
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from textual.message import Message

from wizard.tui.backend.key_decoder import InputDecoder
from wizard.utils.escape_sequences import ESCAPE_DELAY_SECONDS, Token, Tokenizer

REMOTE_ESCAPE_DELAY_SECONDS: Final = 0.5
"""The same over SSH, where the bytes of one key may come apart."""

MAX_ESCAPE_DELAY_MS: Final = 5000


class InputParser:
    """Has the methods of Textual's parser that a driver calls."""

    def __init__(self, debug: bool = False) -> None:
        self._tokenizer = Tokenizer(escape_delay(os.environ))
        self._decoder = InputDecoder()
        self._due: float | None = None

    def feed(self, data: str) -> Iterator[Message]:
        """The events that ``data``, the next characters, brings about."""
        yield from self._decode(self._tokenizer.feed(data))
        self._wait()

    def tick(self) -> Iterator[Message]:
        """The events that the silence since then brings about."""
        if self.seconds_left == 0:
            yield from self._decode(self._tokenizer.expire())
            self._wait()

    @property
    def seconds_left(self) -> float | None:
        """Seconds until ``tick`` has something to do; None if nothing is pending."""
        return None if self._due is None else max(0.0, self._due - time.monotonic())

    def _decode(self, tokens: Iterable[Token]) -> Iterator[Message]:
        for token in tokens:
            yield from self._decoder.decode(token)

    def _wait(self) -> None:
        patience = self._tokenizer.patience
        self._due = None if patience is None else time.monotonic() + patience


def escape_delay(environ: Mapping[str, str]) -> float:
    """Seconds to wait after an ESC: ``ESCDELAY`` (milliseconds), or what the line needs."""
    given = environ.get("ESCDELAY", "")
    if given.isascii() and given.isdecimal() and 0 < int(given[:9]) <= MAX_ESCAPE_DELAY_MS:
        return int(given) / 1000
    remote = environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")
    return REMOTE_ESCAPE_DELAY_SECONDS if remote else ESCAPE_DELAY_SECONDS


def new_decoder(encoding: str = "utf-8") -> codecs.IncrementalDecoder:
    """Decodes UTF-8; keeps bytes that are none, as a terminal's 8-bit control characters."""
    return codecs.getincrementaldecoder(encoding)("surrogateescape")
