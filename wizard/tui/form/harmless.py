"""Text that comes from files and clipboards, made fit for a terminal.

Control characters would reach the terminal as they are, and others turn or hide what stands
beside them. They are left out of what is drawn, never of the value.
"""

from __future__ import annotations

from typing import Final
from unicodedata import category

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

_NEVER_DRAWN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, bidirectional and invisible formats, half characters, line ends of a kind."""

_SHAPING: Final = "\t\n\u200c\u200d"
"""Tab, line feed, and the joiners by which scripts and emoji tell how letters hang together."""


def _is_hidden(char: str) -> bool:
    return not char.isprintable() and char not in _SHAPING and category(char) in _NEVER_DRAWN


def harmless(text: str) -> str:
    """``text`` without what a terminal must not be sent, as wide as before."""
    if text.isprintable():
        return text
    return "".join("?" * cell_len(char) if _is_hidden(char) else char for char in text)


def hidden_in(text: str) -> int:
    """How many characters of ``text`` are not drawn."""
    return 0 if text.isprintable() else sum(map(_is_hidden, text))


def harmless_strip(strip: Strip) -> Strip:
    """A line about to be drawn, the same way."""
    if all(segment.text.isprintable() for segment in strip):
        return strip
    return Strip([Segment(harmless(text), style, control) for text, style, control in strip])
