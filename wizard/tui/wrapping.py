"""Breaking texts into lines: items hang, and long words break where they may."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

from textual.content import Content

_PIECES: Final = re.compile(r"[^/?&=_-]*[/?&=_-]+|[^/?&=_-]+")
_BREAK: Final = re.compile(r"(?<=[/?&=_-])\n {0,3}(?=\S)")
_ITEM: Final = re.compile(r"(?:[•!]|\d\.) (?=\S)")
_HANGING: Final = re.compile(r"\n {2,3}(?=\S)")


def fitted(text: Content, width: int) -> Content:
    """Return ``text`` for lines of ``width``: items hang, and long words break where they may."""
    return Content("\n").join(_line(line, width) for line in text.split("\n", allow_blank=True))


def whole(text: str) -> str:
    """Return ``text``, or a part of one that was ``fitted``, without the breaks that are added."""
    return _HANGING.sub(" ", _BREAK.sub("", text))


def _line(line: Content, width: int) -> Content:
    item = _ITEM.match(line.plain)
    indent = item.end() if item else 0
    if not 0 < indent < width:
        return broken(line, width)
    sign, words = line.divide([indent])
    lines = broken(words, width - indent).wrap(width - indent)
    return sign + Content("\n" + " " * indent).join(lines)


def broken(text: Content, width: int) -> Content:
    """Return ``text`` with line breaks after punctuation in words longer than ``width``."""
    cuts: list[int] = []
    for word in re.finditer(r"\S+", text.plain):
        if len(word[0]) > width:
            cuts += [word.start() + cut for cut in _cuts(word[0], width)]
    return Content("\n").join(text.divide(cuts)) if cuts else text


def _cuts(word: str, width: int) -> list[int]:
    """Return where to cut a word so that its parts fit, preferably after a slash.

    A part without punctuation may still be too long.
    """
    ends = list(accumulate(map(len, _PIECES.findall(word))))
    cuts, start = [], 0
    while len(word) - start > width:
        near = [end for end in ends if start < end <= start + width]
        slashes = [end for end in near if word[end - 1] == "/" and end - start > width // 3]
        start = max(slashes or near, default=0) or next(end for end in ends if end > start)
        cuts.append(start)
    return [cut for cut in cuts if cut < len(word)]
