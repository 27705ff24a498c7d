"""The list of types, parsed from the first lines of their modules without importing them."""

from __future__ import annotations

import os
from functools import cache

from wizard.connectors.metadata import ConnectorInfo

_FOLDER = os.path.join(os.path.dirname(__file__), "types")
_START = "\nABOUT = ConnectorInfo("
_END = "\n)\n"
_MAX_HEAD_BYTES = 16 * 1024
_HEAD = (
    *(f'{_START}\n    type="', '",\n    position=', ',\n    label="'),
    *('",\n    category="', '",\n'),
)
"""What stands before, between and after a type's value, position, label and category."""
_INTERNAL = '\n    evidence="internal",\n'


class IndexEntry:
    """What a list shows of a type; the same as in its ``ConnectorInfo``, but faster to read.

    internal: whether the type's evidence is ``internal``.
    module: the name of its module.
    """

    __slots__ = ("category", "internal", "label", "module", "position", "type")

    def __init__(
        self, module: str, type_name: str, position: int, label: str, category: str, internal: bool
    ) -> None:
        self.module = module
        self.type = type_name
        self.position = position
        self.label = label
        self.category = category
        self.internal = internal


class UnknownConnectorType(KeyError):
    """An unknown type; ``nearest`` holds the likely alternatives, best first."""

    def __init__(self, type_name: str, nearest: tuple[str, ...]) -> None:
        super().__init__(type_name)
        self.type = type_name
        self.nearest = nearest

    def __str__(self) -> str:
        hint = f' Did you mean "{self.nearest[0]}"?' if self.nearest else ""
        return f'No type is called "{self.type}".{hint}'


def all_types() -> tuple[ConnectorInfo, ...]:
    """Return all types, in the API's order."""
    return tuple(_about(line.module) for line in lines())


def lines() -> tuple[IndexEntry, ...]:
    """Return an entry for each type in the API's order, faster than ``all_types``."""
    return tuple(_lines().values())


def values() -> list[str]:
    """Return the exact values of all types, in the API's order."""
    return list(_lines())


def about(type_name: str) -> ConnectorInfo:
    """Return the type with exactly this value (case-sensitive); raises UnknownConnectorType."""
    return entry(type_name)[0]


def entry(type_name: str) -> tuple[ConnectorInfo, str]:
    """Return the type with exactly this value, and its module; raises UnknownConnectorType."""
    found = _lines().get(type_name)
    if found is None:
        raise UnknownConnectorType(type_name, _nearest(type_name))
    return _about(found.module), found.module


def search(query: str) -> tuple[ConnectorInfo, ...]:
    """Return the types that match what was typed, best first; all types for an empty query.

    Value, label, aliases, category and summary count, in this order. If nothing matches, returns
    the types whose names are most similar to the query.
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
    return tuple(about(type_name) for type_name in _nearest(query))


@cache
def _lines() -> dict[str, IndexEntry]:
    files = os.listdir(_FOLDER)
    read = [_line(name[:-3]) for name in files if name.endswith(".py") and name[0] != "_"]
    return {line.type: line for line in sorted(read, key=lambda line: line.position)}


def _line(name: str) -> IndexEntry:
    rest = _text(name).partition(_HEAD[0])[2]
    head = []
    for after in _HEAD[1:]:
        value, _, rest = rest.partition(after)
        head.append(value)
    type_name, position, label, category = head
    if category and position.isdecimal() and "\\" not in type_name + label + category:
        internal = _INTERNAL in rest.partition(_END)[0]
        return IndexEntry(name, type_name, int(position), label, category, internal)
    about = _about(name)
    internal = about.evidence == "internal"
    return IndexEntry(name, about.type, about.position, about.label, about.category, internal)


def _text(name: str) -> str:
    descriptor = os.open(os.path.join(_FOLDER, f"{name}.py"), os.O_RDONLY)
    try:
        # Far more than the metadata needs; the rest of the file is not read.
        return os.read(descriptor, _MAX_HEAD_BYTES).decode("utf-8", "replace")
    finally:
        os.close(descriptor)


@cache
def _about(name: str) -> ConnectorInfo:
    text = _text(name)
    start = text.index(_START)
    call = text[start + 9 : text.index(_END, start) + 2]
    # Safe: the text belongs to this package and can only refer to that one name.
    found = eval(call, {"__builtins__": {}, "ConnectorInfo": ConnectorInfo})  # noqa: S307
    if not isinstance(found, ConnectorInfo):
        raise TypeError(f"{name} does not begin with an About")
    return found


def _whole_rank(item: ConnectorInfo, query: str) -> int:
    """Rank how well the whole query names the type; 0 is its exact value."""
    lower = query.casefold()
    names = (item.type, item.type.casefold(), item.label.casefold())
    wanted = (query, lower, lower)
    for rank, (name, word) in enumerate(zip(names, wanted, strict=True)):
        if name == word:
            return rank
    return 3 if lower in (alias.casefold() for alias in item.aliases) else 4


def _rank(item: ConnectorInfo, word: str) -> int | None:
    """Rank how well one word of the query matches, lower is better; None if it does not."""
    name = f"{item.type} {item.label}".casefold()
    aliases = " ".join(item.aliases).casefold()
    for rank, text in enumerate((name, aliases, item.category.casefold(), item.summary.casefold())):
        if any(part.startswith(word) for part in text.replace("_", " ").split()):
            return 2 * rank
        if word in text:
            return 2 * rank + 1
    return 9 if len(word) > 2 and _is_inside(word, item.type.casefold()) else None


def _is_inside(word: str, text: str) -> bool:
    """Return whether ``word`` abbreviates ``text``, as "gdrv" does "google_drive"."""
    rest = iter(text)
    return word[0] == text[0] and all(letter in rest for letter in word)


def _nearest(text: str) -> tuple[str, ...]:
    from difflib import get_close_matches

    names: dict[str, list[str]] = {}
    for item in all_types():
        for name in {item.type, item.label, *item.aliases}:
            names.setdefault(name.casefold(), []).append(item.type)
    close = get_close_matches(text.casefold(), names, n=5, cutoff=0.6)
    return tuple(dict.fromkeys(type_name for name in close for type_name in names[name]))
