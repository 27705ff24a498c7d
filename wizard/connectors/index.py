"""The list of types, read from the first lines of their modules without importing them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from wizard.connectors.about import About

_FOLDER = Path(__file__).with_name("types")
_START, _END = "\nABOUT = About(", "\n)\n"


class UnknownType(KeyError):
    """There is no such type. ``nearest``: the ones that may have been meant, best first."""

    def __init__(self, type: str, nearest: tuple[str, ...]) -> None:
        super().__init__(type)
        self.type = type
        self.nearest = nearest

    def __str__(self) -> str:
        hint = f' Did you mean "{self.nearest[0]}"?' if self.nearest else ""
        return f'There is no type "{self.type}".{hint}'


def all_types() -> tuple[About, ...]:
    """All types, in the API's order."""
    return tuple(about for about, _ in _entries().values())


def about(type: str) -> About:
    """The type with exactly this value (case matters); raises ``UnknownType``."""
    return entry(type)[0]


def entry(type: str) -> tuple[About, str]:
    """The type with exactly this value and its module's name; raises ``UnknownType``."""
    found = _entries().get(type)
    if found is None:
        raise UnknownType(type, _nearest(type))
    return found


def search(query: str) -> tuple[About, ...]:
    """The types that fit what was typed, the best first; all of them for an empty query.

    Value, label, aliases, category and summary count, in this order. Where nothing
    fits, the types whose names look most like the query.
    """
    query = query.strip()
    if not query:
        return all_types()
    words = query.casefold().split()
    ranked = []
    for item in all_types():
        ranks = [_rank(item, word) for word in words]
        if None not in ranks:
            whole = _whole_rank(item, query)
            ranked.append((whole, sum(rank or 0 for rank in ranks), item.position, item))
    if ranked:
        return tuple(row[-1] for row in sorted(ranked, key=lambda row: row[:-1]))
    return tuple(about(type) for type in _nearest(query))


@cache
def _entries() -> dict[str, tuple[About, str]]:
    read = [(_read(path), path.stem) for path in _FOLDER.glob("[!_]*.py")]
    return {about.type: (about, name) for about, name in sorted(read, key=lambda e: e[0].position)}


def _read(path: Path) -> About:
    text = path.read_text(encoding="utf-8")
    start = text.index(_START)
    call = ast.parse(text[start + 9 : text.index(_END, start) + 2], mode="eval").body
    if not isinstance(call, ast.Call):
        raise TypeError(f"{path.name} does not begin with an About")
    return About(**{str(word.arg): ast.literal_eval(word.value) for word in call.keywords})


def _whole_rank(item: About, query: str) -> int:
    """How well the whole query names the type: 0 is its exact value."""
    lower = query.casefold()
    names = (item.type, item.type.casefold(), item.label.casefold())
    wanted = (query, lower, lower)
    for rank, (name, word) in enumerate(zip(names, wanted, strict=True)):
        if name == word:
            return rank
    return 3 if lower in (alias.casefold() for alias in item.aliases) else 4


def _rank(item: About, word: str) -> int | None:
    """How well one word of the query fits, lower is better; None when it does not."""
    name = f"{item.type} {item.label}".casefold()
    aliases = " ".join(item.aliases).casefold()
    for rank, text in enumerate((name, aliases, item.category.casefold(), item.summary.casefold())):
        if any(part.startswith(word) for part in text.replace("_", " ").split()):
            return 2 * rank
        if word in text:
            return 2 * rank + 1
    return 9 if len(word) > 2 and _is_inside(word, item.type.casefold()) else None


def _is_inside(word: str, text: str) -> bool:
    """Whether ``word`` is ``text`` with letters left out, not the first: "gdrv", "google_drive"."""
    rest = iter(text)
    return word[0] == text[0] and all(letter in rest for letter in word)


def _nearest(text: str) -> tuple[str, ...]:
    from difflib import get_close_matches

    names: dict[str, list[str]] = {}
    for item in all_types():
        for name in {item.type, item.label, *item.aliases}:
            names.setdefault(name.casefold(), []).append(item.type)
    close = get_close_matches(text.casefold(), names, n=5, cutoff=0.6)
    return tuple(dict.fromkeys(type for name in close for type in names[name]))
