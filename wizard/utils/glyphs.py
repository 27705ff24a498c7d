"""The signs that are drawn and printed, and their look-alikes where there is only ASCII.

A module that draws takes its signs from here. Everything else that we write, quotes and arrows in
texts as well as borders and bars, is replaced on its way to the terminal.
"""

from __future__ import annotations

import os
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

REQUIRED: Final = "*"
WRONG: Final = "×"
WARNING: Final = "!"
DONE: Final = "✓"
NOW: Final = "●"
LATER: Final = "○"
CHANGED: Final = "●"
MASKED: Final = "◆"
OPEN: Final = "▾"
CLOSED: Final = "▸"
LEADS_TO: Final = "▸"
FOCUS_BAR: Final = "▌"
CUT: Final = "…"

_CHOICES: Final = {"radio": ("○", "◉"), "check": ("□", "▣")}
_ASCII_CHOICES: Final = {"radio": ("( )", "(*)"), "check": ("[ ]", "[x]")}
_NEITHER, _ASCII_NEITHER = "◫", "[-]"

SWITCH: Final = "CLARM_WIZARD_ASCII"
"""Environment variable: 1 for ASCII only, 0 for all signs, whatever the terminal says."""

_BARE_TERMINALS: Final = ("linux", "vt1", "vt2", "vt3", "vt4", "vt5", "ansi", "cons25")
"""How terminals are called whose font lacks most signs."""

_LOOKALIKES: Final = {
    ord(char): alike
    for chars, alike in (
        ("×✗✕▣", "x"), ("✓✔▾▼↓", "v"), ("●◉•★⣿", "*"), ("◆", "#"), ("○◌◯", "o"), ("□◇◫", "-"),
        ("▸►▶→›»", ">"), ("◂◄◀←‹«", "<"), ("▴▲↑", "^"),
        ("·–—‐‑−─━╌╍═╴╶╸╺╼╾", "-"), ("│┃┆┇║╵╷╹╻▌▍▎▏▐▕", "|"),
        ("┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╯╰╱╲╳", "+"),
        ("▀▔▄▁▂▃▅▆▇", "="), ("█▉▊▋■░▒▓▖▗▘▙▚▛▜▝▞▟", "#"),
        ("“”„″", '"'), ("‘’‚′", "'"), ("\u00a0\u2002\u2003\u2009\u202f", " "),
        ("µμ", "u"), ("…", "~"),
    )
    for char in chars
}  # fmt: skip
"""One column for one column, so that everything stays where it is."""


def radio(*, chosen: bool) -> str:
    """Return the sign of an option of which one is chosen."""
    return (_ASCII_CHOICES if ascii_only() else _CHOICES)["radio"][chosen]


def check(value: object) -> str:
    """Return the sign of a box that is ticked (True) or not (False); anything else is neither."""
    bare = ascii_only()
    if isinstance(value, bool):
        return (_ASCII_CHOICES if bare else _CHOICES)["check"][value]
    return _ASCII_NEITHER if bare else _NEITHER


@cache
def ascii_only() -> bool:
    """Return whether this process's terminal shows nothing but ASCII."""
    import locale

    return needs_ascii(os.environ, locale.getencoding())


def needs_ascii(environ: Mapping[str, str], encoding: str) -> bool:
    """Return whether the terminal that is described there shows nothing but ASCII.

    encoding: that of the locale. It is not UTF-8 only if someone chose that: Python takes UTF-8
    where nothing is set.
    """
    if given := environ.get(SWITCH):
        return given != "0"
    if environ.get("CLARM_WIZARD_SERVED") == "1":  # a browser
        return False
    bare = environ.get("TERM", "").startswith(_BARE_TERMINALS)
    return bare or not encoding.lower().startswith("utf")


def for_terminal(text: str) -> str:
    """Return ``text`` in characters that the terminal shows."""
    if text.isascii() or not ascii_only():
        return text
    return to_ascii(text.replace("…", "..."))


def to_ascii(text: str) -> str:
    """Return ``text`` in ASCII, a character for a character: a look-alike, or a question mark."""
    text = text.translate(_LOOKALIKES)
    if text.isascii():
        return text
    return "".join(char if char.isascii() else _plain(char) for char in text)


def _plain(char: str) -> str:
    """Return the letter below an accent, or a question mark."""
    import unicodedata

    below = unicodedata.normalize("NFKD", char)[0]
    return below if below.isascii() and below.isprintable() else "?"
