"""Every example of every type goes through its models and comes out as it went in."""

from __future__ import annotations

import json
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, ValidationError

from tests.support.connectors import (
    CONNECTORS,
    EXAMPLES,
    all_members,
    members,
    parts,
    pick,
    revealed,
)
from wizard.connectors import Connector, Example, load
from wizard.connectors.serialize import to_wire
from wizard.forms import Secret, When
from wizard.forms.annotations import take_apart

each_connector = pytest.mark.parametrize("connector", CONNECTORS, ids=lambda c: c.about.type)
each_example = pytest.mark.parametrize(
    ("connector", "example"),
    EXAMPLES,
    ids=[f"{c.about.type}-{number}" for number, (c, _) in enumerate(EXAMPLES)],
)

Case = tuple[type[BaseModel], dict[str, Any]]
MEMBERS = all_members()
each_member = pytest.mark.parametrize("case", MEMBERS.values(), ids=list(MEMBERS))


@each_example
def test_the_wire_equals_the_example(connector: Connector, example: Example) -> None:
    for spec, data in parts(connector, example):
        sent = revealed(to_wire(pick(spec, data)))
        # As text, so that true is not taken for 1, nor 5 for 5.0.
        assert json.dumps(sent, sort_keys=True) == json.dumps(dict(data), sort_keys=True)


@each_connector
def test_minimal_and_full_are_of_the_first_members(connector: Connector) -> None:
    for example in (connector.minimal, connector.full):
        for spec, data in parts(connector, example):
            assert type(pick(spec, data)) is members(spec)[0]


@each_connector
def test_every_member_has_an_example(connector: Connector) -> None:
    shown = {
        type(pick(spec, data)) for e in connector.examples for spec, data in parts(connector, e)
    }
    assert shown == {*members(connector.config), *members(connector.credential)}


@each_connector
def test_full_sets_every_field_that_is_asked(connector: Connector) -> None:
    method = members(connector.credential)[0].__name__
    # What cannot be changed along with the rest stands in a further example.
    further = {name for example in connector.more for name in example.config}
    for spec, data in parts(connector, connector.full):
        member = members(spec)[0]
        for name, info in member.model_fields.items():
            when = take_apart(info.annotation, tuple(info.metadata)).ui.visible_when
            if when is None or when.holds({**data, "credential_method": method}.get(when.field)):
                assert name in data or name in further, name


@each_connector
def test_what_is_asked_has_words_and_known_conditions(connector: Connector) -> None:
    for spec in (connector.config, connector.credential):
        words = take_apart(spec).ui
        names = [member.__name__ for member in members(spec)]
        if len(names) > 1:
            assert words.label
            assert list(words.labels) == list(words.helps) == names
        for member in members(spec):
            for name, info in member.model_fields.items():
                annotation = take_apart(info.annotation, tuple(info.metadata))
                if get_origin(annotation.type) is Literal and len(get_args(annotation.type)) == 1:
                    continue
                ui = annotation.ui
                assert ui.label, name
                assert (ui.help or "").endswith("."), name
                if isinstance(ui.visible_when, When):
                    field = ui.visible_when.field
                    assert field in member.model_fields or field == "credential_method"


@each_connector
def test_a_method_that_follows_the_config_names_what_exists(connector: Connector) -> None:
    if connector.method_follows is None:
        return
    field, methods = connector.method_follows
    assert all(field in member.model_fields for member in members(connector.config))
    assert set(methods.values()) == {m.__name__ for m in members(connector.credential)}


def test_the_documented_web_request_is_reproduced() -> None:
    config = {
        "base_url": "https://docs.example.com",
        "web_connector_type": "recursive",
        "mintlify_cleanup": False,
        "scroll_before_scraping": True,
    }
    web = load("web")
    assert to_wire(pick(web.config, config)) == config
    assert to_wire(pick(web.credential, {})) == {}
    assert web.minimal == Example(config=config, credentials={})


def test_web_always_sends_all_that_is_documented() -> None:
    sent = to_wire(pick(load("web").config, {"base_url": "https://docs.example.com"}))
    assert sent == {
        "base_url": "https://docs.example.com",
        "web_connector_type": "recursive",
        "mintlify_cleanup": True,
        "scroll_before_scraping": False,
    }


def test_the_documented_slack_credential_is_reproduced() -> None:
    slack = load("slack")
    sent = to_wire(pick(slack.credential, {"slack_bot_token": "xoxb-FAKE"}))
    assert list(sent) == ["slack_bot_token"]
    assert revealed(sent) == {"slack_bot_token": "xoxb-FAKE"}
    assert sent == {"slack_bot_token": Secret("xoxb-FAKE")}
    assert to_wire(pick(slack.config, {})) == {}


@each_member
def test_each_required_field_is_missed_by_name(case: Case) -> None:
    member, data = case
    for field, info in member.model_fields.items():
        if info.is_required():
            less = {key: value for key, value in data.items() if key != field}
            errors = _errors(member, less)
            assert ("missing", (field,)) in errors
            if info.annotation is str:
                assert ("missing", (field,)) in _errors(member, {**data, field: "  "})


def _errors(member: type[BaseModel], data: dict[str, Any]) -> list[tuple[str, tuple[Any, ...]]]:
    with pytest.raises(ValidationError) as caught:
        member.model_validate(data)
    return [(error["type"], error["loc"]) for error in caught.value.errors()]


@each_member
def test_unknown_keys_are_kept(case: Case) -> None:
    member, data = case
    extra = {"not_a_field": {"deep": ["text", 1, True]}, "other": None}
    sent = revealed(to_wire(member.model_validate({**data, **extra})))
    assert sent == {**data, **extra}
