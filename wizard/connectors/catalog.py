"""The list of types, parsed from the first lines of their modules without importing them."""

from __future__ import annotations

import os
from functools import cache

from wizard.connectors.metadata import ConnectorInfo
from wizard.utils import fuzzy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final, Protocol

    from wizard.connectors.connector import Connector

    class Server(Protocol):
        """What the server's own schema says of the types."""

        @property
        def types(self) -> Iterable[str]:
            """All types of the server."""

        def about(self, type_name: str, position: int) -> ConnectorInfo:
            """Return one of the types that the catalog does not know."""

        def described(self, about: ConnectorInfo) -> ConnectorInfo:
            """Return a type of the catalog with what the server says of it."""

        def standing(self, about: ConnectorInfo) -> str:
            """Return how a type compares with the catalog: ``agrees``, ``differs`` and so on."""

        def connector(self, about: ConnectorInfo) -> Connector:
            """Return such a type with its models."""

        def completed(self, connector: Connector) -> Connector:
            """Return a type of the catalog with the fields that only the server knows."""


POPULAR: Final[tuple[str, ...]] = (
    "slack",
    "web",
    "google_drive",
    "confluence",
    "jira",
    "github",
    "notion",
    "sharepoint",
)
"""What people connect most, in this order: a list begins with them, and equal matches do."""

_FOLDER = os.path.join(os.path.dirname(__file__), "types")
_START = "\nABOUT = ConnectorInfo("
_END = "\n)\n"
_MAX_HEAD_BYTES = 16 * 1024
_HEAD = (
    *(f'{_START}\n    type="', '",\n    position=', ',\n    label="'),
    *('",\n    category="', '",\n    summary="', '",\n'),
)
"""What stands before, between and after a type's value, position, label, category and summary."""
_NO_ALIAS: Final = 99

_LOOSE: Final = 12
"""The rank of an abbreviation."""

_SIMILAR: Final = 0.7
"""How similar a mistyped name is at least; below it, foo is taken for xenforo."""

_INTERNAL = '\n    evidence="internal",\n'


class IndexEntry:
    """What a list shows of a type; the same as in its ``ConnectorInfo``, but faster to read.

    internal: whether the type's evidence is ``internal``.
    module: the name of its module.
    """

    __slots__ = ("category", "internal", "label", "module", "position", "summary", "type")

    def __init__(
        self,
        module: str,
        type_name: str,
        position: int,
        label: str,
        category: str,
        summary: str,
        internal: bool,
    ) -> None:
        self.module = module
        self.type = type_name
        self.position = position
        self.label = label
        self.category = category
        self.summary = summary
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


_server: Server | None = None
_problem = ""


def use_server(found: Server | None, problem: str = "") -> None:
    """Put the types of a server over the catalog from now on, or no longer.

    problem: a sentence about why none are there that should be.
    """
    global _server, _problem
    _server, _problem = found, problem
    _lines.cache_clear()
    _added.cache_clear()


def server() -> Server | None:
    """Return what is over the catalog, if anything is."""
    return _server


def server_problem() -> str:
    """Return why nothing is over the catalog that should be; empty if all is well."""
    return _problem


def cataloged() -> tuple[str, ...]:
    """Return the exact values of the catalog's own types, in the API's order."""
    return tuple(_cataloged())


def all_types() -> tuple[ConnectorInfo, ...]:
    """Return all types, in the API's order."""
    return tuple(about(line.type) for line in lines())


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
    """Return the type with exactly this value, and its module; raises UnknownConnectorType.

    A type that only the server has is in no module.
    """
    found = _lines().get(type_name)
    if found is None:
        raise UnknownConnectorType(type_name, _nearest(type_name))
    if not found.module:
        return _added()[type_name], ""
    known = _about(found.module)
    return (known if _server is None else _server.described(known)), found.module


def by_category() -> dict[str, list[IndexEntry]]:
    """Return the types by category, both by the alphabet; the one of internal types comes last."""
    groups: dict[str, list[IndexEntry]] = {}
    for line in sorted(lines(), key=lambda line: line.label.casefold()):
        groups.setdefault(line.category, []).append(line)
    last = {line.category for line in lines() if line.internal}
    return {
        name: groups[name]
        for name in sorted(groups, key=lambda name: (name in last, name.casefold()))
    }


def search(query: str) -> tuple[ConnectorInfo, ...]:
    """Return the types that match what was typed, best first; all types for an empty query.

    Value, label, aliases, category and summary count, in this order; among equals, an alias that
    comes early, then what is popular. If nothing matches, returns the types whose names are most
    similar to the query.
    """
    query = query.strip()
    if not query:
        return all_types()
    words = query.casefold().split()
    ranked = []
    for item in all_types():
        ranks = [rank for word in words if (rank := _rank(item, word)) is not None]
        if len(ranks) == len(words):
            popular = POPULAR.index(item.type) if item.type in POPULAR else len(POPULAR)
            place = _alias_place(item, words)
            key = (_whole_rank(item, query), sum(ranks), place, popular, item.position)
            ranked.append((key, max(ranks), item))
    # Letters that merely occur in order count only if nothing matches better.
    close = [row for row in ranked if row[1] != _LOOSE] or ranked
    if close:
        return tuple(item for _, _, item in sorted(close, key=lambda row: row[0]))
    return tuple(about(type_name) for type_name in _nearest(query))


def matching_alias(item: ConnectorInfo, query: str) -> str:
    """Return the alias by which ``query`` finds a type whose label does not show it, or ""."""
    words = [word for word in query.casefold().split() if not _in_name(item, word)]
    at = _alias_place(item, words)
    return "" if at == _NO_ALIAS else item.aliases[at]


@cache
def _cataloged() -> dict[str, IndexEntry]:
    files = os.listdir(_FOLDER)
    read = [_line(name[:-3]) for name in files if name.endswith(".py") and name[0] != "_"]
    return {line.type: line for line in sorted(read, key=lambda line: line.position)}


@cache
def _lines() -> dict[str, IndexEntry]:
    return _cataloged() | {
        about.type: IndexEntry(
            "", about.type, about.position, about.label, about.category, about.summary, False
        )
        for about in _added().values()
    }


@cache
def _added() -> dict[str, ConnectorInfo]:
    """Return the types that only the server has, numbered after those of the catalog."""
    if _server is None:
        return {}
    known = _cataloged()
    names = [name for name in _server.types if name not in known]
    return {name: _server.about(name, len(known) + n) for n, name in enumerate(names, start=1)}


def _line(name: str) -> IndexEntry:
    rest = _text(name).partition(_HEAD[0])[2]
    head = []
    for after in _HEAD[1:]:
        value, _, rest = rest.partition(after)
        head.append(value)
    type_name, position, label, category, summary = head
    if summary and position.isdecimal() and not set('\\"\n') & set("".join(head)):
        internal = _INTERNAL in f"\n{rest}".partition(_END)[0]
        return IndexEntry(name, type_name, int(position), label, category, summary, internal)
    about = _about(name)
    return IndexEntry(
        name,
        about.type,
        about.position,
        about.label,
        about.category,
        about.summary,
        about.evidence == "internal",
    )


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
        raise TypeError(f"{name} doesn't start with a ConnectorInfo")
    return found


def _whole_rank(item: ConnectorInfo, query: str) -> int:
    """Rank whether the whole query is the type's value, the value but for case, or its label."""
    lower = query.casefold()
    named = (item.type == query, item.type.casefold() == lower, item.label.casefold() == lower)
    return named.index(True) if any(named) else len(named)


def _in_name(item: ConnectorInfo, word: str) -> bool:
    name = f"{item.type} {item.label}"
    return word in name.casefold() or fuzzy.has_initials(item.label, word)


def _alias_place(item: ConnectorInfo, words: list[str]) -> int:
    """Return the position of the first alias with one of ``words``, or a high number."""
    fitting = (at for at, alias in enumerate(item.aliases) if any(w in alias for w in words))
    return next(fitting, _NO_ALIAS)


def _rank(item: ConnectorInfo, word: str) -> int | None:
    """Rank how well one word of the query matches, lower is better; None if it does not."""
    names = f"{item.type} {item.label}".casefold()
    aliases = " ".join(item.aliases).casefold()
    for rank, text in enumerate(
        (names, aliases, item.category.casefold(), item.summary.casefold())
    ):
        if any(part.startswith(word) for part in text.replace("_", " ").split()):
            return 3 * rank
        if text is names and fuzzy.has_initials(item.label, word):
            return 1
        if word in text:
            return 3 * rank + 2
    return _LOOSE if len(word) > 2 and _is_inside(word, item.type.casefold()) else None


def _is_inside(word: str, text: str) -> bool:
    """Return whether ``word`` abbreviates ``text``, as "gdrv" does "google_drive"."""
    rest = iter(text)
    return word[0] == text[0] and all(letter in rest for letter in word)


def _nearest(text: str) -> tuple[str, ...]:
    """Return the types with a name, or a word of one, that is nearly what was typed."""
    from difflib import get_close_matches

    names: dict[str, list[str]] = {}
    for item in all_types():
        for name in {item.type, item.label, *item.aliases}:
            for part in {name, *name.replace("_", " ").split()}:
                names.setdefault(part.casefold(), []).append(item.type)
    close = get_close_matches(text.casefold(), names, n=5, cutoff=_SIMILAR)
    return tuple(dict.fromkeys(type_name for name in close for type_name in names[name]))
