"""Forms of JSON Schemas: what they ask for, what they give back, and what is no schema."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.json_schemas import (
    CONDITIONAL,
    CONNECTOR,
    KINDS,
    RECURSIVE,
    SCHEMAS,
    completed,
    equal,
    form_of,
    values_of,
)
from wizard.forms import (
    ChoiceControl,
    Constant,
    Entries,
    Form,
    FormField,
    FormState,
    KeyValueList,
    MultiChoice,
    NestedControl,
    Scalar,
    SchemaError,
    Switch,
    TextList,
    UnionControl,
)
from wizard.forms.control_characters import control_characters
from wizard.forms.json_editing import from_json, to_json

MARKER = "hunter2-hunter2"

thorough = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def fields_of(schema: dict[str, Any]) -> dict[str | int, FormField]:
    return {field.key: field for field in Form.from_json_schema(schema).shape.fields}


def field_of(schema: Any, **more: Any) -> FormField:
    """The field ``it`` of an object with this property."""
    return fields_of({"type": "object", "properties": {"it": schema}, **more})["it"]


# --- back and forth ------------------------------------------------------------------------------


@thorough
@given(data=st.data())
@pytest.mark.parametrize("name", SCHEMAS)
def test_what_fits_a_schema_comes_back_as_it_was(name: str, data: st.DataObject) -> None:
    form = form_of(name)
    value = data.draw(values_of(name))
    raw = form.to_raw(value)
    reading = form.read(raw)
    assert reading.errors == ()
    assert equal(form.dump(reading.value), completed(name, value))
    # What was read and is filled in again is the same, too.
    assert equal(form.dump(form.read(form.to_raw(reading.value)).value), form.dump(reading.value))


@thorough
@given(data=st.data())
@pytest.mark.parametrize("name", SCHEMAS)
def test_json_that_is_edited_comes_back_as_it_was(name: str, data: st.DataObject) -> None:
    form = form_of(name)
    value = data.draw(values_of(name))
    raw = from_json(form, json.dumps(value), form.blank())
    assert equal(form.dump(form.read(raw).value), completed(name, value))
    again = from_json(form, to_json(form, raw), raw)
    assert equal(form.dump(form.read(again).value), form.dump(form.read(raw).value))


# --- what a schema says ---------------------------------------------------------------------------


def test_the_hints_of_a_connector_specification_are_followed() -> None:
    form = Form.from_json_schema(CONNECTOR)
    assert form.shape.title == "Bucket source"
    asked = [field.key for group in form.shape.groups for field in group.fields]
    assert asked == [
        "bucket", "port", "start_date", "password", "pin", "notes", "credentials", "window",
    ]  # fmt: skip
    assert [group.title for group in form.shape.groups] == ["", "Signing in", "Advanced"]
    fields = fields_of(CONNECTOR)
    assert fields["bucket"].help == "The bucket, see the guide."
    assert fields["start_date"].placeholder == "2021-01-01T00:00:00Z"
    assert [key for key, field in fields.items() if field.required] == ["bucket", "credentials"]
    assert [key for key, field in fields.items() if field.control.secret] == ["password", "pin"]


def test_a_constant_tells_the_members_of_a_union_apart() -> None:
    form = Form.from_json_schema(CONNECTOR)
    union = form.control_at(("credentials",))
    assert isinstance(union, UnionControl)
    assert [member.label for member in union.variants] == ["OAuth2.0", "Service account"]
    state = FormState(form)
    state.choose(("credentials",), union.variants[1].key)
    at = ("credentials", union.variants[1].key)
    key = state.control((*at, "key"))
    assert isinstance(key, Scalar)
    assert key.secret
    assert key.multiline
    assert isinstance(state.control((*at, "auth_type")), Constant)
    state.set((*at, "key"), MARKER)
    state.set(("bucket",), "b")
    reading = state.validate()
    assert MARKER not in repr(reading.value)
    assert form.dump(reading.value) == {
        "bucket": "b",
        "credentials": {"auth_type": "service", "key": MARKER},
        "port": 5432,
    }
    chosen = form.to_raw({"bucket": "b", "credentials": {"auth_type": "service", "key": "k"}})
    assert chosen["credentials"]["use"] == union.variants[1].key


@pytest.mark.parametrize("mark", ["writeOnly", "airbyte_secret", "x-secret"])
@pytest.mark.parametrize("kind", ["string", "integer", "number", "array", "object", None])
def test_what_is_marked_as_a_secret_is_one(mark: str, kind: str | None) -> None:
    schema = {mark: True} if kind is None else {"type": kind, mark: True}
    values: dict[str | None, Any] = {
        "integer": 12345678, "number": 12345678.5, "array": [MARKER], "object": {"a": MARKER},
    }  # fmt: skip
    value = values.get(kind, MARKER)
    form = Form.from_json_schema({"type": "object", "properties": {"it": schema}})
    state = FormState(form, form.to_raw({"it": value}))
    reading = state.validate()
    for text in (repr(state.raw), to_json(form, state.raw), repr(reading), str(state.snapshot())):
        assert MARKER not in text
        assert "12345678" not in text
    assert form.dump(reading.value) == {"it": value}


def test_the_parts_of_a_secret_are_masked_one_by_one() -> None:
    hook = {"properties": {"id": {"type": "string"}, "on": {"type": "boolean"}}}
    schema = {
        "properties": {
            "hooks": {"type": "array", "items": {"type": "object", **hook}, "writeOnly": True},
            "sign_in": {"type": "object", **hook, "writeOnly": True},
            "keys": {"type": "array", "items": {"type": "string"}, "writeOnly": True},
        }
    }
    value = {
        "hooks": [{"id": MARKER, "on": True}],
        "sign_in": {"id": MARKER, "on": False},
        "keys": [MARKER, "b"],
    }
    form = Form.from_json_schema(schema)
    state = FormState(form, form.to_raw(value))
    masked = {place.loc[-1]: place.control.secret for place in state.places()}
    assert masked["id"]
    assert masked["keys"]
    assert not masked["on"]
    reading = state.validate()
    assert form.dump(reading.value) == value
    for shown in (repr(state.raw), to_json(form, state.raw), repr(reading), str(state.snapshot())):
        assert MARKER not in shown
    again = form.read(from_json(form, to_json(form, state.raw), state.raw))
    assert form.dump(again.value) == value


@pytest.mark.parametrize("null", [{"type": "null"}, {"const": None}, {"enum": [None]}])
@pytest.mark.parametrize("required", [[], ["it"]])
def test_a_null_that_was_given_stays(null: dict[str, Any], required: list[str]) -> None:
    one = {"type": "object", "properties": {"it": null}, "required": required}
    form = Form.from_json_schema({"type": "array", "items": one})
    value: list[Any] = [{"it": None}, {}]
    back = value if not required else [{"it": None}, {"it": None}]
    for raw in (form.to_raw(value), from_json(form, json.dumps(value), form.blank())):
        assert form.dump(form.read(raw).value) == back
        assert json.loads(to_json(form, raw)) == back
        without = from_json(form, "[{}, {}]", raw)
        assert form.dump(form.read(without).value) == ([{}, {}] if not required else back)


@pytest.mark.parametrize(
    ("schema", "control"),
    [
        ({"type": "string"}, Scalar),
        ({"enum": ["a", "b"]}, ChoiceControl),
        ({"oneOf": [{"const": "a", "title": "A"}, {"const": "b"}]}, ChoiceControl),
        ({"enum": [{"a": 1}, [2]]}, ChoiceControl),
        ({"const": "a"}, Switch),
        ({"type": "array", "items": {"type": "string"}}, TextList),
        ({"type": "array", "items": {"enum": ["a", "b"]}}, MultiChoice),
        ({"type": "object", "additionalProperties": {"type": "string"}}, KeyValueList),
        ({"additionalProperties": {"properties": {"a": {"type": "string"}}}}, Entries),
        ({"patternProperties": {"^x": {"type": "integer"}}, "additionalProperties": False},
         KeyValueList),
        ({"properties": {"a": {"type": "string"}}}, UnionControl),
        ({"type": ["string", "array"], "items": {"type": "string"}}, UnionControl),
        ({"allOf": [{"type": "string"}, {"minLength": 2}]}, Scalar),
        ({"anyOf": [{"type": "string"}, False]}, Scalar),
        ({"properties": {"a": {}}, "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
         UnionControl),
        ({"type": "string", "format": "date"}, Scalar),
    ],
)  # fmt: skip
def test_each_kind_has_a_control(schema: dict[str, Any], control: type) -> None:
    assert type(field_of(schema).control) is control


@pytest.mark.parametrize("value", ["v7", 7, 7.5, None])
def test_one_of_many_choices_comes_back_as_it_was(value: Any) -> None:
    values = [*(f"v{number}" for number in range(200)), 7, 7.5, None]
    it = {"enum": values, "enumNames": ["First"]}
    form = Form.from_json_schema({"type": "object", "properties": {"it": it}, "required": ["it"]})
    state = FormState(form)
    state.restore(form.to_raw({"it": value}))
    [place] = state.places()
    assert isinstance(place.control, ChoiceControl)
    assert place.control.options[0].label == "First"
    assert form.dump(state.validate().value) == {"it": value}
    state.restore(form.to_raw({"it": "other"}))
    assert not state.validate().ok


def test_words_of_choices_are_shown() -> None:
    level = field_of(KINDS["properties"]["level"]).control
    assert isinstance(level, ChoiceControl)
    assert [option.label for option in level.options] == ["Low", "High"]
    assert level.options[0].help == "Hardly anything."
    named = field_of({"enum": ["a", "b"], "enumNames": ["One", "Two"]}).control
    assert isinstance(named, ChoiceControl)
    assert [option.label for option in named.options] == ["One", "Two"]


@pytest.mark.parametrize(
    ("schema", "text", "message"),
    [
        ({"type": "string", "format": "uri"}, "nowhere",
         "Enter a full URL, such as https://example.com."),
        ({"type": "string", "format": "date"}, "soon", "Enter a date, such as 2026-01-31."),
        ({"type": "string", "format": "email"}, "me",
         "Enter an email address, such as name@example.com."),
        ({"type": "string", "minLength": 3}, "ab", "Enter at least 3 characters."),
        ({"type": "string", "writeOnly": True, "minLength": 3}, "ab",
         "Enter at least 3 characters."),
        ({"type": "string", "pattern": "^a+$", "pattern_descriptor": "a, aa"}, "b",
         "Enter it as a, aa."),
        ({"type": "string", "pattern": "^a+$"}, "b", "This doesn't match the pattern ^a+$."),
        ({"type": "integer", "minimum": 0, "exclusiveMinimum": True}, "0",
         "Enter a whole number above 0."),
        ({"type": "number", "maximum": 2.5}, "3", "Enter a number of at most 2.5."),
        ({"type": "integer", "multipleOf": 5}, "3", "Enter a whole number, in steps of 5."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(schema: dict[str, Any], text: str, message: str) -> None:
    state = FormState(Form.from_json_schema({"type": "object", "properties": {"it": schema}}))
    state.set(("it",), text)
    assert [error.message for error in state.validate().errors] == [message]
    assert state.errors[0].loc == ("it",)


def test_a_pattern_that_takes_exponential_time_is_not_tried() -> None:
    state = FormState(
        Form.from_json_schema(
            {"type": "object", "properties": {"it": {"type": "string", "pattern": "^(?=x)(a+)+$"}}}
        )
    )
    state.set(("it",), "a" * 5000 + "!")
    assert state.validate().ok


def test_a_condition_shows_a_field_and_requires_it() -> None:
    state = FormState(Form.from_json_schema(CONDITIONAL))

    def asked() -> list[Any]:
        return [place.loc[0] for place in state.places() if len(place.loc) == 1]

    state.set(("kind",), "web")
    assert asked() == ["kind", "site"]
    assert [e.loc for e in state.validate().errors] == [("site",)]
    state.set(("kind",), "file")
    assert asked() == ["kind", "site", "path"]
    assert [e.loc for e in state.validate().errors] == [("path",)]
    state.set(("path",), "/tmp")
    assert state.form.dump(state.validate().value) == {"kind": "file", "path": "/tmp"}


def test_a_group_without_a_title_has_no_heading() -> None:
    groups = [{"id": "db"}, {"id": "odd", "title": 3}, {"id": "tls", "title": "Security"}]
    properties = {name: {"type": "string", "group": name} for name in ("db", "odd", "tls", "more")}
    form = Form.from_json_schema({"groups": groups, "properties": properties})
    titles = {group.title: [field.key for field in group.fields] for group in form.shape.groups}
    assert titles == {"": ["db", "odd"], "Security": ["tls"], "More": ["more"]}


def test_references_lead_by_pointer_by_anchor_and_by_name_and_never_to_the_network() -> None:
    schema = {
        "$id": "https://example.com/root.json",
        "type": "object",
        "properties": {
            "pointer": {"$ref": "#/$defs/a~1b%20c"},
            "anchor": {"$ref": "#here"},
            "name": {"$ref": "other.json"},
            "remote": {"$ref": "https://example.org/schema.json"},
            "described": {"$ref": "#/$defs/a~1b%20c", "description": "Its own words."},
        },
        "$defs": {
            "a/b c": {"type": "integer", "title": "Number"},
            "anchored": {"$anchor": "here", "type": "boolean"},
            "other": {"$id": "other.json", "enum": ["x", "y"]},
        },
    }
    fields = fields_of(schema)
    assert [type(fields[name].control).__name__ for name in ("pointer", "anchor", "name")] == [
        "Scalar", "BooleanControl", "ChoiceControl",
    ]  # fmt: skip
    assert isinstance(fields["remote"].control, UnionControl)
    assert "never fetched" in fields["remote"].help
    assert (fields["described"].label, fields["described"].help) == ("Number", "Its own words.")


def test_a_tree_is_asked_for_one_level_at_a_time() -> None:
    state = FormState(Form.from_json_schema(RECURSIVE))
    assert len(list(state.places())) < 10
    left = state.control(("left",))
    assert isinstance(left, UnionControl)
    state.choose(("left",), left.variants[1].key)
    assert len(list(state.places())) < 20
    assert isinstance(state.control(("left", left.variants[1].key)), NestedControl)


def test_a_default_in_what_contains_itself_is_not_followed_without_end() -> None:
    members = {"anyOf": [{"type": "boolean"}, {"$ref": "#"}], "default": {}}
    schema = {"type": "object", "properties": {"a": members, "b": {"$ref": "#", "default": {}}}}
    state = FormState(Form.from_json_schema({**schema, "default": {}}))
    assert len(list(state.places())) < 10
    assert state.validate().ok


@pytest.mark.parametrize("more", [{}, {"minProperties": 1}])
def test_a_schema_many_times_referred_to_takes_no_exponential_time(more: dict[str, Any]) -> None:
    levels = 30
    definitions: dict[str, Any] = {"l0": {"type": "object", "properties": {"x": {}}}}
    for n in range(1, levels):
        parts = [{"allOf": [{"$ref": f"#/$defs/l{n - 1}"}, more]} for _ in range(3)]
        definitions[f"l{n}"] = {"properties": {f"p{k}": part for k, part in enumerate(parts)}}
    schema = {"$ref": f"#/$defs/l{levels - 1}", "$defs": definitions}
    state = FormState(Form.from_json_schema(schema))
    assert len(list(state.places())) == 3
    assert state.validate().ok


# --- what is no schema ----------------------------------------------------------------------------

_DEEP: dict[str, Any] = {}
for _ in range(5000):
    _DEEP = {"type": "object", "properties": {"a": _DEEP}}

_CHAIN: dict[str, Any] = {"d0": {"type": "object"}}
for _n in range(1, 60):
    _CHAIN[f"d{_n}"] = {"properties": {"a": {"$ref": f"#/$defs/d{_n - 1}"}}}

HOSTILE: dict[str, Any] = {
    "chain": {"$ref": "#/$defs/d59", "$defs": _CHAIN},
    "empty": {},
    "true": True,
    "text": "string",
    "list": [],
    "type": {"type": "strong"},
    "types": {"type": [{"a": 1}]},
    "circle": {"$ref": "#"},
    "pair of circles": {
        "$ref": "#/$defs/a",
        "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}},
    },
    "circle of parts": {"allOf": [{"$ref": "#"}]},
    "circle of members": {"oneOf": [{"$ref": "#"}]},
    "circle through one of the members": {"anyOf": [{"$ref": "#"}, {"type": "string"}]},
    "circle through the members of two": {
        "$ref": "#/$defs/a",
        "$defs": {
            "a": {"anyOf": [{"$ref": "#/$defs/b"}, {"type": "string"}]},
            "b": {"oneOf": [{"$ref": "#/$defs/a"}, {"type": "integer"}]},
        },
    },
    "endless": {"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"]},
    "endless twice": {
        "type": "object",
        "properties": {"a": {"properties": {"b": {"$ref": "#"}}, "required": ["b"]}},
        "required": ["a"],
    },
    "remote": {"$ref": "https://example.org/schema.json"},
    "file": {"$ref": "file:///etc/passwd"},
    "nowhere": {"$ref": "#/$defs/nobody"},
    "odd reference": {"$ref": 3},
    "deep": _DEEP,
    "many parts": {"allOf": [{"properties": {str(n): {}}} for n in range(21_000)]},
    "many types": {"properties": {str(n): {"type": "string"} for n in range(10_100)}},
    "no value": {"enum": []},
    "no value for a field": {"properties": {"a": {"enum": []}}, "required": ["a"]},
    "condition in a circle": {
        "type": "object",
        "allOf": [
            {"if": {"properties": {"a": {"const": 1}}}, "then": {"properties": {"b": {}}}},
            {"if": {"properties": {"b": {"const": 1}}}, "then": {"properties": {"a": {}}}},
        ],
    },
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_form_can_be_made_of_is_one_error_with_a_sentence(name: str) -> None:
    with pytest.raises(SchemaError) as caught:
        Form.from_json_schema(HOSTILE[name])
    text = str(caught.value)
    assert text.endswith(".")
    assert len(text) < 300


def _parts(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    members = st.lists(inner, min_size=1, max_size=3)
    return (
        st.builds(lambda kind, nodes: {kind: nodes}, st.sampled_from(["anyOf", "oneOf"]), members)
        | st.builds(lambda nodes: {"allOf": nodes}, members)
        | st.builds(lambda node: {"type": "array", "items": node}, inner)
        | st.builds(lambda node: {"type": "object", "additionalProperties": node}, inner)
        | st.builds(
            lambda nodes, needed: {"type": "object", "properties": nodes, "required": needed},
            st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
            st.lists(st.sampled_from("ab"), unique=True),
        )
    )


_references = st.sampled_from("XYZ").map(lambda name: {"$ref": f"#/$defs/{name}"})
_nodes = st.recursive(_references | st.just({"type": "string"}), _parts, max_leaves=5)


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.fixed_dictionaries(dict.fromkeys("XYZ", _nodes)))
def test_schemas_that_contain_each_other_have_an_end(definitions: dict[str, Any]) -> None:
    """Or are refused: a value that leads back to itself unchanged would end the process."""
    try:
        form = Form.from_json_schema(
            {
                "type": "object",
                "properties": {"a": {"$ref": "#/$defs/X"}},
                "required": ["a"],
                "$defs": definitions,
            }
        )
    except SchemaError:
        return
    form = replace(form, check=control_characters)
    values: tuple[Any, ...] = ({}, {"a": 1}, {"a": [{}]}, {"a": {"a": {"b": "x"}}})
    for value in values:
        state = FormState(form)
        state.restore(form.to_raw(value))
        tuple(state.places())
        state.read()


keywords = st.sampled_from(
    ["type", "properties", "required", "items", "oneOf", "anyOf", "allOf", "$ref", "$defs", "if",
     "then", "else", "enum", "const", "minimum", "exclusiveMaximum", "minLength", "pattern",
     "additionalProperties", "patternProperties", "prefixItems", "order", "title", "description",
     "default", "examples", "format", "dependentRequired", "propertyNames", "group", "groups",
     "enumNames", "$id", "$anchor", "nullable", "multipleOf", "maxItems", "writeOnly", "a", "b"]
)  # fmt: skip
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keywords, inner, max_size=4),
    max_leaves=25,
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(schema=st.dictionaries(keywords, junk, min_size=1, max_size=6))
def test_no_schema_ends_the_program(schema: dict[str, Any]) -> None:
    try:
        form = Form.from_json_schema(schema)
    except SchemaError:
        return
    state = FormState(form)
    list(state.places())
    reading = state.validate()
    if reading.ok:
        json.dumps(form.dump(reading.value))


def test_texts_of_a_schema_are_no_markup_and_no_escapes_in_messages() -> None:
    with pytest.raises(SchemaError) as caught:
        Form.from_json_schema({"type": "\x1b[31m[red]x\x9b"})
    assert "\x1b" not in str(caught.value)
    assert "\x9b" not in str(caught.value)


@pytest.mark.slow
def test_a_program_without_schemas_does_not_load_their_reader() -> None:
    words = "import sys, wizard.forms; print('wizard.forms.json_schema' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
