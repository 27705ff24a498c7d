"""Documents of many shapes: the types, and which members belong to which."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.openapi import ACME, acme_document, body, document, read, refs
from wizard.api.base_url import CREATE_PATH
from wizard.connectors.server_schema.openapi import read_endpoint
from wizard.connectors.server_schema.schema import ServerSchema
from wizard.forms import SchemaError


def an_object(*names: str, required: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    properties = {name: {"type": "string"} for name in names}
    return {
        "type": "object",
        "properties": properties | more,
        "required": list(required),
    }


def keys(schema: ServerSchema, type_name: str, part: str = "config") -> list[list[str]] | None:
    """The fields of each member of a type."""
    nodes = schema.types[type_name].parts[part]
    if nodes is None:
        return None
    definitions = schema.definitions[part]
    whole = (
        definitions[node["$ref"].rsplit("/", 1)[-1]] if "$ref" in node else node for node in nodes
    )
    return [list(node["properties"]) for node in whole]


ONE, TWO = an_object("one"), an_object("two")


@pytest.mark.parametrize(
    ("config", "schemas"),
    [
        pytest.param(
            {
                "oneOf": refs("A", "B"),
                "discriminator": {
                    "propertyName": "what",
                    "mapping": {"acme": "#/components/schemas/A", "beta_box": "B"},
                },
            },
            {"A": ONE, "B": TWO},
            id="discriminator",
        ),
        pytest.param(
            {"anyOf": refs("A", "B")},
            {
                "A": an_object("one", source={"const": "acme"}),
                "B": an_object("two", source={"enum": ["beta_box"]}),
            },
            id="constant",
        ),
        pytest.param(
            {"anyOf": refs("AcmeConnectorConfig", "BetaBoxConfig")},
            {"AcmeConnectorConfig": ONE, "BetaBoxConfig": TWO},
            id="name",
        ),
        pytest.param(
            {"anyOf": [{**ONE, "title": "AcmeConfig"}, {**TWO, "title": "Beta box settings"}]},
            {},
            id="title",
        ),
        pytest.param(
            {"anyOf": refs("server__sources__acme__Config", "server__sources__beta_box__Config")},
            {"server__sources__acme__Config": ONE, "server__sources__beta_box__Config": TWO},
            id="module",
        ),
        pytest.param(
            {
                "anyOf": [
                    {
                        "oneOf": refs("A", "B"),
                        "discriminator": {
                            "propertyName": "type",
                            "mapping": {"acme": "A", "beta_box": "B"},
                        },
                    },
                    {"type": "null"},
                ]
            },
            {"A": ONE, "B": {"allOf": [{"$ref": "#/components/schemas/C"}]}, "C": TWO},
            id="nested",
        ),
    ],
)
def test_members_are_matched_to_their_types(config: Any, schemas: dict[str, Any]) -> None:
    found = read(document(body(["acme", "beta_box"], config), schemas))
    assert list(found.types) == ["acme", "beta_box"]
    [first] = keys(found, "acme") or [[]]
    assert "one" in first
    assert "two" not in first
    assert "one" not in str(found.types["beta_box"].parts["config"])


def test_members_without_a_telling_name_are_matched_by_their_fields() -> None:
    slack = an_object("slack_bot_token", required=("slack_bot_token",))
    other = an_object("nothing", "that", "is", "known")
    found = read(
        document(body(["slack", "acme"], None, {"anyOf": refs("First", "Second")}),
                 {"First": other, "Second": slack})
    )  # fmt: skip
    assert keys(found, "slack", "credentials") == [["slack_bot_token"]]
    assert found.types["slack"].differences == ()
    assert found.types["acme"].parts["credentials"] is None


def test_a_word_that_only_begins_like_a_type_is_not_that_type() -> None:
    found = read(document(body(["web", "webex"], {"anyOf": refs("WebexConfig")}),
                          {"WebexConfig": an_object("room")}))  # fmt: skip
    assert found.types["web"].parts["config"] is None
    assert keys(found, "webex") == [["room"]]


def test_types_that_differ_in_case_alone_are_told_apart() -> None:
    schemas = {"OutlookConfig": an_object("one"), "OUTLOOKConfig": an_object("two")}
    found = read(document(body(["outlook", "OUTLOOK"], {"anyOf": refs(*schemas)}), schemas))
    assert keys(found, "outlook") == [["one"]]
    assert keys(found, "OUTLOOK") == [["two"]]


def test_a_body_for_each_type_says_by_itself_whose_members_these_are() -> None:
    bodies = {
        "CreateAcme": body(["acme"], refs("A")[0]),
        "CreateBeta": body(["beta"], {"oneOf": refs("B", "C")}),
    }
    schemas = {**bodies, "A": ONE, "B": TWO, "C": an_object("three")}
    found = read(document({"oneOf": refs("CreateAcme", "CreateBeta")}, schemas))
    assert keys(found, "acme") == [["one"]]
    assert keys(found, "beta") == [["two"], ["three"]]


def test_openapi_3_0_below_a_prefix_with_another_content_type() -> None:
    value = acme_document()
    value["openapi"] = "3.0.3"
    operation = value["paths"].pop(CREATE_PATH)
    content = operation["post"]["requestBody"]["content"]
    content["application/vnd.acme+json; charset=utf-8"] = content.pop("application/json")
    value["paths"][f"/api{CREATE_PATH}/"] = operation
    assert read_endpoint(value, CREATE_PATH).prefix == "/api"
    assert list(read(value).types) == ["acme"]


def test_a_request_body_and_an_enumeration_by_reference() -> None:
    value = document({"$ref": "#/components/schemas/Body"}, {
        "Body": body(["x"], type={"$ref": "#/components/schemas/Kind"}),
        "Kind": {"type": "string", "enum": ["acme", "slack"]},
    })  # fmt: skip
    operation = next(iter(value["paths"].values()))["post"]
    value["components"]["requestBodies"] = {"Create": operation["requestBody"]}
    operation["requestBody"] = {"$ref": "#/components/requestBodies/Create"}
    assert list(read(value).types) == ["acme", "slack"]


def test_a_free_object_says_nothing_of_the_fields() -> None:
    found = read(document(body(["slack", "web"])))
    # The catalog has no credential for web, so there nothing is left to say.
    assert not any(item.is_typed for item in found.types.values())
    assert all(item.differences == () for item in found.types.values())


def test_what_is_kept_comes_back_whole() -> None:
    found = read(acme_document())
    again = ServerSchema.from_json(json.loads(json.dumps(found.as_json())))
    assert again.as_json() == found.as_json()
    assert again.differences == found.differences


def test_what_is_kept_needs_no_other_part_of_the_document() -> None:
    schemas = ACME | {
        "AcmeConfig": {
            "type": "object",
            "properties": {
                "tree": {"$ref": "#/components/schemas/Tree"},
                "far": {"$ref": "https://elsewhere.example/schema.json"},
            },
        },
        "Tree": {
            "type": "object",
            "properties": {"below": {"type": "array", "items": refs("Tree")[0]}},
        },
    }  # fmt: skip
    found = read(document(body(["acme"], *refs("AcmeConfig", "AcmeToken")), schemas))
    text = json.dumps(found.as_json())
    assert "#/components" not in text
    assert "https://elsewhere.example/schema.json" in text
    assert set(found.definitions["config"]) == {"AcmeConfig", "Tree"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"openapi": None, "swagger": "2.0"}, "isn't an OpenAPI 3"),
        ({"openapi": "2.0"}, "isn't an OpenAPI 3"),
        ({"openapi": 3}, "isn't an OpenAPI 3"),
        ({"paths": {"/v1/other": {"post": {}}}}, "doesn't describe POST /v1/sources/create"),
        ({"paths": {CREATE_PATH: {"get": {"x": 1}}}}, "doesn't describe POST"),
        ({"paths": {CREATE_PATH: {"post": {"summary": "x"}}}}, "describe the body"),
        ({"paths": []}, "doesn't describe POST"),
        ({"paths": {CREATE_PATH: "post"}}, "must be an object"),
        ({"components": {}}, "points nowhere"),
    ],
)
def test_what_is_no_document_of_this_api_is_told(change: dict[str, Any], words: str) -> None:
    with pytest.raises(SchemaError, match=words):
        read(acme_document() | change)


def test_a_body_without_values_for_the_type_is_told() -> None:
    value = document(body(["x"], type={"type": "string"}))
    with pytest.raises(SchemaError, match="which values `type` can have"):
        read(value)
