"""Reads from an OpenAPI document what the call that creates a source takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from wizard.forms import SchemaError
from wizard.forms.json_schema.document import (
    Document,
    Node,
    is_null,
    listed,
    name_in,
    quoted,
    table,
    word,
)
from wizard.utils.text import sanitize

_MAX_TYPES: Final = 1000
_MAX_MEMBERS: Final = 5000
_MAX_TYPE_CHARS: Final = 64
_MAX_MERGES: Final = 200_000
_MAX_UNIONS: Final = 20  # unions inside of each other


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One of the alternatives that ``config`` or ``credentials`` may be.

    names: what the document calls it. said: the values of ``type`` for which a discriminator has
    it.
    """

    node: Node
    names: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Body:
    """A body that the endpoint takes: the types, and the members of each part.

    A part without members is a free object.
    """

    types: tuple[str, ...]
    members: dict[str, tuple[Member, ...]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What a document says of the endpoint.

    prefix: what stands before the usual path. servers: the addresses that the document names.
    """

    document: Document
    prefix: str
    bodies: tuple[Body, ...]
    servers: tuple[str, ...] = field(default=())

    @property
    def types(self) -> tuple[str, ...]:
        """All values of ``type``, in the order of the document."""
        return tuple(dict.fromkeys(name for body in self.bodies for name in body.types))


def read_endpoint(value: Any, path: str) -> Endpoint:
    """Read what an OpenAPI 3 document says of a POST to ``path``, below any prefix.

    Raises SchemaError, whose text is a sentence.
    """
    version = table(value).get("openapi")
    if not isinstance(version, str) or not version.startswith("3."):
        found = "" if version is None else f" (its version is {quoted(version)})"
        raise SchemaError(f"This isn't an OpenAPI 3 document{found}.")
    try:
        document = Document(value, max_merges=_MAX_MERGES)
        prefix, operation = _operation(document, path)
        bodies = tuple(_bodies(document, _schema_of_body(document, operation, path)))
    except RecursionError:
        raise SchemaError("It's nested too deeply.") from None
    if not any(body.types for body in bodies):
        raise SchemaError(f"It doesn't say which values `type` can have in POST {path}.")
    urls = (table(server).get("url") for server in listed(value.get("servers")))
    return Endpoint(document, prefix, bodies, tuple(url for url in urls if isinstance(url, str)))


def _operation(document: Document, path: str) -> tuple[str, dict[str, Any]]:
    """Return the prefix of the path, and what the document says of a POST to it."""
    found = []
    for name, item in table(document.root.get("paths")).items():
        bare = name.rstrip("/")
        operation = table(document.flat(item).get("post")) if bare.endswith(path) else {}
        if operation:
            found.append((bare.removesuffix(path), dict(operation)))
    if not found:
        raise SchemaError(f"It doesn't describe POST {path}.")
    return min(found, key=lambda pair: len(pair[0]))


def _schema_of_body(document: Document, operation: dict[str, Any], path: str) -> Node:
    content = table(document.flat(operation.get("requestBody", {})).get("content"))
    for kind, media in content.items():
        name = kind.partition(";")[0].strip().lower()
        if name in ("application/json", "application/*", "*/*") or name.endswith("+json"):
            schema = table(media).get("schema")
            if isinstance(schema, dict):
                return schema
    raise SchemaError(f"It doesn't describe the body of POST {path}.")


def _bodies(document: Document, node: Node) -> Iterator[Body]:
    for member in members(document, node):
        properties = table(document.flat(member.node).get("properties"))
        types = tuple(dict.fromkeys((*_values(document, properties.get("type")), *member.said)))
        if len(types) > _MAX_TYPES:
            raise SchemaError(f"It has more than {_MAX_TYPES:,} types.")
        for name in types:
            if not name or sanitize(name, _MAX_TYPE_CHARS) != name or name != name.strip():
                raise SchemaError(f"The type {quoted(name)} doesn't have a valid name.")
        outer = properties.get("credential")
        inner: list[Member] = []
        for credential in members(document, outer) if outer is not None else ():
            below = table(document.flat(credential.node).get("properties")).get("credentials")
            inner += members(document, below) if below is not None else ()
        config = properties.get("config")
        found = members(document, config) if config is not None else ()
        yield Body(
            types, {"config": _typed(document, found), "credentials": _typed(document, inner)}
        )


def _typed(document: Document, found: Iterable[Member]) -> tuple[Member, ...]:
    """Return the members; none of them if all there is is any object at all."""
    them = tuple(found)
    return () if len(them) == 1 and "properties" not in document.flat(them[0].node) else them


def _values(document: Document, node: Node, depth: int = 0) -> Iterator[str]:
    """Yield the texts that a schema allows."""
    if node is None or depth > _MAX_UNIONS:
        return
    flat = document.flat(node)
    given = [flat["const"]] if "const" in flat else listed(flat.get("enum"))
    yield from (value for value in given if isinstance(value, str))
    if not given:
        for option in (*listed(flat.get("oneOf")), *listed(flat.get("anyOf"))):
            yield from _values(document, option, depth + 1)


def members(document: Document, node: Node) -> tuple[Member, ...]:
    """Return the alternatives of a schema; the schema itself if it is no union."""
    found: list[Member] = []
    _collect(document, Member(node, _names(document, node)), found, 0)
    return tuple(found)


def _collect(document: Document, member: Member, found: list[Member], depth: int) -> None:
    flat = document.flat(member.node)
    options = [*listed(flat.get("oneOf")), *listed(flat.get("anyOf"))]
    options = [option for option in options if not _allows_nothing(document, option)]
    if len(found) > _MAX_MEMBERS:
        raise SchemaError(f"It has more than {_MAX_MEMBERS:,} members.")
    if depth > _MAX_UNIONS:
        raise SchemaError("It nests unions endlessly.")
    if not options:
        if not is_null(flat):
            found.append(member)
        return
    shared = {"properties": flat["properties"]} if table(flat.get("properties")) else {}
    if shared:
        shared["required"] = flat.get("required", [])
    chosen = _chosen_by(document, table(flat.get("discriminator")))
    for option in options:
        names = _names(document, option)
        target = document.resolve(option["$ref"]) if "$ref" in table(option) else option
        said = member.said | chosen.get(id(target), frozenset())
        node = {"allOf": [shared, option]} if shared else option
        _collect(document, Member(node, names, said), found, depth + 1)


def _allows_nothing(document: Document, option: Node) -> bool:
    return option is False or is_null(document.flat(option))


def _chosen_by(document: Document, discriminator: Any) -> dict[int, frozenset[str]]:
    """Return which values of a discriminator choose a schema, by the identity of the schema."""
    found: dict[int, frozenset[str]] = {}
    for value, reference in table(discriminator.get("mapping")).items():
        if isinstance(reference, str):
            full = "/" in reference or reference.startswith("#")
            target = document.resolve(reference if full else f"#/components/schemas/{reference}")
            found[id(target)] = found.get(id(target), frozenset()) | {value}
    return found


def _names(document: Document, node: Node) -> tuple[str, ...]:
    """Return what a schema is called: where it stands, and its title."""
    title = word(document.flat(node), "title")
    return tuple(filter(None, (name_in(node, ""), title)))
