"""A template explains every field, and passes once it is filled in."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from wizard.connectors import load
from wizard.connectors.catalog import all_types
from wizard.request_files import RequestSource, check, template
from wizard.request_files.toml import toml_value
from wizard.request_files.validator import CREDENTIALS
from wizard.request_files.writer import env_name

ASK = {"ask": True}
TYPES = [about.type for about in all_types()]


def filled(text: str, example: Mapping[str, Any]) -> str:
    """The template with each line of a key in ``example`` set to its value, once."""
    for key, value in example.items():
        line = re.compile(rf"^(# )?{re.escape(key)} = .*$", re.MULTILINE)
        given = f"{key} = {toml_value(value)}"
        text, times = line.subn(given.replace("\\", r"\\"), text, count=1)
        assert times == 1 or key not in text, f"{key} is not in the template"
        if times == 0:
            text += f"{given}\n"
    return text


@pytest.mark.parametrize("type_name", TYPES)
def test_a_filled_in_template_is_the_request_of_the_example(type_name: str) -> None:
    connector = load(type_name)
    example = connector.minimal
    head, tail = template(connector).split("[credential.credentials]")
    text = filled(head, example.config) + "[credential.credentials]"
    text += filled(tail, example.credentials)
    found = check(RequestSource("a.toml", Path(), tomllib.loads(text)))
    assert found.request is not None, (found.problems, text)
    sent = json.loads(found.request.encode())
    assert example.config.items() <= sent["config"].items()
    assert sent["credential"]["credentials"] == example.credentials
    about = connector.about
    assert (sent["refresh_freq"], sent["prune_freq"]) == (about.refresh, about.prune)


@pytest.mark.parametrize("type_name", TYPES)
def test_as_it_comes_it_is_toml_and_lacks_only_values(type_name: str) -> None:
    text = template(load(type_name))
    found = check(RequestSource("a.toml", Path(), tomllib.loads(text)))
    assert not [p for p in found.problems if p.loc[:1] not in {("config",), ("credential",)}]
    assert not found.warnings
    assert max(map(len, text.splitlines())) <= 200


@pytest.mark.parametrize("type_name", TYPES)
def test_one_to_complete_later_lacks_exactly_what_is_left_to_ask(type_name: str) -> None:
    values = tomllib.loads(template(load(type_name), ask=True))
    found = check(RequestSource("a.toml", Path(), values))
    assert found.request is not None or found.incomplete, found.problems
    assert not found.warnings
    by_hand = {("config", key) for key, value in values["config"].items() if value == ASK}
    credentials = values["credential"]["credentials"]
    by_hand |= {(*CREDENTIALS, key) for key, value in credentials.items() if value == ASK}
    told = {item.loc for item in found.problems if item.message.startswith("Missing")}
    assert told == by_hand
    assert {type(item) for item in credentials.values()} <= {dict, str}


@pytest.mark.parametrize("type_name", TYPES)
def test_it_holds_no_secret_but_references(type_name: str) -> None:
    text = template(load(type_name))
    for line in text.split("[credential.credentials]")[1].splitlines():
        if match := re.match(r"(?:# )?\w*(?:token|password|secret|api_key) = (.*)", line):
            assert match[1].startswith("{ ")


def test_a_variable_is_named_after_the_type_and_the_field() -> None:
    assert env_name("slack", "slack_bot_token") == "SLACK_BOT_TOKEN"
    assert env_name("OUTLOOK", "client.secret") == "OUTLOOK_CLIENT_SECRET"
