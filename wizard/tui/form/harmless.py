"""Text that comes from files and clipboards, made fit for a terminal.

Control characters would reach the terminal as they are, and others turn or hide what stands
beside them. They are left out of what is drawn, never of the value.
"""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tab and line feed
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # direction, zero width
    "\u2028\u2029\ud800-\udfff]"  # line ends of a kind, halves of characters
)


def harmless(text: str) -> str:
    """``text`` without what a terminal must not be sent, as wide as before."""
    return _HIDDEN.sub(lambda found: "?" * cell_len(found[0]), text)


def hidden_in(text: str) -> int:
    """How many characters of ``text`` are not drawn."""
    return len(_HIDDEN.findall(text))


def harmless_strip(strip: Strip) -> Strip:
    """A line about to be drawn, the same way."""
    if not any(_HIDDEN.search(segment.text) for segment in strip):
        return strip
    return Strip([Segment(harmless(text), style, control) for text, style, control in strip])
