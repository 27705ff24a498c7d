"""Fields that several conditions of a JSON Schema ask for, and the members that values fit."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, SecretStr

from wizard.forms import BooleanControl, ChoiceControl, Form, Scalar, UnionControl

_ITEMS = [
    ({"const": "text"}, {"value": {"properties": {"words": {"type": "string"}}}}),
    ({"const": "size"}, {"value": {"properties": {"cm": {"type": "integer"}}}}),
    ({"enum": ["on", "off"]}, {"since": {"type": "string"}}),
    ({"const": "text"}, {"since": {"type": "string"}, "font": {"type": "string"}}),
    ({"const": "size"}, {"font": {"type": "string"}}),
]
CONDITIONAL = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"enum": ["text", "size", "on", "off"]}},
    "allOf": [
        {"if": {"properties": {"kind": kind}}, "then": {"properties": more}}
        for kind, more in _ITEMS
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"kind": "text", "value": {"words": "a"}}, {"value", "since", "font"}),
        ({"kind": "size", "value": {"cm": 3}}, {"value", "font"}),
        ({"kind": "off", "since": "May"}, {"since"}),
    ],
)
def test_a_field_of_several_conditions_takes_what_each_of_them_allows(
    value: dict[str, Any], shown: set[str]
) -> None:
    form = Form.from_json_schema(CONDITIONAL)
    raw = form.to_raw(value)
    reading = form.read(raw)
    assert reading.ok
    assert form.dump(reading.value) == value
    asked = {place.loc[0] for place in form.places(raw) if len(place.loc) == 1}
    assert asked == {"kind", *shown}


def test_the_kind_that_only_conditions_name_is_a_choice_among_all_of_them() -> None:
    kinds = ({"properties": {"kind": {"const": name}}} for name in "abc")
    schema = {"type": "object", "allOf": [{"if": kind, "then": kind} for kind in kinds]}
    control = Form.from_json_schema(schema).shape.fields[0].control
    assert isinstance(control, ChoiceControl)
    assert [option.value for option in control.options] == ["a", "b", "c"]


@pytest.mark.parametrize("value", [{"file": "a.less"}, {"file": "a.scss"}, {"file": "a.txt"}])
def test_the_member_of_a_union_is_the_one_that_accepts_the_value(value: dict[str, Any]) -> None:
    members = [{"properties": {"file": {"pattern": f"[.]{end}$"}}} for end in ("less", "scss")]
    form = Form.from_json_schema({"type": "array", "items": {"oneOf": members}})
    assert form.read(form.to_raw([value])).ok is (value["file"] != "a.txt")


@pytest.mark.parametrize(
    ("required", "shown"), [(["of test"], []), (["of object"], []), ([], ["size"])]
)
def test_a_test_of_an_absent_property_holds_unless_it_is_required(
    required: list[str], shown: list[str]
) -> None:
    kind = {"properties": {"kind": {"const": "file"}}}
    test = {**kind, "required": ["kind"]} if "of test" in required else kind
    form = Form.from_json_schema(
        {
            "properties": {"kind": {"type": "string"}},
            "required": ["kind"] if "of object" in required else [],
            "if": test,
            "then": {"properties": {"size": {"type": "integer"}}},
        }
    )
    asked = [place.loc[0] for place in form.places({}) if place.loc]
    assert asked == ["kind", *shown]
    assert form.dump(form.read(form.to_raw({"kind": "file", "size": 3})).value)["size"] == 3


_NAMES = [f"n{number}" for number in range(120)]


@pytest.mark.parametrize(
    ("value", "kind"),
    [("n3", ChoiceControl), ("x-own", Scalar), ("other", None), (True, BooleanControl)],
)
@pytest.mark.parametrize("names", [_NAMES, _NAMES[:5]])
def test_a_text_is_a_choice_before_it_is_any_text(
    value: Any, kind: type | None, names: list[str]
) -> None:
    members = [{"type": "string", "pattern": "^x-"}, {"enum": names}, {"type": "boolean"}]
    form = Form.from_json_schema({"properties": {"field": {"anyOf": members}}})
    raw = form.to_raw({"field": value})
    union = form.shape.fields[0].control
    assert isinstance(union, UnionControl)
    assert form.read(raw).ok is (kind is not None)
    assert kind is None or type(union.variant(raw["field"]).control) is kind


def test_a_member_that_does_not_accept_the_value_gives_way_to_one_that_does() -> None:
    point = {"type": "object", "properties": {"at": {"type": "integer"}, "more": {}}}
    other = {"type": "object", "properties": {"at": {"type": "string"}}}
    form = Form.from_json_schema({"type": "array", "items": {"anyOf": [point, other]}})
    value = [{"at": 1}, {"at": "home"}]
    reading = form.read(form.to_raw(value))
    assert form.dump(reading.value) == value


@pytest.mark.parametrize("count", [3, 150])
def test_a_condition_may_look_at_a_long_list_of_choices(count: int) -> None:
    schema = {
        "type": "object",
        "required": ["country"],
        "properties": {"country": {"enum": ["US", *(f"C{n}" for n in range(count))]}},
        "if": {"properties": {"country": {"const": "US"}}},
        "then": {"properties": {"state": {"type": "string"}}, "required": ["state"]},
        "else": {"properties": {"province": {"type": "string"}}},
    }
    form = Form.from_json_schema(schema)
    assert [error.loc for error in form.read({"country": "US"}).errors] == [("state",)]
    for value in ({"country": "US", "state": "TX"}, {"country": "C1", "province": "ON"}):
        raw = form.to_raw(value)
        assert form.dump(form.read(raw).value) == value
        assert {place.loc[0] for place in form.places(raw)} == set(value)


def _chain(kind: str, field: str, otherwise: dict[str, Any]) -> dict[str, Any]:
    then = {"properties": {field: {"type": "string"}}, "required": [field]}
    return {"if": {"properties": {"kind": {"const": kind}}}, "then": then, "else": otherwise}


_CHAIN = _chain("a", "x", _chain("b", "y", _chain("c", "z", {"properties": {"rest": {}}})))


@pytest.mark.parametrize("kind", [{"enum": ["a", "b", "c", "d"]}, {"type": "string"}])
@pytest.mark.parametrize(("value", "field"), [("a", "x"), ("b", "y"), ("c", "z")])
def test_conditions_follow_in_the_else_of_others(
    kind: dict[str, Any], value: str, field: str
) -> None:
    schema = {"type": "object", "required": ["kind"], "properties": {"kind": kind}, **_CHAIN}
    form = Form.from_json_schema(schema)
    assert [error.loc for error in form.read({"kind": value}).errors] == [(field,)]
    raw = form.to_raw({"kind": value, field: "1"})
    assert form.dump(form.read(raw).value) == {"kind": value, field: "1"}
    asked = {place.loc[0] for place in form.places(raw)}
    assert asked - {"rest"} == {"kind", field}
    assert "rest" not in asked or "enum" not in kind
    assert "rest" in {place.loc[0] for place in form.places({"kind": "d"})}


def test_a_condition_within_itself_has_an_end() -> None:
    schema = {"type": "object", **_chain("a", "x", {"$ref": "#"})}
    assert Form.from_json_schema(schema).shape.fields


def test_of_two_unions_one_member_each_is_asked_for() -> None:
    def member(key: str) -> dict[str, Any]:
        return {"title": key.upper(), "properties": {key: {"type": "string"}}, "required": [key]}

    for unions in (
        {"allOf": [{"oneOf": [member("a"), member("b")]}, {"oneOf": [member("c"), member("d")]}]},
        {"oneOf": [member("a"), member("b")], "anyOf": [member("c"), member("d")]},
    ):
        form = Form.from_json_schema({"type": "object", **unions})
        assert isinstance(form.root, UnionControl)
        assert [variant.label for variant in form.root.variants] == ["A, C", "A, D", "B, C", "B, D"]
        value = {"b": "1", "c": "2"}
        assert form.dump(form.read(form.to_raw(value)).value) == value


def test_values_beside_a_secret_are_of_the_type_that_is_given_for_them() -> None:
    class Open(BaseModel):
        model_config = ConfigDict(extra="allow")
        __pydantic_extra__: dict[str, str]

        password: SecretStr

    schema = {
        "type": "object",
        "properties": {"password": {"type": "string", "writeOnly": True}},
        "additionalProperties": {"type": "string"},
    }
    for form in (Form.from_json_schema(schema), Form.from_model(Open)):
        value = {"password": "p", "note": "hello"}
        raw = form.to_raw(value)
        assert "hello" not in repr(raw)
        assert form.dump(form.read(raw).value) == value
