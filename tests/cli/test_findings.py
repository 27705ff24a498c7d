"""What is found in a request file is told at its field, with what would be right."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import Command
from wizard.connectors import load


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
