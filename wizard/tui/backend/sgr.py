"""Text styles as SGR codes, and the shortest sequence from one style to another."""

# No ``from __future__ import annotations``: NamedTuple compiles string annotations at startup.

import re
from functools import lru_cache
from typing import Final, NamedTuple

_ENDED_BY: Final = {
    "1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28",
    "9": "29", "21": "24", "51": "54", "52": "54", "53": "55",
}  # fmt: skip
"""Code that switches each attribute off (ECMA-48, 8.3.117)."""

_SEEN_ON_BLANKS: Final = frozenset({"4", "5", "6", "7", "9", "21", "51", "52", "53"})

_RGB: Final = re.compile(r"\b([34]8);2;(\d+);(\d+);(\d+)")


def _numbers() -> dict[tuple[int, int, int], int]:
    steps = (0, 95, 135, 175, 215, 255)
    cube = [(r, g, b) for r in steps for g in steps for b in steps]
    greys = [(level,) * 3 for level in range(8, 248, 10)]
    numbers: dict[tuple[int, int, int], int] = {}
    for number, color in enumerate([*cube, *greys], 16):
        numbers.setdefault((color[0], color[1], color[2]), number)
    # Shell themes often redefine colours 16 to 21.
    return {color: number for color, number in numbers.items() if number > 21}


_NUMBERS: Final = _numbers()

PLAIN: Final = ""
"""Style of a cell that has not been drawn on."""


class _Parts(NamedTuple):
    attributes: frozenset[str]
    ink: str
    paper: str


@lru_cache(4096)
def _parts(look: str) -> _Parts:
    attributes = set()
    ink = paper = ""
    codes = iter(look.split(";") if look else ())
    for code in codes:
        if code in ("38", "48"):
            kind = next(codes, "")
            count = 3 if kind == "2" else 1
            color = ";".join([code, kind, *(next(codes, "0") for _ in range(count))])
            if code == "38":
                ink = color
            else:
                paper = color
        elif code in _ENDED_BY:
            attributes.add(code)
        elif len(code) == 2 and code[0] in "39":
            ink = "" if code == "39" else code
        else:
            paper = "" if code == "49" else code
    return _Parts(frozenset(attributes), ink, paper)


@lru_cache(4096)
def short(look: str) -> str:
    """Return the same style in fewer characters, with colours by number in xterm's 256."""
    return _RGB.sub(_by_number, look)


def _by_number(rgb: re.Match[str]) -> str:
    kind, *levels = rgb.groups()
    number = _NUMBERS.get((int(levels[0]), int(levels[1]), int(levels[2])))
    return rgb[0] if number is None else f"{kind};5;{number}"


@lru_cache(8192)
def with_paper_of(look: str, blank: str) -> str:
    """Return a style in which blanks look like ``blank``, otherwise close to ``look``.

    Staying close to ``look`` makes returning to it cheap.
    """
    old, new = _parts(look), _parts(blank)
    if new.attributes & _SEEN_ON_BLANKS:
        return blank
    return ";".join(filter(None, [*sorted(old.attributes - _SEEN_ON_BLANKS), old.ink, new.paper]))


@lru_cache(4096)
def of_blank(look: str) -> str:
    """Return the part of ``look`` that is visible on a blank."""
    parts = _parts(look)
    return look if parts.attributes & _SEEN_ON_BLANKS else parts.paper


@lru_cache(4096)
def paper_only(look: str) -> bool:
    """Return whether a blank in this style shows nothing but its background."""
    return not _parts(look).attributes & _SEEN_ON_BLANKS


@lru_cache(4096)
def has_no_paper(look: str) -> bool:
    """Return whether the background is the terminal's default."""
    return not _parts(look).paper


@lru_cache(8192)
def change(before: str | None, after: str) -> str:
    """Return the sequence that changes the style ``before`` (None: unknown) to ``after``."""
    anew = f"\x1b[0;{after}m" if after else "\x1b[m"
    if before is None:
        return anew
    if before == after:
        return ""
    old, new = _parts(before), _parts(after)
    ended = {_ENDED_BY[code] for code in old.attributes - new.attributes}
    # A code that ends one attribute may end another that stays: 22 ends both bold and faint.
    begun = {
        code for code in new.attributes if code not in old.attributes or _ENDED_BY[code] in ended
    }
    codes = [*sorted(ended), *sorted(begun)]
    if old.ink != new.ink:
        codes.append(new.ink or "39")
    if old.paper != new.paper:
        codes.append(new.paper or "49")
    changed = f"\x1b[{';'.join(codes)}m" if codes else ""
    return min(changed, anew, key=len)
