"""The ``if``, ``then`` and ``else`` of a schema: what only some values of a field ask for."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.forms.json_schema.document import (
    CONDITIONS,
    Document,
    Node,
    listed,
    only_value,
    table,
)
from wizard.forms.json_schema.objects import Condition
from wizard.forms.ui import When


def conditions(
    document: Document, schema: Mapping[str, Node], known: Mapping[str, Node]
) -> tuple[dict[str, tuple[Node, When | None]], list[Condition]]:
    """Return the fields that only some values of another one ask for, and who needs whom."""
    shown: dict[str, list[tuple[Node, When | None]]] = {}
    needed: list[Condition] = []
    for node in listed(schema.get(CONDITIONS)):
        whens = _test(document, node["if"], listed(schema.get("required")))
        for branch, when in zip(("then", "else"), whens, strict=True):
            then = document.flat(node.get(branch, True))
            for key, below in table(then.get("properties")).items():
                if key not in known and below is not False:
                    itself = when is None or when.field == key
                    shown.setdefault(key, []).append((below, None if itself else when))
            names = tuple(key for key in listed(then.get("required")) if isinstance(key, str))
            if when is not None and names:
                needed.append(Condition(when.field, when, names))
    for key, names in table(schema.get("dependentRequired")).items():
        needed.append(Condition(key, None, tuple(map(str, listed(names)))))
    return {key: _combined(document, branches) for key, branches in shown.items()}, needed


def _combined(
    document: Document, branches: list[tuple[Node, When | None]]
) -> tuple[Node, When | None]:
    """Return the schema of a field for all conditions that ask for it, and when it is asked for."""
    nodes: list[Node] = []
    for node, _ in branches:
        if node not in nodes:
            nodes.append(node)
    return document.any_of(nodes), _any_of([when for _, when in branches])


def _any_of(whens: list[When | None]) -> When | None:
    """Return when one of several conditions holds; None for what no ``When`` could say."""
    first = whens[0]
    if all(when == first for when in whens):
        return first
    values: list[Node] = []
    for when in whens:
        if when is None or first is None or when.field != first.field or not when.accepted:
            return None
        values += when.accepted
    return None if first is None else When(first.field, among=tuple(values))


def _test(document: Document, node: Node, always: list[Node]) -> tuple[When | None, When | None]:
    """Return when a test holds and when it does not; None for what no ``When`` could say.

    ``always`` names the properties that the object must have: a test of another one holds without
    it, too, unless the test itself requires it.
    """
    test = document.flat(node)
    required, properties = listed(test.get("required")), table(test.get("properties"))
    if len(properties) == 1 and set(required) <= set(properties):
        [(key, below)] = properties.items()
        flat = document.flat(below)
        absent = () if key in required or key in always else (None,)
        only, values = only_value(flat), listed(flat.get("enum"))
        if only and not absent:
            return When(key, equals=only[0]), When(key, not_equals=only[0])
        if only or values:
            otherwise = When(key, not_equals=only[0]) if only else None
            return When(key, among=(*(only or values), *absent)), otherwise
    if not properties and len(required) == 1 and isinstance(required[0], str):
        return When(required[0], filled=True), When(required[0], filled=False)
    return None, None
