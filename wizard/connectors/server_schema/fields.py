"""Reads the fields of a part of a request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from wizard.connectors.server_schema.facts import ANYTHING, KINDS, LIST, FieldFacts, plural
from wizard.connectors.server_schema.openapi import Member
from wizard.forms.json_schema.document import Document, Node, is_null, listed, table

_MAX_DEPTH: Final = 20


def fields_of(document: Document, members: Iterable[Member]) -> dict[str, FieldFacts]:
    """Return the fields of all members; what only some of them need is not required."""
    found: dict[str, FieldFacts] = {}
    needed: Counter[str] = Counter()
    them = list(members)
    for member in them:
        flat = document.flat(member.node)
        needed.update({key for key in listed(flat.get("required")) if isinstance(key, str)})
        for key, node in table(flat.get("properties")).items():
            if node is not False:
                facts = _facts(document, node)
                found[key] = found[key].merged(facts) if key in found else facts
    return {key: facts._replace(required=needed[key] == len(them)) for key, facts in found.items()}


def _facts(document: Document, node: Node) -> FieldFacts:
    parts = list(_alternatives(document, node, 0))
    kinds = frozenset(kind for part in parts for kind in _kinds(document, part, 0))
    values = [_choices(part) for part in parts]
    choices = frozenset(str(value) for found in values for value in found)
    return FieldFacts(kinds, choices=choices if values and all(values) else frozenset())


def _alternatives(document: Document, node: Node, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the schemas of a union, merged with what they refer to, without null."""
    flat = document.flat(node)
    options = [*listed(flat.get("oneOf")), *listed(flat.get("anyOf"))]
    if not options or depth > _MAX_DEPTH:
        if not is_null(flat):
            yield flat
        return
    for option in options:
        if option is not False:
            yield from _alternatives(document, option, depth + 1)


def _choices(flat: dict[str, Any]) -> list[Any]:
    values = [flat["const"]] if "const" in flat else listed(flat.get("enum"))
    return [value for value in values if value is not None]


def _kinds(document: Document, flat: dict[str, Any], depth: int) -> Iterator[str]:
    given = flat.get("type")
    names = given if isinstance(given, list) else [given] if given is not None else []
    if not names:
        names = sorted({_name_of(value) for value in _choices(flat)})
    if not names and "properties" in flat:
        names = ["object"]
    for name in names:
        if name == "array":
            yield from _lists(document, flat.get("items"), depth)
        elif name != "null" and isinstance(name, str):
            yield KINDS.get(name, ANYTHING)
    if not names:
        yield ANYTHING


def _lists(document: Document, items: Node, depth: int) -> Iterator[str]:
    if not isinstance(items, dict) or depth > _MAX_DEPTH:
        yield LIST
        return
    for part in _alternatives(document, items, 0):
        for kind in _kinds(document, part, depth + 1):
            yield LIST if kind == ANYTHING else f"{LIST} of {plural(kind)}"


def _name_of(value: Any) -> str:
    names = {str: "string", bool: "boolean", int: "integer", float: "number"}
    return names.get(type(value), "object")
