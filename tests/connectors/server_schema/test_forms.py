"""Forms from the server's schema, through the flow that all faces use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.support.openapi import ACME, acme_document, body, document, read, refs
from wizard.api import CreateSourceRequest
from wizard.connectors import catalog, load, load_cataloged, use_server
from wizard.connectors.checks import load_access
from wizard.connectors.checks.declarations import NoCheck
from wizard.connectors.fields import Config, NoConfig, NoCredential
from wizard.connectors.json_schema import schema as json_schema
from wizard.connectors.server_schema.schema import GROUP
from wizard.connectors.server_schema.server_types import ServerTypes
from wizard.flow import Step, WizardFlow
from wizard.forms import Loc, Secret
from wizard.request_files.template import template


@contextmanager
def over(value: dict[str, Any]) -> Iterator[None]:
    """What a document says, over the catalog."""
    use_server(ServerTypes(read(value)))
    yield
    use_server(None)


def flow_of(type_name: str, config: Any, credentials: Any) -> WizardFlow:
    flow = WizardFlow()
    flow.choose(type_name)
    flow.fill({"name": "x", "config": config, "credential": {"credentials": credentials}})
    return flow


def web(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    """A document with the type web alone."""
    schemas = {"WebConfig": {"type": "object", "properties": properties, "required": [*required]}}
    return document(body(["web"], refs(*schemas)[0]), schemas)


WEB: dict[str, Any] = {
    "base_url": {"type": "string"},
    "web_connector_type": {"enum": ["recursive", "single", "sitemap"]},
    "mintlify_cleanup": {"type": "boolean"},
    "scroll_before_scraping": {"type": "boolean"},
    "url_rewrites": {"type": "array", "items": {"type": "object"}},
}


# --- Types that the catalog does not know ---------------------------------------------------


def test_a_type_of_the_server_s_is_listed_found_and_searched() -> None:
    with over(acme_document()):
        assert catalog.values()[-1] == "acme"
        about = catalog.about("acme")
        assert (about.label, about.category, about.evidence) == ("Acme", GROUP, "server")
        assert "29 Nov 2024" in about.evidence_words
        assert catalog.search("acme")[0].type == "acme"
        assert isinstance(load_access("acme").check, NoCheck)
    assert "acme" not in catalog.values()


def test_its_form_asks_for_what_the_schema_says_and_makes_the_request() -> None:
    with over(acme_document()):
        flow = flow_of("acme", {}, {})
        assert [error.error.loc for error in flow.errors()] == [("config", "site"), ("token",)]
        flow = flow_of("acme", {"site": "https://a.example", "pages": ["A"]}, {"token": "s3cret"})
        assert flow.errors() == ()
        request = flow.request()
    assert request.config == {"site": "https://a.example", "pages": ["A"]}
    assert request.credentials == {"token": Secret("s3cret")}
    assert request.masked()["credential"] == {"credentials": {"token": "********"}}
    assert b"s3cret" in request.encode()


def test_it_has_a_template_and_a_json_schema() -> None:
    with over(acme_document()):
        text = template(load("acme"))
        found = json_schema(load("acme"))
    assert 'type = "acme"' in text
    assert '{ env = "ACME_TOKEN" }' in text
    assert found["properties"]["type"] == {"const": "acme"}
    assert found["$defs"]["AcmeConfig"]["required"] == ["site"]


def test_a_draft_of_such_a_type_keeps_no_secret() -> None:
    with over(acme_document()):
        flow = flow_of("acme", {"site": "https://a.example"}, {"token": "s3cret"})
        snapshot = flow.snapshot()
        assert "s3cret" not in str(snapshot)
        again = WizardFlow.from_snapshot(snapshot)
        assert again.forms[Step.CONFIGURE].entered(("config", "site")) == "https://a.example"


def test_several_ways_to_sign_in_are_a_choice() -> None:
    schemas = ACME | {
        "AcmeLogin": {
            "type": "object",
            "properties": {"user": {"type": "string"}, "password": {"type": "string"}},
            "required": ["user", "password"],
        }
    }
    credentials = {"anyOf": refs("AcmeToken", "AcmeLogin")}
    with over(document(body(["acme"], refs("AcmeConfig")[0], credentials), schemas)):
        login = {"user": "me", "password": "s3cret"}
        flow = flow_of("acme", {"site": "https://a.example"}, login)
        assert flow.errors() == ()
        assert flow.request().credentials == {"user": "me", "password": Secret("s3cret")}


def test_a_type_without_fields_takes_keys_as_they_are() -> None:
    with over(document(body(["acme"]))):
        assert catalog.about("acme").raw_editor
        flow = flow_of("acme", {"any": 1}, {"key": "s3cret"})
        assert flow.errors() == ()
        assert flow.unknown() == ()
        request = flow.request()
    assert request.config == {"any": 1}
    assert request.masked()["credential"]["credentials"] == {"key": "********"}


def test_a_type_that_needs_nothing_says_so() -> None:
    empty = {"type": "object", "properties": {}}
    with over(document(body(["acme"], empty, {"anyOf": [empty, ACME["AcmeToken"]]}))):
        assert load("acme").config is NoConfig
        flow = flow_of("acme", {}, {"token": "s3cret"})
        assert flow.request().credentials == {"token": Secret("s3cret")}
    with over(document(body(["acme"], ACME["AcmeConfig"], empty))):
        assert load("acme").credential is NoCredential
        assert not catalog.about("acme").raw_editor


def test_keys_that_are_no_names_in_python_are_sent_as_they_are() -> None:
    config = {
        "type": "object",
        "properties": {
            "class": {"type": "string"},
            "x-mode": {"enum": ["a", {"b": 1}]},
            "model_config": {"type": "integer"},
            "copy": {"type": ["string", "null"]},
            "inner": {"type": "object", "properties": {"from": {"type": "string"}}},
        },
        "required": ["copy"],
    }
    with over(document(body(["acme"], config, ACME["AcmeToken"]))):
        values = {
            "class": "c", "x-mode": {"b": 1}, "model_config": 5, "copy": None,
            "inner": {"from": "here"},
        }  # fmt: skip
        flow = flow_of("acme", values, {"token": "s3cret"})
        assert flow.errors() == ()
        assert flow.request().config == values


# --- Secrets ----------------------------------------------------------------------------------


def secrets_of(step: Step, properties: dict[str, Any]) -> set[Loc]:
    """The places that are masked, of a type with these fields."""
    schema = {"type": "object", "properties": properties}
    is_config = step is Step.CONFIGURE
    parts = (schema, None) if is_config else (None, schema)
    with over(document(body(["acme"], *parts))):
        flow = WizardFlow()
        flow.choose("acme")
        return {place.loc for place in flow.forms[step].places() if place.control.secret}


STRING = {"type": "string"}


def test_in_a_credential_a_text_is_a_secret_unless_it_is_clear_that_it_is_none() -> None:
    found = secrets_of(
        Step.CREDENTIAL,
        {
            "token": STRING, "whatever": STRING, "privateKey": STRING, "jwt": {"type": ["string"]},
            "maybe": {"anyOf": [STRING, {"type": "null"}]},
            "username": STRING, "clientId": STRING, "site": {"type": "string", "format": "uri"},
            "mode": {"enum": ["a", "b"]}, "port": {"type": "integer"}, "on": {"type": "boolean"},
        },
    )  # fmt: skip
    assert found == {("token",), ("whatever",), ("privateKey",), ("jwt",), ("maybe",)}


def test_in_a_config_only_what_is_called_or_marked_so_is_a_secret() -> None:
    found = secrets_of(
        Step.CONFIGURE,
        {
            "api_key": STRING, "webhook_secret": STRING,
            "hidden": {"type": "string", "writeOnly": True},
            "code": {"type": "string", "format": "password"},
            "whatever": STRING, "project_key": STRING, "tokenizer": STRING,
        },
    )  # fmt: skip
    assert found == {("config", name) for name in ("api_key", "webhook_secret", "hidden", "code")}


def test_a_secret_that_is_a_number_or_an_object_is_masked_and_sent_as_it_is() -> None:
    config = {
        "type": "object",
        "properties": {
            "pin": {"type": "integer", "writeOnly": True},
            "pair": {
                "type": "object",
                "writeOnly": True,
                "properties": {"left": {"type": "string"}},
            },
        },
    }
    with over(document(body(["acme"], config, ACME["AcmeToken"]))):
        flow = flow_of("acme", {"pin": 4711, "pair": {"left": "s3cret"}}, {"token": "t"})
        assert flow.errors() == ()
        request: CreateSourceRequest = flow.request()
    masked = str(request.masked()) + repr(request)
    assert "4711" not in masked
    assert "s3cret" not in masked
    assert b'"pin": 4711' in request.encode()
    assert b'"left": "s3cret"' in request.encode()


# --- Types that the catalog knows -----------------------------------------------------------


def test_a_type_that_agrees_is_confirmed_and_stays_as_it_is() -> None:
    with over(web(WEB, "base_url")):
        assert catalog.about("web").evidence_words.startswith("Confirmed by your server's schema")
        connector = load("web")
        assert connector.config is load_cataloged("web").config
        assert connector.credential is NoCredential


def test_a_field_that_only_the_server_knows_stands_in_a_group_of_its_own() -> None:
    depth = {"type": "integer", "minimum": 1, "title": "Max Depth"}
    with over(web(WEB | {"max_depth": depth}, "base_url")):
        flow = flow_of("web", {"base_url": "https://a.example", "max_depth": 3}, {})
        shape = flow.forms[Step.CONFIGURE].form.control_at(("config",)).shape  # type: ignore[union-attr]
        groups = {group.title: [field.key for field in group.fields] for group in shape.groups}
        assert groups[GROUP] == ["max_depth"]
        assert shape.find("max_depth").label == "Max depth"
        assert shape.find("base_url").label == "URL"
        assert flow.request().config["max_depth"] == 3
        assert flow.unknown() == ()
        about = catalog.about("web")
    assert about.evidence_words == "Not confirmed: your server's schema of 29 Nov 2024 differs."
    assert "it also has “max_depth”" in about.notes[-1]


def test_a_field_that_only_the_server_needs_is_asked_for() -> None:
    with over(web(WEB | {"max_depth": {"type": "integer"}}, "base_url", "max_depth")):
        flow = flow_of("web", {"base_url": "https://a.example"}, {})
        assert [item.error.loc for item in flow.errors()] == [("config", "max_depth")]


def test_a_field_that_the_server_lacks_is_kept_and_warned_about() -> None:
    known = {key: node for key, node in WEB.items() if key != "scroll_before_scraping"}
    with over(web(known, "base_url")):
        loc = ("config", "scroll_before_scraping")
        flow = flow_of("web", {"base_url": "https://a.example"}, {})
        configure = flow.forms[Step.CONFIGURE]
        assert configure.warning_at(loc) is None
        configure.set(loc, True)
        assert "isn't in your server's schema of 29 Nov 2024" in (configure.warning_at(loc) or "")
        assert flow.errors() == ()
        assert flow.request().config["scroll_before_scraping"] is True


def test_a_union_of_the_catalog_s_keeps_its_members() -> None:
    connector = load_cataloged("google_drive")
    first = connector.full.credentials
    properties = dict.fromkeys((*first, "impersonate_as"), STRING)
    schemas = {"GoogleDriveKey": {"type": "object", "properties": properties}}
    with over(document(body(["google_drive"], None, refs(*schemas)[0]), schemas)):
        flow = WizardFlow()
        flow.choose("google_drive")
        before, after = (WizardFlow(), flow)
        methods = after.forms[Step.CREDENTIAL].form.root
        keys = [variant.key for variant in methods.variants]  # type: ignore[attr-defined]
        assert all(
            any(field.key == "impersonate_as" for field in variant.control.shape.fields)
            for variant in methods.variants  # type: ignore[attr-defined]
        )
    before.choose("google_drive")
    root = before.forms[Step.CREDENTIAL].form.root
    assert keys == [variant.key for variant in root.variants]  # type: ignore[attr-defined]


def test_a_type_that_the_server_lacks_stays_and_says_so() -> None:
    with over(acme_document()):
        assert "doesn't have this type" in catalog.about("slack").evidence_words
        assert load("slack").config is load_cataloged("slack").config


def test_labels_rules_and_order_of_the_catalog_stay() -> None:
    with over(web(WEB | {"extra": {"type": "string"}}, "base_url")):
        model = load("web").config
        assert issubclass(model, Config)
        flow = flow_of("web", {"base_url": "docs.example.com"}, {})
        [found] = flow.errors()
        assert found.error.fix == "https://docs.example.com"


@pytest.mark.parametrize(
    "type_name", ["slack", "google_drive", "jira", "s3", "airtable", "github", "sharepoint"]
)
def test_types_of_all_makes_take_a_field_more_and_one_less(type_name: str) -> None:
    """Whatever a type is made of, it is completed, and its own examples stay valid."""
    connector = load_cataloged(type_name)
    example = connector.full
    config, credentials = (
        {"type": "object", "properties": {"server_option": STRING, **{key: {} for key in keys}}}
        for keys in (list(example.config)[1:], list(example.credentials)[1:])
    )
    with over(document(body([type_name], config, credentials))):
        values = {**example.config, "server_option": "on"}
        flow = flow_of(type_name, values, {**example.credentials, "server_option": "s3cret"})
        assert flow.errors() == ()
        request = flow.request()
    assert request.config["server_option"] == "on"
    assert request.credentials["server_option"] == Secret("s3cret")
    assert set(example.config) <= set(request.config)
