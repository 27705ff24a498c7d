"""What is found in a request file is told at its field, with what would be right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Command
from wizard.connectors import load
from wizard.sandbox import Sandbox


def told(command: Command, type: str, config: dict[str, Any], credentials: dict[str, Any]) -> Any:
    """What ``create --dry-run --json`` says of a file that is right but for these values."""
    example = load(type).minimal
    body = {
        "name": "docs",
        "type": type,
        "config": {**example.config, **config},
        "credential": {"credentials": {**example.credentials, **credentials}},
    }
    done = command("create", "-", "--dry-run", "--json", stdin=json.dumps(body))
    assert done.code == 2, done
    return done.json["error"]["fields"]


@pytest.mark.parametrize(
    ("type", "config", "loc"),
    [
        ("sharepoint", {"sites": ["https://contoso.sharepoint.com"]}, ["config", "sites"]),
        ("slack", {"channels": ["General"]}, ["config", "channels"]),
        ("mediawiki", {"pages": []}, ["config", "categories"]),
        ("github", {"include_prs": False}, ["config", "include_prs"]),
        ("google_drive", {"include_shared_drives": False}, ["config", "include_shared_drives"]),
    ],
)
def test_a_rule_over_fields_is_told_at_a_field(
    command: Command, type: str, config: dict[str, Any], loc: list[str]
) -> None:
    [field] = told(command, type, config, {})
    assert field["loc"][:2] == loc


def test_what_would_be_right_is_told_too(command: Command) -> None:
    [field] = told(command, "github", {"repo_owner": "acme/docs"}, {})
    assert field["loc"] == ["config", "repo_owner"]
    assert field["message"].endswith(" Did you mean `acme`?")


KEY = "ghp_0123456789abcdefghijABCDEFGHIJ"
SECRETS = [
    (f'"{KEY}"', "Remove the quotes"),
    (f"Bearer {KEY}", "full header"),
    (f"{KEY[:12]}…", "Character 13 of 13"),
    (f"{KEY[:12]} {KEY[12:]}", "Character 13 of 35 is a space"),
]


@pytest.mark.parametrize("way", ["inline", "env", "file"])
@pytest.mark.parametrize(("text", "words"), SECRETS)
def test_what_is_pasted_with_a_token_is_told_in_every_way_in(
    command: Command, monkeypatch: pytest.MonkeyPatch, way: str, text: str, words: str
) -> None:
    [field] = told(command, "github", {}, {"github_access_token": given(way, text, monkeypatch)})
    assert field["loc"] == ["credential", "credentials", "github_access_token"]
    assert words in field["message"]
    assert KEY[4:12] not in field["message"]


@pytest.mark.parametrize("way", ["inline", "env", "file"])
def test_a_key_file_is_told_by_its_cause_in_every_way_in(
    command: Command, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    example = load("google_drive").minimal.credentials["google_service_account_key"]
    text = example.replace("FAKE", r"-----BEGIN PRIVATE KEY-----\\nMIIE")
    value = given(way, text, monkeypatch)
    [field] = told(command, "google_drive", {}, {"google_service_account_key": value})
    assert field["loc"] == ["credential", "credentials", "google_service_account_key"]
    assert "escaped twice" in field["message"]
    assert "MIIE" not in field["message"]


@pytest.mark.slow
@pytest.mark.parametrize("way", ["inline", "env", "file"])
def test_a_mark_in_front_goes_in_every_way_in(
    command: Command, monkeypatch: pytest.MonkeyPatch, sandbox: Sandbox, way: str
) -> None:
    for type, key in (("github", "github_access_token"), ("confluence", "confluence_username")):
        example = load(type).minimal
        values = {**example.credentials}
        values[key] = given(way, f"\ufeff{values[key]}", monkeypatch)
        body = {"name": f"docs {way}", "type": type, "config": dict(example.config)}
        body |= {"credential": {"credentials": values}}
        done = command("create", "-", "--json", stdin=json.dumps(body))
        assert done.code == 0, done
        assert sandbox.state.requests[-1]["credential"]["credentials"] == example.credentials


def test_what_the_screen_says_of_a_key_file_is_told_of_a_file(command: Command) -> None:
    example = load("google_drive").minimal
    body = {"name": "docs", "type": "google_drive", "config": dict(example.config)}
    body |= {"credential": {"credentials": dict(example.credentials)}}
    done = command("create", "-", "--dry-run", stdin=json.dumps(body))
    assert done.code == 0
    assert "google_service_account_key: Its private_key isn't a PEM key." in done.err


def given(way: str, text: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A secret as a request file has it."""
    if way == "env":
        monkeypatch.setenv("GIVEN", text)
        return {"env": "GIVEN"}
    if way == "file":
        Path("given").write_text(text, encoding="utf-8")
        return {"file": "given"}
    return text


@pytest.mark.parametrize(
    ("type", "values", "loc", "words"),
    [
        ("freshdesk", {"freshdesk_domain": "https://acme.freshdesk.com"}, [], "`acme`"),
        ("gitlab", {"project_name": "gitlab-org/docs.git"}, [], "`docs`"),
        ("github", {"repositories": "https://github.com/octocat/api"}, ["repositories"], "`api`"),
        ("github", {"repo_owner": "github.acme.example/acme"}, [], "isn't on github.com"),
        (
            "confluence",
            {"wiki_base": "acme.atlassian.net/wiki/spaces/ENG/overview"},
            [],
            "`https://acme.atlassian.net/wiki`",
        ),
        ("confluence", {"is_cloud": False}, [], "Turn this on"),
        ("google_drive", {"google_primary_admin": "admin@acme"}, [], "contain a dot"),
        ("asana", {"asana_project_ids": "1;2"}, ["asana_project_ids"], "`1, 2`"),
        ("discord", {"channel_names": ["123456789012345678"]}, ["channel_names"], "not its ID"),
    ],
)
def test_what_is_entered_in_place_of_what_is_meant_is_told_at_its_field(
    command: Command, type: str, values: dict[str, Any], loc: list[str], words: str
) -> None:
    example = load(type).minimal
    inner = {key: value for key, value in values.items() if key in example.credentials}
    config = {key: value for key, value in values.items() if key not in inner}
    [field] = told(command, type, config, inner)
    place = ["credential", "credentials"] if inner else ["config"]
    assert field["loc"][: len(place) + 1] == [*place, *(loc or values)]
    assert words in field["message"]
