"""A JSON Schema as a document: its references, and each schema with all its parts merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, TypeGuard
from urllib.parse import unquote, urljoin

from wizard.forms.errors import SchemaError
from wizard.utils.text import sanitize

Node: TypeAlias = Any
"""A schema in the document: an object, or a boolean."""

CONDITIONS: Final = "*conditions*"
"""Where a merged schema lists the schemas that have an ``if``."""

REMOTE: Final = "*remote*"
"""Where a merged schema keeps the address of a schema that is elsewhere."""

_REFERENCES: Final = ("$ref", "$dynamicRef", "$recursiveRef")
_CONDITION: Final = ("if", "then", "else")
_LARGER: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_SMALLER: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")

_MAX_DEPTH: Final = 100
_MAX_NODES: Final = 500_000  # the largest schemas that editors use have a tenth of this
_MAX_MERGES: Final = 20_000
_MAX_PAIRS: Final = 50  # a choice among more is no help
_MAX_SHOWN_CHARS: Final = 100
_MAX_ORDER: Final = 10**9
_ONLY_REQUIRES: Final = frozenset({"required", "not", "title", "description", "$comment"})


class NothingFitsError(SchemaError):
    """A schema allows no value at all, which is right for a member or a field to leave out."""


def quoted(text: Any) -> str:
    """Return a text of a schema's to show in a message."""
    return f"“{sanitize(str(text), _MAX_SHOWN_CHARS)}”"


def table(value: Any) -> Mapping[str, Any]:
    """Return an object of a schema's; an empty one if the value is of another kind."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """Return a list of a schema's; an empty one if the value is of another kind."""
    return value if isinstance(value, list) else []


class Document:
    """One JSON Schema. References lead to parts of it; no address is ever fetched."""

    def __init__(self, root: Node, *, max_merges: int = _MAX_MERGES) -> None:
        self.root = root
        self._max_merges = max_merges
        self._base = str(table(root).get("$id") or table(root).get("id") or "")
        self._named = dict(_named(root))
        self._flat: dict[int, dict[str, Any]] = {}
        self._pairs: dict[tuple[int, int], Node] = {}
        self._made: list[Node] = []  # kept, as schemas are known by their identity
        self._flattening: set[int] = set()
        self._merges = 0

    def resolve(self, reference: Any) -> Node | None:
        """Return the schema that a reference means; None if it is in another document.

        Raises SchemaError if it is in no place of this one.
        """
        if not isinstance(reference, str):
            raise SchemaError(f"A reference is {quoted(reference)}. It must be text.")
        if not reference.startswith("#"):
            names = (reference, urljoin(self._base, reference))
            return next((self._named[name] for name in names if name in self._named), None)
        if reference in self._named:
            return self._named[reference]
        node: Any = self.root
        for part in reference[1:].split("/")[1:]:
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
                node = node[int(key)]
            elif isinstance(node, dict) and key in node:
                node = node[key]
            else:
                raise SchemaError(f"The reference {quoted(reference)} points nowhere.")
        if reference not in ("#", "#/") and node is self.root:
            raise SchemaError(f"The reference {quoted(reference)} points nowhere.")
        return node

    def flat(self, node: Node) -> dict[str, Any]:
        """Return a schema merged with what it refers to, and with everything under ``allOf``."""
        if not isinstance(node, dict):
            if isinstance(node, bool):
                return {} if node else {"enum": []}
            raise SchemaError(f"A schema is {quoted(node)}. It must be an object.")
        found = self._flat.get(id(node))
        if found is None:
            if id(node) in self._flattening:
                raise SchemaError("A schema refers only to itself.")
            self._flattening.add(id(node))
            found = self._flat[id(node)] = self._flattened(node)
            self._flattening.discard(id(node))
        return found

    def _flattened(self, node: dict[str, Any]) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for name in _REFERENCES:
            if name in node:
                target = self.resolve(node[name])
                merged = self.merged(merged, {REMOTE: node[name]} if target is None else target)
        for part in listed(node.get("allOf")):
            merged = self.merged(merged, part)
        own = {k: v for k, v in node.items() if k not in (*_REFERENCES, *_CONDITION, "allOf")}
        if "if" in node:
            own[CONDITIONS] = [node]
        return self._merge(merged, own)

    def merged(self, schema: dict[str, Any], node: Node) -> dict[str, Any]:
        """Return a merged schema merged with another schema, whose words win."""
        return self._merge(schema, self.flat(node))

    def _merge(self, first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
        self._merges += 1
        if self._merges > self._max_merges:
            raise SchemaError("It combines too many parts.")
        both = dict(first)
        for key, value in second.items():
            both[key] = self._both(key, first[key], value) if key in first else value
        return both

    def _both(self, key: str, first: Any, second: Any) -> Any:
        if key == "properties":
            properties = dict(table(first))
            for name, node in table(second).items():
                known = properties.get(name, node)
                properties[name] = node if known is node else self.pair(known, node)
            return properties
        if key in ("required", CONDITIONS):
            return [*listed(first), *listed(second)]
        if key in ("oneOf", "anyOf"):
            return self.members_of_both(listed(first), listed(second))
        if key == "enum":
            return [value for value in listed(second) if value in listed(first)] or second
        if is_number(first) and is_number(second):
            return (
                max(first, second) if key in _LARGER
                else min(first, second) if key in _SMALLER
                else second
            )  # fmt: skip
        return second

    def pair(self, first: Node, second: Node) -> Node:
        """Return the schema of what fits both, always the same one."""
        key = (id(first), id(second))
        return self._pairs.setdefault(key, {"allOf": [first, second]})

    def members_of_both(self, first: list[Node], second: list[Node]) -> list[Node]:
        """Return the members of a union for what fits one of each of two unions."""
        for one, other in ((first, second), (second, first)):
            if not one or one is other or all(map(only_requires, one)):
                return other
        if len(first) * len(second) > _MAX_PAIRS:
            return second
        return [self._titled_pair(one, other) for one in first for other in second]

    def _titled_pair(self, first: Node, second: Node) -> Node:
        titles = [word(table(node), "title") for node in (first, second)]
        pair = self.pair(first, second)
        if all(titles):
            pair.setdefault("title", ", ".join(titles))
        return pair

    def any_of(self, nodes: list[Node]) -> Node:
        """Return the schema of what fits one of several."""
        if len(nodes) == 1:
            return nodes[0]
        self._made.append({"anyOf": nodes})
        return self._made[-1]


def is_number(value: Any) -> TypeGuard[int | float]:
    """Return whether a value of JSON is a number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _named(root: Node) -> Iterator[tuple[str, Node]]:
    """Yield the schemas that have a name of their own. Raises SchemaError for an endless one."""
    waiting: list[tuple[Any, str, int]] = [(root, "", 0)]
    count = 0
    while waiting:
        node, base, depth = waiting.pop()
        count += 1
        if depth > _MAX_DEPTH:
            raise SchemaError(f"It's nested more than {_MAX_DEPTH} levels deep.")
        if count > _MAX_NODES:
            raise SchemaError(f"It has more than {_MAX_NODES:,} parts.")
        if isinstance(node, dict):
            own = node.get("$id", node.get("id"))
            if isinstance(own, str) and own:
                base = own if own.startswith("#") else urljoin(base, own)
                yield base, node
            for name in ("$anchor", "$dynamicAnchor"):
                if isinstance(node.get(name), str):
                    yield f"#{node[name]}", node
        below = node.values() if isinstance(node, dict) else listed(node)
        waiting += [(item, base, depth + 1) for item in below if isinstance(item, dict | list)]


# --- what a schema says --------------------------------------------------------------------------


def word(schema: Mapping[str, Any], key: str) -> str:
    """Return a text of a schema's; an empty one if the value is of another kind."""
    found = schema.get(key)
    return found if isinstance(found, str) else ""


def only_value(schema: Mapping[str, Any]) -> list[Any]:
    """Return the one value that a schema allows, in a list; an empty list if there are more."""
    if "const" in schema:
        return [schema["const"]]
    values = listed(schema.get("enum"))
    return values if len(values) == 1 else []


def is_null(schema: Mapping[str, Any]) -> bool:
    """Return whether a schema allows nothing but null."""
    return schema.get("type") in ("null", ["null"]) or only_value(schema) == [None]


def only_requires(member: Node) -> bool:
    """Return whether a member of a union only names properties that the object around it has."""
    return isinstance(member, dict) and "required" in member and set(member) <= _ONLY_REQUIRES


def order_of(schema: Mapping[str, Any]) -> int | None:
    """Return where a property stands among the others; None if its schema does not say so."""
    found = schema.get("order")
    if not isinstance(found, int) or isinstance(found, bool) or abs(found) > _MAX_ORDER:
        return None
    return found


def name_in(node: Node, name: str) -> str:
    """Return the last part of what a schema refers to; ``name`` if it refers to nothing."""
    reference = table(node).get("$ref")
    return reference.rsplit("/", 1)[-1].strip("#") or name if isinstance(reference, str) else name
