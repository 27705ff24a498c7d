"""Sanitizing of external text (server responses, files, pastes) for the terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MAX_CHARS: Final = 2000
"""The default maximum number of characters that ``sanitize`` keeps."""

_ELLIPSIS: Final = "…"
_MAX_COMBINING_MARKS: Final = (
    4  # consecutive combining marks; more only serve to smear over other lines
)

# These patterns are compiled on first use, as nearly every text needs none of them.
# Complete escape sequences, since their parameters would otherwise be left behind.
_SEQUENCE: Final = (
    # CSI (colours, cursor), then OSC and similar (titles, links, clipboard), then the rest
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x80-\x9f]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{0,8}[0-~]"
)
_LINE_END: Final = "\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
# Rendered as nothing, although Unicode classes them as neither control nor format characters.
_UNSEEN: Final = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# By ``multiline``: what a line end and a tab become.
_PLAIN: Final = {True: str.maketrans("\t", " "), False: str.maketrans("\t\n", "  ")}


def cut_apart(text: str, limit: int, *, digest_chars: int) -> str:
    """Return ``text`` sanitized, and where it is too long with a digest of all of it at its end.

    So it can be told from others that begin alike.
    """
    if len(text) <= limit:
        return sanitize(text, limit)
    import hashlib  # few texts are cut, and the start needs this module

    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digest_chars]
    return f"{sanitize(text, limit - digest_chars - 1)} {digest}"


def sanitize(text: str, limit: int = MAX_CHARS, *, multiline: bool = False) -> str:
    """Return ``text`` without anything that could mislead a terminal or a reader.

    Removes escape sequences, control characters (C0, C1), bidirectional overrides and invisible
    characters. Tabs and line ends become spaces, or line ends become ``\\n`` with ``multiline``. A
    lone surrogate becomes U+FFFD. The result has at most ``limit`` characters, the last of which is
    an ellipsis if anything was cut. Sanitizing twice changes nothing. Markup is kept, so never
    parse the result as markup.
    """
    if limit <= 0:
        return ""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text  # the usual case
    window = 4 * limit + 4096  # bounds the work; removed characters may use up some of it
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


def shortened(text: str, limit: int = 60) -> str:
    """Return ``text``, or its beginning and an ellipsis if it is longer than ``limit``."""
    return text if len(text) <= limit else text[: limit - 1] + _ELLIPSIS


def closest_match(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most similar to ``word``, or None if none is similar."""
    import difflib  # seldom needed

    folded = {name.lower(): name for name in known}
    found = difflib.get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a sentence, with a leading space, to append to an error message, or ""."""
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
    """Return whether ``text`` contains a token or a private key."""
    return _TOKEN.search(text) is not None
