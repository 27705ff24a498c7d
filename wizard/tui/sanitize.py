"""Output sanitizing: no text, whatever its origin, reaches the terminal as a command.

Text from servers is cleaned before it gets here. Text that a user pastes or loads is not, since it
must be sent unchanged, so it is sanitized when drawn.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from wizard.utils.control_characters import is_control
from wizard.utils.glyphs import to_ascii

_PICTURES: Final = frozenset({"So", "Sk"})
"""Emoji and their skin tones."""

_UNKNOWN: Final = "\ufffd"


class ControlCharFilter(LineFilter):
    """Line filter that strips control characters from everything drawn, keeping the width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return ``segments`` with text that a terminal only displays."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            Segment(replace_controls(text), style, control) for text, style, control in segments
        ]


class AsciiFilter(LineFilter):
    """Line filter for terminals that show ASCII only, keeping the width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return ``segments`` with look-alikes in place of all other characters."""
        if all(segment.text.isascii() for segment in segments):
            return segments
        return [Segment(_in_ascii(text), style, control) for text, style, control in segments]


def _in_ascii(text: str) -> str:
    if text.isascii():
        return text
    spans, _ = split_graphemes(text)
    shown = ((to_ascii(text[start]), columns) for start, _, columns in spans)
    return "".join(char.ljust(columns, "?")[:columns] for char, columns in shown)


def replace_controls(text: str) -> str:
    """Return ``text`` in its counted width, without commands or invisible characters."""
    if text.isprintable():
        return text
    spans, counted = split_graphemes(text)
    if counted != cell_len(text):  # part of a character, such as a joiner with what it joins
        return _UNKNOWN * cell_len(text)
    return "".join(_drawn(text[start:end], columns) for start, end, columns in spans)


def _drawn(character: str, columns: int) -> str:
    """Return a visible form of one grapheme, which may consist of many code points.

    Without its joiners a family emoji is as wide as all its members, and many terminals draw it
    like that anyway, so a single member represents it. Other characters are never dropped silently.
    """
    drawn = "".join(char for char in character if not is_control(char))
    for end in range(len(drawn), -1, -1):
        if cell_len(drawn[:end]) == columns and all(map(_may_be_left_out, drawn[end:])):
            return drawn[:end]
    return _UNKNOWN * columns


def _may_be_left_out(char: str) -> bool:
    return unicodedata.category(char) in _PICTURES or not cell_len(char)


_SHAPING: Final = "\t\n\u200c\u200d"
"""Tab, line feed, and the joiners that scripts and emoji use to shape characters."""


def _is_hidden(char: str) -> bool:
    return not char.isprintable() and char not in _SHAPING and is_control(char)


def sanitize_text(text: str) -> str:
    """Return ``text`` without anything a terminal must not be sent, in the same width."""
    if text.isprintable():
        return text
    return "".join("?" * cell_len(char) if _is_hidden(char) else char for char in text)


def hidden_in(text: str) -> int:
    """Return how many characters of ``text`` are not drawn."""
    return 0 if text.isprintable() else sum(map(_is_hidden, text))


def sanitize_strip(strip: Strip) -> Strip:
    """Return a line with its text sanitized as in ``sanitize_text``."""
    if all(segment.text.isprintable() for segment in strip):
        return strip
    return Strip([Segment(sanitize_text(text), style, control) for text, style, control in strip])
