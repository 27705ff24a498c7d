"""Fuzzy matching: finds names by a few typed letters, best match first, and marks the letters."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Final, TypeVar

    T = TypeVar("T")

Span = tuple[int, int]
"""Where a match begins and ends in a name."""

_LOOSE: Final = 5
_WORST: Final = 9


def best(items: Iterable[T], query: str, names: Callable[[T], Sequence[str]]) -> list[T]:
    """Return the items with a name that matches ``query``, best first; all for an empty query."""
    wanted = query.casefold().split()
    if not wanted:
        return list(items)
    ranked = []
    for index, item in enumerate(items):
        rank = min((_rank(name, wanted) for name in names(item)), default=_WORST)
        if rank < _WORST:
            ranked.append((rank, index, item))
    ranked.sort(key=lambda entry: entry[:2])
    # Letters that merely occur in order count only if nothing matches better.
    close = [item for rank, _, item in ranked if rank < _LOOSE]
    return close or [item for _, _, item in ranked]


def score(name: str, query: str) -> float:
    """Return how well ``name`` matches ``query``: 1 if it is the same, 0 if not at all."""
    wanted = query.casefold().split()
    return 1 - _rank(name, wanted) / _WORST if wanted else 0


def matches(name: str, query: str) -> list[Span]:
    """Return where ``name`` matches ``query``, in order and apart; [] if it does not."""
    folded, wanted = name.casefold(), query.casefold().split()
    if not wanted or len(folded) != len(name):
        return []
    found = {at for word in wanted for at in _places(folded, word)}
    if not all(word in folded for word in wanted):
        letters = "".join(wanted)
        starts = list(_starts(name))
        places = starts[: len(letters)] if has_initials(name, letters) else None
        found = set(_in_order(letters, folded) if places is None else places)
    return list(_spans(sorted(found)))


def has_initials(name: str, letters: str) -> bool:
    """Return whether two or more ``letters`` begin the words of ``name``, as gh does in GitHub."""
    initials = "".join(name[at].casefold() for at in _starts(name))
    return len(letters) > 1 and initials.startswith(letters)


def _rank(name: str, wanted: list[str]) -> int:
    """Rank a match: whole name (0), prefix, prefixes of words, initials, inside, in order."""
    folded = name.casefold()
    if folded == " ".join(wanted):
        return 0
    if folded.startswith(wanted[0]) and all(word in folded for word in wanted):
        return 1
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    if all(any(word.startswith(part) for word in words) for part in wanted):
        return 2
    letters = "".join(wanted)
    if has_initials(name, letters):
        return 3
    if all(part in folded for part in wanted):
        return 4
    return _LOOSE if _in_order(letters, folded) else _WORST


def _starts(name: str) -> Iterator[int]:
    """Yield where words begin: after what is no letter or digit, and at capitals."""
    before = " "
    for at, char in enumerate(name):
        if char.isalnum() and (not before.isalnum() or (char.isupper() and before.islower())):
            yield at
        before = char


def _places(folded: str, word: str) -> range:
    """Return the places of ``word``, at the beginning of a word if it is found there."""
    at = folded.find(word)
    start = next((i for i in _starts(folded) if folded.startswith(word, i)), at)
    return range(start, start + len(word)) if at >= 0 else range(0)


def _in_order(letters: str, folded: str) -> list[int]:
    """Return the first places of ``letters`` in this order; [] if they are not there."""
    found: list[int] = []
    for letter in letters:
        at = folded.find(letter, found[-1] + 1 if found else 0)
        if at < 0:
            return []
        found.append(at)
    return found


def _spans(places: Iterable[int]) -> Iterator[Span]:
    """Yield the runs of ``places``, which are sorted."""
    start = end = -1
    for at in places:
        if at != end:
            if end > start:
                yield start, end
            start = at
        end = at + 1
    if end > start:
        yield start, end
