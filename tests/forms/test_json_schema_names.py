"""Mappings whose names tell their values apart, and lists whose positions do."""

from __future__ import annotations

from typing import Any

import pytest

from wizard.forms import Entries, Form, ItemList, KeyValueList, TextList, UnionControl

NUMBER: dict[str, Any] = {"type": "integer"}
POINT: dict[str, Any] = {"type": "object", "properties": {"n": NUMBER}}
CASES: list[tuple[dict[str, Any], type, list[Any]]] = [
    ({"patternProperties": {"^x": NUMBER}}, Entries, [{"x": 1, "b": {"c": [1]}, "d": "e"}]),
    (
        {"patternProperties": {"^a": POINT, "^b": NUMBER}, "additionalProperties": False},
        Entries,
        [{"a": {"n": 1}, "b": 2}],
    ),
    (
        {"patternProperties": {"^a": NUMBER}, "additionalProperties": POINT},
        Entries,
        [{"a": 1, "b": {"n": 2}}],
    ),
    ({"patternProperties": {"^.*$": NUMBER}}, KeyValueList, [{"a": 1}]),
    ({"additionalProperties": True}, UnionControl, [{"a": 1}, "text", 3]),
    ({"type": "array", "items": [NUMBER, POINT]}, ItemList, [[1], [1, {"n": 2}, None, "c"]]),
    ({"type": "array", "prefixItems": [NUMBER], "items": POINT}, ItemList, [[1, {"n": 2}]]),
    ({"items": [NUMBER], "additionalItems": False}, TextList, [[], [1]]),
]


@pytest.mark.parametrize(("schema", "control", "values"), CASES)
def test_what_a_name_or_a_position_tells_apart_has_a_form_for_each_kind(
    schema: dict[str, Any], control: type, values: list[Any]
) -> None:
    form = Form.from_json_schema({"properties": {"field": schema}})
    assert type(form.shape.fields[0].control) is control
    for value in values:
        reading = form.read(form.to_raw({"field": value}))
        assert reading.ok
        assert form.dump(reading.value) == {"field": value}


def test_a_name_has_to_be_one_that_a_closed_mapping_knows() -> None:
    form = Form.from_json_schema({"properties": {"field": CASES[1][0]}})
    [error] = form.read(form.to_raw({"field": {"c": 1}})).errors
    assert "pattern" in error.message
