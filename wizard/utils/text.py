"""Text from outside (server answers, files, pastes) made safe to put on a terminal."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MAX_CHARS: Final = 2000
"""Characters that ``clean`` keeps unless told otherwise."""

_ELLIPSIS: Final = "…"
_MAX_COMBINING_MARKS: Final = (
    4  # combining marks in a row; more only serves to smear over other lines
)

# Compiled by their first use: nearly every text needs none of them.
# Whole escape sequences: their parameters would otherwise stay behind as litter.
_SEQUENCE: Final = (
    # CSI (colours, the cursor), then OSC and its like (titles, links, the clipboard), then the rest
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x80-\x9f]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{0,8}[0-~]"
)
_LINE_END: Final = "\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
# Drawn as nothing, yet neither controls nor format characters to Unicode.
_UNSEEN: Final = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# By "may it span lines?": what a line end and a tab become.
_PLAIN: Final = {True: str.maketrans("\t", " "), False: str.maketrans("\t\n", "  ")}


def sanitize(text: str, limit: int = MAX_CHARS, *, multiline: bool = False) -> str:
    """``text`` without anything that a terminal, or an eye, could be misled by.

    Escape sequences, control characters (C0, C1), bidirectional overrides and
    invisible characters go; a tab and a line end become one space, or the line
    end ``\\n`` with ``multiline``; a lone surrogate becomes U+FFFD. The result
    has at most ``limit`` characters, an ellipsis as the last where something was
    cut. Cleaning twice changes nothing. Markup is left alone: never parse the
    result as markup.
    """
    if limit <= 0:
        return ""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text  # as nearly every text is
    window = 4 * limit + 4096  # bounds the work; what is taken out may use up some of it
    taken = re.sub(_LINE_END, "\n", re.sub(_SEQUENCE, "", text[:window]))
    kept: list[str] = []
    marks = 0
    for char in re.sub(_UNSEEN, "", taken).translate(_PLAIN[multiline]):
        category = unicodedata.category(char)
        if category in {"Cc", "Cf"} and char != "\n":
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks <= _MAX_COMBINING_MARKS:
            kept.append("\ufffd" if category == "Cs" else char)
    if len(kept) > limit or len(text) > window:
        kept[limit - 1 :] = [_ELLIPSIS]
    return "".join(kept)


def closest_match(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or None if none is like it."""
    folded = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with a space before it to put behind an error, or nothing."""
    name = closest_match(word, known)
    return f" Did you mean `{name}`?" if name else ""


_TOKEN: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"gh[oprsu]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}"
    r"|xox[abceoprs]-[\w-]{16,}|xapp-[\w-]{16,}|ATATT[\w=-]{16,}|ntn_[A-Za-z0-9]{16,}"
    r"|shp(?:at|ca|pa|ss)_\w{16,}|lin_api_\w{16,}|sk-[\w-]{20,}|AIza[\w-]{30,}|ya29\.[\w-]{16,}"
    r"|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
)


def looks_like_secret(text: str) -> bool:
    """Whether there is a token or a private key in ``text``."""
    return _TOKEN.search(text) is not None
