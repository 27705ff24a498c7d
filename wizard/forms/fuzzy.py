"""Fuzzy matching: filters names by a few typed letters, best match first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
_LOOSE, _WORST = 4, 9


def best(items: Iterable[T], query: str, names: Callable[[T], Sequence[str]]) -> list[T]:
    """Return the items with a name that matches ``query``, best first; all for an empty query."""
    wanted = query.casefold().split()
    if not wanted:
        return list(items)
    ranked = []
    for index, item in enumerate(items):
        rank = min((_rank(name.casefold(), wanted) for name in names(item)), default=_WORST)
        if rank < _WORST:
            ranked.append((rank, index, item))
    ranked.sort(key=lambda entry: entry[:2])
    # Letters that merely occur in order count only if nothing matches better.
    close = [item for rank, _, item in ranked if rank < _LOOSE]
    return close or [item for _, _, item in ranked]


def _rank(name: str, wanted: list[str]) -> int:
    """Rank a match: whole name (0), prefix, prefixes of words, substring, letters in order."""
    if name == " ".join(wanted):
        return 0
    if name.startswith(wanted[0]) and all(word in name for word in wanted):
        return 1
    words = "".join(c if c.isalnum() else " " for c in name).split()
    if all(any(word.startswith(part) for word in words) for part in wanted):
        return 2
    if all(part in name for part in wanted):
        return 3
    return _LOOSE if _in_order("".join(wanted), name) else _WORST


def _in_order(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)
