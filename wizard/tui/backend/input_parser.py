"""Parses terminal input into Textual events, replacing Textual's parser.

Textual's takes incomplete and unknown sequences for typed text, raises an exception if a number is
too large, and looks for keys in a paste.
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
"""Escape delay over SSH, where the bytes of one key may arrive separately."""

MAX_ESCAPE_DELAY_MS: Final = 5000


class InputParser:
    """Parser with the methods that a driver calls on Textual's."""

    def __init__(self, debug: bool = False) -> None:
        self._tokenizer = Tokenizer(escape_delay(os.environ))
        self._decoder = InputDecoder()
        self._due: float | None = None

    def feed(self, data: str) -> Iterator[Message]:
        """Yield the events that ``data``, the next characters, completes."""
        yield from self._decode(self._tokenizer.feed(data))
        self._wait()

    def tick(self) -> Iterator[Message]:
        """Yield the events that a pause in the input completes."""
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
    """Return the seconds to wait after ESC: ``ESCDELAY`` (ms), else a default for the line."""
    given = environ.get("ESCDELAY", "")
    if given.isascii() and given.isdecimal() and 0 < int(given[:9]) <= MAX_ESCAPE_DELAY_MS:
        return int(given) / 1000
    remote = environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")
    return REMOTE_ESCAPE_DELAY_SECONDS if remote else ESCAPE_DELAY_SECONDS


def new_decoder(encoding: str = "utf-8") -> codecs.IncrementalDecoder:
    """Return a UTF-8 decoder that keeps invalid bytes, such as 8-bit control characters."""
    return codecs.getincrementaldecoder(encoding)("surrogateescape")
