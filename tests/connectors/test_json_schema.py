"""The schemas, held by an independent validator against what ``create`` accepts and sends."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wizard.connectors import load
from wizard.connectors.catalog import all_types
from wizard.connectors.json_schema import schema, schema_of_all
from wizard.forms import Control, Form, NestedControl, UnionControl
from wizard.request_files import RequestSource, check

TYPES = [about.type for about in all_types()]


@cache
def validator(type_name: str) -> Draft202012Validator:
    found = schema(load(type_name))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


@cache
def validator_of_all() -> Draft202012Validator:
    found = schema_of_all()
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def bodies(type_name: str) -> Iterator[dict[str, Any]]:
    """The bodies of all examples of a type, as they are sent."""
    connector = load(type_name)
    for example in connector.examples:
        values = {
            "name": "Example",
            "type": type_name,
            "config": dict(example.config),
            "credential": {"credentials": dict(example.credentials)},
            "refresh_freq": connector.about.refresh,
            "prune_freq": connector.about.prune,
        }
        request = check(RequestSource("a.json", Path(), values)).request
        assert request is not None
        yield json.loads(request.encode())


def accepted(body: dict[str, Any]) -> bool:
    """Whether ``create`` would send this."""
    return check(RequestSource("a.json", Path(), body)).request is not None


@pytest.mark.slow
@pytest.mark.parametrize("type_name", TYPES)
def test_every_example_is_valid(type_name: str) -> None:
    for body in bodies(type_name):
        validator(type_name).validate(body)
        validator_of_all().validate(body)


@pytest.mark.slow
@pytest.mark.parametrize("type_name", TYPES)
def test_a_part_that_is_missing_or_wrong_is_refused_by_both(type_name: str) -> None:
    """The schema of all types looks at one each, so that several types do at each of them."""
    body = next(bodies(type_name))
    for part in ("name", "type"):
        assert_both_refuse(type_name, {k: v for k, v in body.items() if k != part}, by_all=False)
    wrong: list[dict[str, Any]] = [
        {"name": ""},
        {"name": None},
        {"type": "nothing"},
        {"type": type_name.swapcase() + "x"},
        {"config": []},
        {"config": None},
        {"credential": "x"},
        {"credential": {"credentials": []}},
        {"credential": {"credentials": {}, "more": 1}},
        {"refresh_freq": True},
        {"refresh_freq": 1.5},
        {"refresh_freq": -60},
        {"refresh_freq": 0},
        {"prune_freq": []},
        {"more": 1},
    ]
    for number, change in enumerate(wrong):
        by_all = number == TYPES.index(type_name) % len(wrong)
        assert_both_refuse(type_name, body | change, by_all=by_all)


@pytest.mark.slow
@pytest.mark.parametrize("type_name", TYPES)
def test_a_required_field_that_is_missing_is_refused_by_both(type_name: str) -> None:
    connector = load(type_name)
    body = next(bodies(type_name))
    for place, annotation in (("config", connector.config), ("credential", connector.credential)):
        root = Form.from_type(annotation).root
        if isinstance(root, UnionControl):
            continue  # without its key, an object may fit another member
        for key in required(root):
            changed = copy.deepcopy(body)
            inner = changed["config"] if place == "config" else changed[place]["credentials"]
            del inner[key]
            assert_both_refuse(type_name, changed)


@pytest.mark.parametrize("type_name", TYPES)
def test_a_key_that_no_field_knows_is_let_through_by_both(type_name: str) -> None:
    body = next(bodies(type_name))
    body["config"]["not_known"] = {"a": [1, None]}
    body["credential"]["credentials"]["not_known_either"] = "x"
    assert validator(type_name).is_valid(body)
    assert accepted(body)


@pytest.mark.parametrize("type_name", TYPES)
def test_secrets_are_marked(type_name: str) -> None:
    """Each secret of the form is one in the schema too."""
    connector = load(type_name)
    marked = set()

    def look(node: Any, key: str = "") -> None:
        if isinstance(node, dict):
            if node.get("format") == "password":
                assert node["writeOnly"] is True
                marked.add(key)
            for name, inner in node.get("properties", {}).items():
                look(inner, name)
            for name, inner in node.items():
                if name != "properties":
                    look(inner, key)
        elif isinstance(node, list):
            for inner in node:
                look(inner, key)

    look(schema(connector))
    root = Form.from_type(connector.credential).root
    members = [v.control for v in root.variants] if isinstance(root, UnionControl) else [root]
    secrets = {
        field.key
        for member in members
        if isinstance(member, NestedControl)
        for field in member.shape.fields
        if field.control.secret
    }
    assert marked == secrets


@pytest.mark.parametrize("type_name", TYPES)
def test_fields_have_the_words_of_the_form(type_name: str) -> None:
    connector = load(type_name)
    definitions = schema(connector)["$defs"]
    root = Form.from_type(connector.config).root
    model = root.variants[0].control if isinstance(root, UnionControl) else root
    assert isinstance(model, NestedControl)
    (definition,) = [
        found
        for found in definitions.values()
        if set(found.get("properties", {})) == {field.key for field in model.shape.fields}
        and found["title"] == model.shape.title
    ][:1]
    for field in model.shape.fields:
        assert definition["properties"][field.key]["title"] == field.label


def required(root: Control) -> list[Any]:
    assert isinstance(root, NestedControl)
    return [field.key for field in root.shape.fields if field.required and not field.hidden]


def assert_both_refuse(type_name: str, body: dict[str, Any], *, by_all: bool = True) -> None:
    """by_all: whether the schema of all types is asked as well, which is fifty times the work."""
    assert not validator(type_name).is_valid(body), body
    if by_all:
        assert not validator_of_all().is_valid(body), body
    assert not accepted(body), body
