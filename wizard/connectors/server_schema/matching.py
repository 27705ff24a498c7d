"""Finds out which members of the document belong to which type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from wizard.connectors.server_schema.openapi import Body, Member
from wizard.forms.json_schema.document import Document, listed, only_value, table

KnownFields = Callable[[str], frozenset[str]]
"""Returns the fields that the catalog knows for a type."""

_TYPE_FIELDS: Final = ("type", "source", "source_type", "connector_type", "connector", "kind")
"""What a field may be called that says the type in the member itself."""

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MIN_LIKENESS: Final = 0.5
_MAX_NAME_CHARS: Final = 200


def match(
    document: Document, body: Body, part: str, known_fields: KnownFields
) -> dict[str, tuple[Member, ...]]:
    """Return the members of each type; a type for which there are none is left out.

    A member says its type by a discriminator, by a constant or by its name; else the fields that
    it shares with the catalog's types decide, if they are enough.
    """
    members = body.members[part]
    if len(body.types) == 1:
        return {body.types[0]: members} if members else {}
    names = _TypeNames(body.types)
    found: dict[str, list[Member]] = {}
    left: list[Member] = []
    for member in members:
        types = names.said_by(document, member)
        for name in types:
            found.setdefault(name, []).append(member)
        if not types:
            left.append(member)
    rest = [name for name in body.types if name not in found] if left else []
    known = {name: fields for name in rest if (fields := known_fields(name))}
    for member in left:
        for name in _alike(set(table(document.flat(member.node).get("properties"))), known):
            found.setdefault(name, []).append(member)
    return {name: tuple(them) for name, them in found.items()}


class _TypeNames:
    """The types by what schemas are called after them."""

    def __init__(self, types: Iterable[str]) -> None:
        self._types = dict.fromkeys(types)
        self._exact: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        for name in self._types:
            pascal = "".join(word[:1].upper() + word[1:] for word in name.split("_"))
            self._exact.setdefault(pascal, []).append(name)
            self._folded.setdefault(pascal.casefold(), []).append(name)

    def said_by(self, document: Document, member: Member) -> list[str]:
        """Return the types that a member says it is for."""
        said = [name for name in member.said if name in self._types]
        return said or self._in_a_constant(document, member) or self._in_the_name(member)

    def _in_a_constant(self, document: Document, member: Member) -> list[str]:
        properties = table(document.flat(member.node).get("properties"))
        for field in _TYPE_FIELDS:
            flat = document.flat(properties[field]) if field in properties else {}
            values = only_value(flat) or listed(flat.get("enum"))
            known = [value for value in values if isinstance(value, str) and value in self._types]
            if known:
                return known
        return []

    def _in_the_name(self, member: Member) -> list[str]:
        """Return the types whose words a name begins with, such as ``GoogleDriveConfig``."""
        # A class of the same name in several modules is called by its module as well.
        for part in (part for name in member.names for part in reversed(name.split("__"))):
            words = _WORD.findall(part[:_MAX_NAME_CHARS])
            for count in range(len(words), 0, -1):
                start = "".join(words[:count])
                if found := self._exact.get(start) or self._folded.get(start.casefold()):
                    return found
        return []


def _alike(fields: set[str], types: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Yield the types whose fields are most like those given, if they are like them at all."""
    scores = {name: _likeness(fields, known) for name, known in types.items()}
    best = max(scores.values(), default=0.0)
    if best >= _MIN_LIKENESS:
        yield from (name for name, score in scores.items() if score == best)


def _likeness(one: Iterable[Any], other: Iterable[Any]) -> float:
    first, second = set(one), set(other)
    return len(first & second) / len(first | second) if first | second else 0.0
