"""What is entered in place of what is meant: told of a request file at its place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.command import Command, Done
from wizard.connectors import load

GUID = "01234567-89ab-cdef-0123-456789abcdef"


def dry_run(command: Command, type: str, **values: Any) -> Done:
    """``create --dry-run --json`` of a file that is right but for these values."""
    example = load(type).minimal
    config, credentials = dict(example.config), dict(example.credentials)
    for key, value in values.items():
        (credentials if key in credentials else config)[key] = value
    body = {
        "name": "docs",
        "type": type,
        "config": config,
        "credential": {"credentials": credentials},
    }
    return command("create", "-", "--dry-run", "--json", stdin=json.dumps(body))


@pytest.mark.parametrize(
    ("type", "values", "loc", "words"),
    [
        (
            "zendesk",
            {"zendesk_subdomain": "https://acme.zendesk.com/agent"},
            ["credential", "credentials", "zendesk_subdomain"],
            "Did you mean `acme`?",
        ),
        (
            "sharepoint",
            {"sites": ["contoso.sharepoint.com/sites/a/SitePages/Home.aspx"]},
            ["config", "sites"],
            "Did you mean `https://contoso.sharepoint.com/sites/a`?",
        ),
        ("slack", {"channels": ["general, random"]}, ["config", "channels"], "general, random"),
        (
            "slack",
            {"channels": ["eng-.*"]},
            ["config", "channel_regex_enabled"],
            "Turn this on",
        ),
        (
            "teams",
            {"authority_host": "https://login.microsoftonline.us"},
            ["config", "graph_api_host"],
            "https://dod-graph.microsoft.us",
        ),
        (
            "sharepoint",
            {"include_site_documents": False, "include_site_pages": False},
            ["config", "include_site_documents"],
            "Nothing to index",
        ),
    ],
)
def test_it_is_told_at_its_place(
    command: Command, type: str, values: dict[str, Any], loc: list[str], words: str
) -> None:
    done = dry_run(command, type, **values)
    assert done.code == 2
    [field] = done.json["error"]["fields"]
    assert field["loc"][: len(loc)] == loc
    assert words in field["message"]


def test_what_follows_from_a_cloud_is_sent_and_told(command: Command) -> None:
    done = dry_run(command, "sharepoint", graph_api_host="https://graph.microsoft.us")
    assert done.code == 0
    assert done.json["request"]["config"] == {
        "graph_api_host": "https://graph.microsoft.us",
        "authority_host": "https://login.microsoftonline.us",
        "sharepoint_domain_suffix": "sharepoint.us",
    }
    assert "config.graph_api_host: Also sends its login host" in done.err


def test_a_doubt_about_a_secret_from_the_environment_is_told(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEAMS_SECRET", GUID)
    done = dry_run(command, "teams", teams_client_secret={"env": "TEAMS_SECRET"})
    assert done.code == 0
    assert "credential.credentials.teams_client_secret: This looks like the secret's ID" in done.err
    assert GUID not in done.err + done.out
