"""The last look at what is drawn: no text, wherever it is from, reaches the terminal as a command.

What servers say is cleaned before it comes here. What a person pastes or loads is not, since it
has to be sent as it is; so it is looked at as it is drawn.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from rich.cells import get_character_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_NEVER_DRAWN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls (escape among them), bidirectional and invisible formats, half characters, line ends."""


class Inert(LineFilter):
    """Takes controls and invisible characters out of lines; their width stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """``segments`` with texts that a terminal only shows."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(inert(text), style, control) for text, style, control in segments]


def inert(text: str) -> str:
    """``text`` as wide as it was, in which nothing is a command and nothing is unseen."""
    if text.isprintable():
        return text
    return "".join(char if _is_drawn(char) else _in_place_of(char) for char in text)


def _is_drawn(char: str) -> bool:
    return unicodedata.category(char) not in _NEVER_DRAWN


def _in_place_of(char: str) -> str:
    return "\ufffd" * get_character_cell_size(char)
