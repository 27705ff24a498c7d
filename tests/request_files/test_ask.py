"""``{ ask = true }``: a value that is not known yet."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from wizard.forms import Form
from wizard.forms.control_characters import control_characters
from wizard.request_files import RequestSource, ValidatedRequest, check, read
from wizard.request_files.problems import dotted
from wizard.request_files.resolver import ReferenceResolver

ASK = {"ask": True}


def checked(values: dict[str, Any]) -> ValidatedRequest:
    return check(RequestSource("a.toml", Path(), values))


def missing(values: dict[str, Any]) -> dict[str, str]:
    """The places and labels of what is missing, in a file that has no other fault."""
    found = checked(values)
    assert found.request is None
    assert found.incomplete, found.problems
    return {dotted(problem.loc): problem.label for problem in found.problems}


def github(**changes: Any) -> dict[str, Any]:
    return {
        "name": "GitHub",
        "type": "github",
        "config": {"repo_owner": "acme"},
        "credential": {"credentials": {"github_access_token": "ghp-planted"}},
        **changes,
    }


@pytest.mark.parametrize(
    ("change", "place", "label"),
    [
        ({"name": ASK}, "name", "Connector name"),
        ({"refresh_freq": ASK}, "refresh_freq", "Look for changes"),
        ({"prune_freq": ASK}, "prune_freq", "Remove deleted content"),
        ({"config": {"repo_owner": ASK}}, "config.repo_owner", "Owner"),
        ({"config": {"repo_owner": "a", "branch": ASK}}, "config.branch", "Branch"),
        (
            {"config": {"repo_owner": "a", "include_prs": ASK}},
            "config.include_prs",
            "Pull requests",
        ),
        ({"config": {"repo_owner": "a", "odd": ASK}}, "config.odd", ""),
        (
            {"credential": {"credentials": {"github_access_token": ASK}}},
            "credential.credentials.github_access_token",
            "Access token",
        ),
    ],
)
def test_any_value_may_be_left_to_ask(change: dict[str, Any], place: str, label: str) -> None:
    assert missing(github(**change)) == {place: label}


def test_the_words_name_the_field() -> None:
    (problem,) = checked(github(config={"repo_owner": ASK})).problems
    assert str(problem) == "config.repo_owner: Missing: Owner."


@pytest.mark.parametrize(
    "credential", [ASK, {"credentials": ASK}, {"credentials": {"github_access_token": ASK}}]
)
def test_of_an_object_the_fields_inside_are_told(credential: Any) -> None:
    assert list(missing(github(credential=credential))) == [
        "credential.credentials.github_access_token"
    ]


def test_an_object_in_which_nothing_is_needed_is_told_itself() -> None:
    assert missing(
        {"name": "A", "type": "slack", "config": ASK, "credential": {"credentials": ASK}}
    ) == {"config": "", "credential.credentials.slack_bot_token": "Bot user OAuth token"}


def test_the_type_may_be_left_to_ask() -> None:
    assert list(missing({"type": ASK})) == ["type"]
    assert check(RequestSource("a", Path(), {"type": ASK}), "web").type == "web"


@pytest.mark.parametrize(
    ("type", "key"),
    [("sharepoint", "sp_private_key"), ("salesforce", "sf_access_token")],
)
@pytest.mark.parametrize("value", [ASK, {"env": "NOT_SET_HERE"}, {"file": "not-here"}])
def test_what_is_not_known_yet_does_not_turn_into_another_way(
    type: str, key: str, value: Any
) -> None:
    """Or a file for one way to sign in would ask for what another one needs."""
    values = {"name": "A", "type": type, "credential": {"credentials": {key: value}}}
    found = missing(values)
    assert f"credential.credentials.{key}" in found
    for other in ("sp_client_secret", "sf_password"):
        assert f"credential.credentials.{other}" not in found


def test_a_choice_of_shapes_stays_with_the_one_it_is_in() -> None:
    config = {"repo_owner": "acme", "repositories": ASK}
    assert missing(github(config=config)) == {"config.repositories": "Repository names"}


def test_what_is_known_of_a_list_is_kept() -> None:
    found = checked(github(config={"repo_owner": "acme", "repositories": ["docs", ASK]}))
    assert [dotted(problem.loc) for problem in found.problems] == ["config.repositories[1]"]
    assert found.flow is not None
    assert "docs" in json.dumps(found.flow.snapshot())


@pytest.mark.parametrize("value", [{"ask": False}, {"ask": "me"}, {"ASK": True}, {"aks": True}])
@pytest.mark.parametrize("place", ["config", "credential"])
def test_one_that_is_none_is_told_how_it_is_written(value: Any, place: str) -> None:
    change = {
        "config": {"config": {"repo_owner": value}},
        "credential": {"credential": {"credentials": {"github_access_token": value}}},
    }[place]
    (problem,) = checked(github(**change)).problems
    assert "ask" in problem.message
    assert not problem.missing


def test_a_key_that_no_field_knows_may_hold_an_object_that_asks_something() -> None:
    found = checked(github(config={"repo_owner": "acme", "odd": {"ask": "me"}}))
    assert found.request is not None
    assert found.request.config["odd"] == {"ask": "me"}


def test_toml_and_json_are_alike(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('type = "gitbook"\nname = { ask = true }\n')
    (tmp_path / "a.json").write_text('{"type": "gitbook", "name": {"ask": true}}')
    toml, as_json = (check(read(str(tmp_path / f"a.{kind}"))) for kind in ("toml", "json"))
    assert toml.problems == as_json.problems


class Service(BaseModel):
    image: str
    port: int = 80


class Compose(BaseModel):
    services: dict[str, Service]
    labels: dict[str, str] = {}


def test_mappings_resolve_references_and_values_not_known_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IMAGE", "nginx")
    resolver = ReferenceResolver(Path(), references=True)
    root = replace(Form.from_model(Compose), check=control_characters).root
    values = {
        "services": {"web": {"image": {"env": "IMAGE"}}, "db": {"image": ASK}},
        "labels": {"a": {"env": "IMAGE"}},
    }
    settled = resolver.settle(root, values, ())
    assert settled == {
        "services": {"web": {"image": "nginx"}, "db": {"image": ""}},
        "labels": {"a": "nginx"},
    }
    assert resolver.asks == [("services", "db", "image")]
