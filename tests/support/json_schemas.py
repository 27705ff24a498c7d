"""JSON Schemas as others write them, and a strategy for the values that fit one."""

from __future__ import annotations

from functools import cache
from typing import Any

import jsonschema
from hypothesis import strategies as st

from wizard.forms import Form
from wizard.forms.raw import same

CONNECTOR: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "Bucket source",
    "type": "object",
    "required": ["bucket", "credentials", "port"],
    "groups": [{"id": "auth", "title": "Signing in"}],
    "properties": {
        "notes": {"type": "string"},
        "start_date": {
            "title": "Start date",
            "type": "string",
            "format": "date-time",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
            "pattern_descriptor": "YYYY-MM-DDTHH:mm:ssZ",
            "examples": ["2021-01-01T00:00:00Z"],
            "order": 3,
        },
        "bucket": {
            "title": "Bucket",
            "type": "string",
            "minLength": 1,
            "description": 'The <b>bucket</b>, see <a href="https://example.com">the guide</a>.',
            "order": 0,
        },
        "credentials": {
            "title": "Authentication",
            "type": "object",
            "group": "auth",
            "order": 1,
            "oneOf": [
                {
                    "title": "OAuth2.0",
                    "type": "object",
                    "required": ["auth_type", "token"],
                    "properties": {
                        "auth_type": {"type": "string", "const": "oauth2.0", "order": 0},
                        "token": {"type": "string", "airbyte_secret": True},
                    },
                },
                {
                    "title": "Service account",
                    "type": "object",
                    "required": ["key"],
                    "properties": {
                        "auth_type": {"type": "string", "const": "service", "order": 0},
                        "key": {"type": "string", "airbyte_secret": True, "multiline": True},
                    },
                },
            ],
        },
        "port": {"type": "integer", "minimum": 1, "maximum": 65535, "default": 5432, "order": 2},
        "password": {"type": "string", "format": "password", "order": 4},
        "pin": {"type": "integer", "writeOnly": True, "order": 5},
        "window": {"type": ["integer", "null"], "default": 7, "airbyte_hidden": True, "order": 6},
    },
}

CONDITIONAL: dict[str, Any] = {
    "type": "object",
    "properties": {
        "kind": {"enum": ["file", "web"]},
        "site": {"type": "string", "format": "uri"},
    },
    "required": ["kind"],
    "allOf": [
        {
            "if": {"properties": {"kind": {"const": "file"}}},
            "then": {
                "properties": {"path": {"type": "string", "minLength": 1}},
                "required": ["path"],
            },
            "else": {"properties": {"path": False}},
        },
        {
            "if": {"properties": {"kind": {"const": "web"}}, "required": ["kind"]},
            "then": {"required": ["site"]},
        },
    ],
    "dependentRequired": {"site": ["kind"]},
}

RECURSIVE: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$ref": "#/$defs/node",
    "$defs": {
        "node": {
            "type": "object",
            "description": "A node of a tree.",
            "properties": {
                "name": {"type": "string"},
                "left": {"$ref": "#/$defs/node"},
                "children": {"type": "array", "items": {"$ref": "#/$defs/node"}},
                "data": {"$ref": "#/$defs/data"},
            },
            "required": ["name"],
            "additionalProperties": False,
        },
        "data": {
            "anyOf": [
                {"type": "string"},
                {"type": "boolean"},
                {"type": "array", "items": {"$ref": "#/$defs/data"}},
            ]
        },
    },
}

KINDS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "number": {"type": "number", "exclusiveMinimum": -1.5},
        "maybe": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        "level": {
            "oneOf": [
                {"const": 1, "title": "Low", "description": "Hardly anything."},
                {"const": 2, "title": "High"},
            ]
        },
        "colour": {"enum": ["red", "green", None]},
        "shape": {"enum": [{"corners": 3}, [4, 4], "round"]},
        "version": {"const": 2},
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
        "flags": {"type": "array", "items": {"enum": ["a", "b"]}},
        "pair": {
            "type": "array",
            "prefixItems": [{"type": "string"}, {"type": "integer"}],
            "items": False,
            "minItems": 2,
        },
        "limits": {"type": "object", "additionalProperties": {"type": "integer"}},
        "rules": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {"on": {"type": "boolean"}, "by": {"type": "string"}},
                "required": ["on"],
            },
        },
        "anything": {},
        "one_or_many": {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}},
            ]
        },
        "day": {"type": "string", "format": "date"},
        "address": {"type": "string", "format": "email"},
        "site": {"type": "string", "format": "uri"},
        "model_dump": {"type": "string"},
        "class": {"type": "integer"},
        "a-b c": {"type": "string", "deprecated": True},
        "_private": {"type": "boolean", "default": True},
    },
    "required": ["number"],
    "additionalProperties": {"type": "integer"},
}

SCHEMAS = {
    "connector": CONNECTOR,
    "conditional": CONDITIONAL,
    "recursive": RECURSIVE,
    "kinds": KINDS,
}


@cache
def form_of(name: str) -> Form[Any]:
    """Return the form of one of those schemas."""
    return Form.from_json_schema(SCHEMAS[name])


def completed(name: str, value: Any) -> Any:
    """Return a value with the defaults of what its schema requires."""
    return {"port": 5432, **value} if name == "connector" else value


def equal(value: Any, other: Any) -> bool:
    """Return whether two values are one in JSON, which has one kind of number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return isinstance(other, int | float) and not isinstance(other, bool) and value == other
    if isinstance(value, list) and isinstance(other, list):
        return len(value) == len(other) and all(map(equal, value, other))
    if isinstance(value, dict) and isinstance(other, dict):
        return value.keys() == other.keys() and all(equal(value[k], other[k]) for k in value)
    return same(value, other)


_TEXTS = {
    "date": st.dates().map(str),
    "date-time": st.datetimes().map(lambda at: f"{at.replace(microsecond=0).isoformat()}Z"),
    "email": st.sampled_from(["a@example.com", "b.c@d.org"]),
    "uri": st.sampled_from(["https://example.com", "http://a.b/c?d=e#f", "ftp://host"]),
}
_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=5)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | _WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_WORDS, inner, max_size=2),
    max_leaves=4,
)


@cache
def values_of(name: str) -> st.SearchStrategy[Any]:
    """Return a strategy for values that fit one of those schemas."""
    schema = SCHEMAS[name]
    validator = jsonschema.validators.validator_for(schema, jsonschema.Draft202012Validator)(schema)
    return _values(schema, schema, 3).filter(validator.is_valid)


def _values(schema: dict[str, Any], root: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _values(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root, depth)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    for name in ("oneOf", "anyOf"):
        if name in schema:
            return st.one_of([_values(member, root, depth) for member in schema[name]])
    kinds = schema.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return st.one_of([_of_kind(kind, schema, root, depth) for kind in kinds])


def _of_kind(
    kind: str | None, schema: dict[str, Any], root: dict[str, Any], depth: int
) -> st.SearchStrategy[Any]:
    if kind == "string":
        return _TEXTS.get(schema.get("format", ""), _WORDS)
    if kind == "integer":
        return st.integers(schema.get("minimum", -9), schema.get("maximum", 2**70))
    if kind == "number":
        return st.integers(-1, 2**70) | st.floats(-1, 1e300)
    if kind == "array":
        if "prefixItems" in schema:
            return st.tuples(*(_values(i, root, depth) for i in schema["prefixItems"])).map(list)
        size = schema.get("maxItems", 3) if depth else 0
        return (
            st.lists(_values(schema["items"], root, depth - 1), max_size=size)
            if size
            else st.just([])
        )
    if kind == "object":
        return _objects(schema, root, depth)
    return {"boolean": st.booleans(), "null": st.none(), None: _ANYTHING}[kind]


def _objects(schema: dict[str, Any], root: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    properties = dict(schema.get("properties", {}))
    for condition in schema.get("allOf", []):
        properties |= condition["then"].get("properties", {})
    required = set(schema.get("required", []))
    # What tells the members of a union apart is always written.
    required |= {name for name, one in properties.items() if name == "auth_type" and "const" in one}
    if depth == 0:
        properties = {name: one for name, one in properties.items() if name in required}
    known = st.fixed_dictionaries(
        {n: _values(one, root, depth - 1) for n, one in properties.items() if n in required},
        optional={
            n: _values(o, root, depth - 1) for n, o in properties.items() if n not in required
        },
    )
    more = schema.get("additionalProperties")
    if not isinstance(more, dict):
        return known
    extra = st.dictionaries(
        _WORDS.filter(lambda name: name not in properties),
        _values(more, root, depth - 1),
        max_size=2,
    )
    return st.builds(lambda one, other: {**other, **one}, known, extra)
