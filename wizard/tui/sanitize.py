"""The last look at what is drawn: no text, wherever it is from, reaches the terminal as a command.

What servers say is cleaned before it comes here. What a person pastes or loads is not, since it
has to be sent as it is; so it is looked at as it is drawn.
"""

from __future__ import annotations

import unicodedata
from typing import Final
from unicodedata import category

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

_NEVER_DRAWN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls (escape among them), bidirectional and invisible formats, half characters, line ends."""


_PICTURES: Final = frozenset({"So", "Sk"})
"""Emoji, and the tones of their skin."""

_UNKNOWN: Final = "\ufffd"


class ControlCharFilter(LineFilter):
    """Takes controls and invisible characters out of lines; their width stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """``segments`` with texts that a terminal only shows."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            Segment(replace_controls(text), style, control) for text, style, control in segments
        ]


def replace_controls(text: str) -> str:
    """``text`` as wide as it was counted, in which nothing is a command and nothing is unseen."""
    if text.isprintable():
        return text
    spans, counted = split_graphemes(text)
    if counted != cell_len(text):  # a part of a character, such as a joiner and what it joins
        return _UNKNOWN * cell_len(text)
    return "".join(_drawn(text[start:end], columns) for start, end, columns in spans)


def _drawn(character: str, columns: int) -> str:
    """A character as one sees it, which may be made of many.

    Without its joiners a family is as wide as all of its members, and many terminals draw it so
    anyway; so one member stands for it. What is no picture is not left out without a word.
    """
    drawn = "".join(filter(_is_drawn, character))
    for end in range(len(drawn), -1, -1):
        if cell_len(drawn[:end]) == columns and all(map(_may_be_left_out, drawn[end:])):
            return drawn[:end]
    return _UNKNOWN * columns


def _may_be_left_out(char: str) -> bool:
    return unicodedata.category(char) in _PICTURES or not cell_len(char)


def _is_drawn(char: str) -> bool:
    return unicodedata.category(char) not in _NEVER_DRAWN


_SHAPING: Final = "\t\n\u200c\u200d"
"""Tab, line feed, and the joiners by which scripts and emoji tell how letters hang together."""


def _is_hidden(char: str) -> bool:
    return not char.isprintable() and char not in _SHAPING and category(char) in _NEVER_DRAWN


def sanitize_text(text: str) -> str:
    """``text`` without what a terminal must not be sent, as wide as before."""
    if text.isprintable():
        return text
    return "".join("?" * cell_len(char) if _is_hidden(char) else char for char in text)


def hidden_in(text: str) -> int:
    """How many characters of ``text`` are not drawn."""
    return 0 if text.isprintable() else sum(map(_is_hidden, text))


def sanitize_strip(strip: Strip) -> Strip:
    """A line about to be drawn, the same way."""
    if all(segment.text.isprintable() for segment in strip):
        return strip
    return Strip([Segment(sanitize_text(text), style, control) for text, style, control in strip])
