"""Converts a JSON Schema to annotations and pydantic models."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from typing import Annotated, Any, Final, ForwardRef, Union

import pydantic
from pydantic import BaseModel, ConfigDict, Field, JsonValue, RootModel, create_model

from wizard.forms.annotations import take_apart
from wizard.forms.errors import SchemaError
from wizard.forms.json_schema.conditions import conditions
from wizard.forms.json_schema.document import (
    CONDITIONS,
    REMOTE,
    Document,
    Node,
    NothingFitsError,
    is_null,
    listed,
    name_in,
    only_requires,
    only_value,
    order_of,
    quoted,
    table,
    word,
)
from wizard.forms.json_schema.kinds import (
    NUMBER,
    Pattern,
    bounded,
    choice,
    either,
    length,
    limited,
    string,
    words_of,
)
from wizard.forms.json_schema.objects import (
    SchemaObject,
    class_name,
    has_end,
    is_none,
    leads_back,
    python_names,
)
from wizard.forms.messages import first_sentence, humanize
from wizard.forms.shapes import object_shape
from wizard.forms.ui import Ui

_MAX_TYPES: Final = 10_000
_MAX_LEVELS: Final = 40  # pydantic's validators are built level by level, each in many calls
_SECRET_MARKS: Final = ("writeOnly", "airbyte_secret", "x-secret", "x-sensitive", "sensitive")
_ANNOTATIONS: Final = (
    "title", "description", "markdownDescription", "default", "examples", "example", "order",
    "group", "deprecated", "$comment", "oneOf", "anyOf", "$schema", "$id", "id", "$anchor",
    "$defs", "definitions",
)  # fmt: skip
_ANY_NAME: Final = ("", ".*", "^.*$", ".+", "^.+$")
_HINTS: Final = (
    ("properties", "object"), ("additionalProperties", "object"), ("patternProperties", "object"),
    ("items", "array"), ("prefixItems", "array"), ("pattern", "string"), ("minLength", "string"),
    ("maxLength", "string"), ("format", "string"), ("minimum", "number"), ("maximum", "number"),
    ("airbyte_secret", "string"),
)  # fmt: skip


def annotation_of(schema: Node) -> Any:
    """Return the annotation for the values of a schema. Raises SchemaError."""
    if not isinstance(schema, dict) or not schema:
        raise SchemaError(f"A JSON Schema must be an object, not {quoted(schema)}.")
    try:
        return _Converter(Document(schema)).whole()
    except SchemaError:
        raise
    except RecursionError:
        problem = "It's nested too deeply."
    except Exception as error:  # pydantic's own refusals are many, and none may end the program
        problem = f"Can't create a form from it ({type(error).__name__})."
    raise SchemaError(problem)


class _Converter:
    """Converts each schema of a document once, so that one that contains itself has an end."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._done: dict[int, Any] = {}
        self._open: dict[int, str] = {}
        self._outside = 0  # how many of these hold the object or the list that is converted now
        self._recursive: dict[str, Any] = {}
        self._models: list[Any] = []
        self._conditional: list[Any] = []
        self._numbers = count()
        self._groups = {
            str(table(group).get("id")): word(table(group), "title")
            for group in listed(table(document.root).get("groups"))
        }

    def whole(self) -> Any:
        """Return the annotation of the document's root."""
        root = self.document.flat(self.document.root)
        if REMOTE in root:
            raise SchemaError(f"It's defined at {quoted(root[REMOTE])}, which is never fetched.")
        found = self.annotation(self.document.root, str(root.get("title") or "Value"))
        for model in self._models:
            if not model.__pydantic_fields_complete__:
                model.model_rebuild(_types_namespace=self._recursive)
        if self._recursive:
            self._refuse_endless()
        for model in self._conditional:
            try:
                object_shape(model)
            except ValueError as problem:  # its conditions lead round in a circle
                raise SchemaError(f"{quoted(problem)}.") from None
        return found

    def _refuse_endless(self) -> None:
        """Refuse objects that have to contain themselves."""
        ended: set[Any] = set()
        while more := [m for m in self._models if m not in ended and has_end(m, ended)]:
            ended.update(more)
        for model in self._models:
            if model not in ended:
                name = quoted(model.__name__)
                raise SchemaError(f"A value of {name} must contain another one, endlessly.")

    def annotation(self, node: Node, name: str) -> Any:
        """Return the annotation for a schema; ``name`` is what it is called without a title."""
        node, name = self._target(node, name)
        key = id(node)
        if key in self._done:
            return self._done[key]
        if key in self._open:
            if list(self._open).index(key) >= self._outside:
                # Nothing would be taken from a value on the way back, so that has no end.
                raise SchemaError(f"{quoted(name)} is one of several schemas that include itself.")
            self._recursive.setdefault(self._open[key], None)
            return ForwardRef(self._open[key])
        if len(self._done) > _MAX_TYPES:
            raise SchemaError("It has too many parts.")
        if len(self._open) > _MAX_LEVELS:
            raise SchemaError(f"It's nested more than {_MAX_LEVELS} levels deep.")
        symbol = self._open[key] = f"schema_{next(self._numbers)}"
        found: Any
        try:
            found = self._type(self.document.flat(node), name)
        finally:
            del self._open[key]
        if symbol in self._recursive:
            if not (isinstance(found, type) and issubclass(found, BaseModel)):
                found = create_model(class_name(name), __base__=RootModel[found])
                self._models.append(found)
            self._recursive[symbol] = found
        self._done[key] = found
        return found

    def _target(self, node: Node, name: str) -> tuple[Node, str]:
        """Return the schema that another one only gives words to, and its name."""
        self.document.flat(node)  # refuses references that lead round in a circle
        while isinstance(node, dict):
            more = [key for key in node if key not in _ANNOTATIONS or key in ("oneOf", "anyOf")]
            only = listed(node.get("allOf"))
            if more == ["$ref"] and (target := self.document.resolve(node["$ref"])) is not None:
                node, name = target, name_in(node, name)
            elif more == ["allOf"] and len(only) == 1:
                node = only[0]
            else:
                break
        return node, name

    # --- types -----------------------------------------------------------------------------------

    def _type(self, schema: dict[str, Any], name: str) -> Any:
        if "const" in schema:
            return choice([schema["const"]], words_of(schema))
        if "enum" in schema:
            return choice(listed(schema["enum"]), words_of(schema), name)
        unions = (listed(schema.get("oneOf")), listed(schema.get("anyOf")))
        members = self.document.members_of_both(*unions)
        if members and not all(map(only_requires, members)):
            return self._union(schema, members, name)
        kinds = schema.get("type")
        if kinds is None:
            hints = {
                key for key in schema if key != "additionalProperties" or schema[key] is not True
            }
            kinds = next((kind for hint, kind in _HINTS if hint in hints), None)
        kinds = kinds if isinstance(kinds, list) else [kinds]
        nullable = "null" in kinds or schema.get("nullable") is True
        found = [self._of_kind(kind, schema, name) for kind in kinds if kind != "null"]
        return either(found, nullable=nullable)

    def _union(self, schema: dict[str, Any], members: list[Node], name: str) -> Any:
        base = {key: value for key, value in schema.items() if key not in _ANNOTATIONS}
        real = [m for m in members if m is not False and not is_null(self.document.flat(m))]
        nullable = len(real) < len(members) or schema.get("nullable") is True
        flat = [self.document.merged(base, member) for member in real]
        if flat and all("const" in one for one in flat):
            values = [one["const"] for one in flat]
            titles = [word(one, "title") for one in flat]
            helps = [word(one, "description") for one in flat]
            words = {"enum": values, "enumNames": titles, "enumDescriptions": helps}
            return either([choice(values, words_of(words))], nullable=nullable)
        found = []
        for number, (member, one) in enumerate(zip(real, flat, strict=True), start=1):
            called = name_in(member, f"{name} {number}" if len(real) > 1 else name)
            alone = base.keys() <= {"type"} and (not base or "type" in self.document.flat(member))
            telling = self._telling(one)
            with suppress(NothingFitsError):
                if alone and not telling:
                    found.append(self.annotation(member, called))
                else:
                    required = [*listed(one.get("required")), *telling]
                    found.append(self._type({**one, "required": required}, called))
        return either(found, nullable=nullable)

    def _telling(self, schema: dict[str, Any]) -> list[str]:
        """Return the properties with only one value that a schema does not require."""
        required = listed(schema.get("required"))
        properties = {k: v for k, v in table(schema.get("properties")).items() if k not in required}
        return [key for key, node in properties.items() if only_value(self.document.flat(node))]

    def _of_kind(self, kind: Any, schema: dict[str, Any], name: str) -> Any:
        outside, self._outside = self._outside, len(self._open)
        try:
            return self._of_one_kind(kind, schema, name)
        finally:
            self._outside = outside

    def _of_one_kind(self, kind: Any, schema: dict[str, Any], name: str) -> Any:
        secret = any(schema.get(mark) is True for mark in _SECRET_MARKS)
        if kind == "string":
            return string(schema, secret=secret or schema.get("format") == "password")
        if kind == "boolean":
            return bool  # what is chosen cannot be masked
        found: Any
        if kind == "integer":
            found = bounded(int, schema)
        elif kind == "number":
            found = Annotated[bounded(Union[int, float], schema), NUMBER]  # noqa: UP007
        elif kind == "array":
            found = self._array(schema, name)
        elif kind == "object":
            found = self._object(schema, name)
        elif kind is None:
            found = JsonValue
        else:
            raise SchemaError(f"The type {quoted(kind)} of {quoted(name)} is unknown.")
        return pydantic.Secret[found] if secret else found

    def _array(self, schema: dict[str, Any], name: str) -> Any:
        items = schema.get("items")
        first = listed(schema.get("prefixItems")) or listed(items)
        low, high = length(schema.get("minItems")), length(schema.get("maxItems"))
        if first:
            closed = schema.get("additionalItems") is False or items is False
            if low == len(first) and (closed or high == len(first)):
                parts = [self.annotation(item, f"{name} {n}") for n, item in enumerate(first, 1)]
                return tuple[tuple(parts)]  # type: ignore[misc]
        rest = schema.get("additionalItems") if isinstance(items, list) else items
        item: Any = self._any_of(first, rest, f"{name} item")
        return limited(list[item], low, high)

    def _any_of(self, nodes: list[Node], rest: Node, name: str) -> Any:
        """Return the annotation of what fits one of several schemas, or ``rest``, if not False."""
        others = [] if rest is False else [rest if isinstance(rest, dict) else {}]
        found = [self.annotation(node, name) for node in [*nodes, *others] if node is not False]
        return either(found, nullable=False) if found else JsonValue

    def _mapping(self, schema: dict[str, Any], name: str) -> Any:
        patterns, rest = table(schema.get("patternProperties")), schema.get("additionalProperties")
        key: Any = str
        if patterns and rest is False:
            key = Annotated[str, Pattern("|".join(patterns))]
        if not patterns.keys().isdisjoint(_ANY_NAME):
            rest = False
        value: Any = self._any_of(list(patterns.values()), rest, f"{name} value")
        pattern = table(schema.get("propertyNames")).get("pattern")
        if isinstance(pattern, str):
            key = Annotated[key, Pattern(pattern)]
        low, high = length(schema.get("minProperties")), length(schema.get("maxProperties"))
        return limited(dict[key, value], low, high)

    # --- objects ---------------------------------------------------------------------------------

    def _object(self, schema: dict[str, Any], name: str) -> Any:
        properties = {k: v for k, v in table(schema.get("properties")).items() if v is not False}
        required = {key for key in listed(schema.get("required")) if isinstance(key, str)}
        closed = schema.get("additionalProperties") is False
        named = properties or CONDITIONS in schema
        if not named and (not closed or table(schema.get("patternProperties"))):
            return self._mapping(schema, name)
        shown, needed = conditions(self.document, schema, properties)
        asked = {**{key: (node, None) for key, node in properties.items()}, **shown}
        orders = [order_of(self.document.flat(node)) for node, _ in asked.values()]
        last = max((order for order in orders if order is not None), default=None)
        fields: dict[str, Any] = {}
        always = set()
        for key, own in python_names(asked).items():
            node, when = asked[key]
            need = key in required and when is None
            ui = Ui(order=last, visible_when=when)
            try:
                fields[own] = self._field(key, node, ui, required=need)
            except NothingFitsError:
                if need:
                    raise
                continue
            if need and not fields[own][1].is_required():
                always.add(own)
        extra = schema.get("additionalProperties")
        if isinstance(extra, dict) and "patternProperties" not in schema:
            of = self.annotation(extra, f"{name} value")
            fields["__pydantic_extra__"] = (dict[str, of], Field(init=False))  # type: ignore[valid-type]

        class Base(SchemaObject):
            model_config = ConfigDict(
                extra="forbid" if closed and "patternProperties" not in schema else "allow",
                title=word(schema, "title") or None,
                protected_namespaces=(),
                defer_build=True,  # most validators are never needed, and each holds all below it
            )

        Base.always, Base.conditions = frozenset(always), tuple(needed)
        model = create_model(
            class_name(name), __base__=Base, __doc__=word(schema, "description") or None, **fields
        )
        self._models.append(model)
        if shown:
            self._conditional.append(model)
        return model

    def _field(self, key: str, node: Node, ui: Ui, *, required: bool) -> tuple[Any, Any]:
        schema = self.document.flat(node)
        kind = self.annotation(node, key)
        settings: dict[str, Any] = {}
        if schema.get("default") is not None and not leads_back(kind):
            settings = {"default": schema["default"], "validate_default": required}
        elif not required:
            settings = {"default": None}
            if kind is not JsonValue and not take_apart(kind).nullable:
                settings["exclude_if"] = is_none
            kind = Union[kind, None]  # noqa: UP007
        group, given = schema.get("group"), schema.get("examples", schema.get("example"))
        examples = given if isinstance(given, list) else [given]
        own = Ui(
            order=order_of(schema),
            group=self._groups.get(group, humanize(group)) or None
            if isinstance(group, str)
            else None,
            advanced=True if schema.get("airbyte_hidden") is True else None,
            placeholder=None if given else word(schema, "pattern_descriptor") or None,
        )
        info = Field(
            alias=key,
            title=self._label(schema, key),
            description=self._help(schema),
            examples=examples if given is not None else None,
            deprecated=True if schema.get("deprecated") is True else None,
            **settings,
        )
        return Annotated[kind, ui, own], info

    def _label(self, schema: dict[str, Any], key: str) -> str:
        title = first_sentence(word(schema, "title"))
        # That is what pydantic makes of every key.
        made = title == key.replace("_", " ").title()
        return humanize(key) if made or not title else title

    def _help(self, schema: dict[str, Any]) -> str | None:
        words = word(schema, "description") or word(schema, "markdownDescription")
        if not words and REMOTE in schema:
            words = f"Its schema is at {quoted(schema[REMOTE])}, which is never fetched."
        return words or None
