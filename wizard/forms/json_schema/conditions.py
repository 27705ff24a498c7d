"""The ``if``, ``then`` and ``else`` of a schema: what only some values of a field ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from wizard.forms.errors import SchemaError
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

_MAX_BRANCHES: Final = 2000
_NEVER: Final = When("")


def conditions(
    document: Document, schema: Mapping[str, Node], known: Mapping[str, Node]
) -> tuple[dict[str, tuple[Node, When | None]], list[Condition]]:
    """Return the fields that only some values of another one ask for, and who needs whom."""
    shown: dict[str, list[tuple[Node, When | None]]] = {}
    needed: list[Condition] = []
    always = listed(schema.get("required"))
    branches = (
        branch
        for node in listed(schema.get(CONDITIONS))
        for branch in _branches(document, node, always, known, ())
    )
    for number, (then, tests) in enumerate(branches):
        if number > _MAX_BRANCHES:
            raise SchemaError("It has too many conditions.")
        values = _enum(document, known, tests[-1].field, always) if tests[-1] else []
        when, exact = _all_of(tests, values)
        if when is _NEVER:
            continue
        for key, below in table(then.get("properties")).items():
            if key not in known and below is not False:
                itself = when is None or when.field == key
                shown.setdefault(key, []).append((below, None if itself else when))
        names = tuple(key for key in listed(then.get("required")) if isinstance(key, str))
        if when is not None and exact and names:
            needed.append(Condition(when.field, when, names))
    for key, names in table(schema.get("dependentRequired")).items():
        needed.append(Condition(key, None, tuple(map(str, listed(names)))))
    return {key: _combined(document, branches) for key, branches in shown.items()}, needed


def _branches(
    document: Document,
    node: Mapping[str, Node],
    always: list[Node],
    known: Mapping[str, Node],
    above: tuple[tuple[int, When | None], ...],
) -> Iterator[tuple[Mapping[str, Node], tuple[When | None, ...]]]:
    """Yield the branches of a condition and of those within them, with the tests that lead there.

    above: the conditions around this one, and the test of each that has to hold.
    """
    whens = _test(document, node["if"], always, known)
    for branch, when in zip(("then", "else"), whens, strict=True):
        then = document.flat(node.get(branch, True))
        way = (*above, (id(node), when))
        yield then, tuple(test for _, test in way)
        there = [*always, *listed(then.get("required"))]
        for inner in listed(then.get(CONDITIONS)):
            if all(id(inner) != one for one, _ in way):
                yield from _branches(document, inner, there, known, way)


def _enum(
    document: Document, known: Mapping[str, Node], key: str, always: list[Node]
) -> list[Node]:
    """Return all values of a property; an empty list if it may have others, or none at all."""
    return listed(document.flat(known[key]).get("enum")) if key in known and key in always else []


def _all_of(tests: tuple[When | None, ...], values: list[Node]) -> tuple[When | None, bool]:
    """Return when all of several tests hold, and whether that is exact or may hold too often.

    values: all that the field of the last test may have.
    """
    real = [test for test in tests if test is not None]
    if len(real) < 2:
        return (real[0] if real else None), len(real) == len(tests)
    last = real[-1]
    if any(test.field != last.field or test.filled is not None for test in real):
        return last, False
    allowed = values or None
    for test in real:
        if test.accepted:
            allowed = [v for v in test.accepted if allowed is None or v in allowed]
    if allowed is None:
        return last, False
    left = tuple(v for v in allowed if not any(v == test.not_equals for test in real))
    return (When(last.field, among=left) if left else _NEVER), len(real) == len(tests)


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


def _test(
    document: Document, node: Node, always: list[Node], known: Mapping[str, Node]
) -> tuple[When | None, When | None]:
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
            others = [v for v in _enum(document, known, key, always) if v not in values]
            otherwise = When(key, among=tuple(others)) if others else None
            otherwise = When(key, not_equals=only[0]) if only else otherwise
            return When(key, among=(*(only or values), *absent)), otherwise
    if not properties and len(required) == 1 and isinstance(required[0], str):
        return When(required[0], filled=True), When(required[0], filled=False)
    return None, None
