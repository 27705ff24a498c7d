"""Pastes, taken whole: nothing that stands in one is a key.

Textual looks for keys inside of a paste as well once an escape has come up in it, as in coloured
text: a token would be scattered over fields, and a ctrl+n in it would go on to the next step.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from typing import Final

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

MARK: Final = len(BRACKETED_PASTE_START)

_COLOUR: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
"""What colours text and moves the cursor; nobody means it to be part of a value."""


class PasteParser(XTermParser):
    """Textual's, with what stands between the two marks of a paste as one event.

    Colours are left out of it; all else is as it came, but for null characters.
    """

    def __init__(self, debug: bool = False) -> None:
        self._pasted: list[str] | None = None
        self._before = ""  # the end of what came last, in which a mark may begin
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """The events that ``data``, the next characters, brings about; its end if it is empty."""
        if not data:
            yield from super().feed(data)
        while data:
            pasted = self._pasted
            data = yield from self._keys(data) if pasted is None else self._paste(pasted, data)

    def _keys(self, data: str) -> Generator[Message, None, str]:
        """Pass on what comes before a paste, and its first mark; what is left."""
        before, mark, rest = (self._before + data).partition(BRACKETED_PASTE_START)
        yield from super().feed(f"{before}{mark}"[len(self._before) :])
        self._pasted = [] if mark else None
        self._before = "" if mark else before[-MARK + 1 :]
        return rest

    def _paste(self, pasted: list[str], data: str) -> Generator[Message, None, str]:
        """Keep what comes until the last mark of a paste is there; what is left."""
        pasted.append(data)
        if BRACKETED_PASTE_END not in self._before + data:
            self._before = (self._before + data)[-MARK + 1 :]
            return ""
        text, mark, rest = "".join(pasted).partition(BRACKETED_PASTE_END)
        self._pasted, self._before = None, ""
        for event in super().feed(mark):
            # Textual's is of what it was given between the marks, which is nothing.
            is_paste = isinstance(event, events.Paste)
            yield events.Paste(_COLOUR.sub("", text).replace("\0", "")) if is_paste else event
        return rest
