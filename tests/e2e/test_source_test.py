"""Known to work before it is created: wrong credential, told, mended, tested, created."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.checks.credentials import marked
from tests.support.terminal import Terminal
from tests.support.terminal_steps import LONG, at_step, leave_at_once, request_file, sees, send
from wizard import connectors

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


class Source(NamedTuple):
    """A type, the part of its credential that is wrong at first, and what a person reads.

    host: which is asked. wrong: what is said of the wrong one. owner: whose a good one is.
    """

    type: str
    key: str
    host: str
    wrong: str
    owner: str


SOURCES = [
    Source(
        "github", "github_access_token", "api.github.com", "GitHub doesn't recognize", "octocat"
    ),
    Source("slack", "slack_bot_token", "slack.com", "Slack doesn't recognize", "Acme, clarm"),
    Source(
        "jira",
        "jira_api_token",
        "your-domain.atlassian.net",
        "The email and the token don't match",
        "Mia Krystof",
    ),
    Source(
        "google_drive",
        "google_service_account_key",
        "www.googleapis.com",
        "Google doesn't accept this key",
        "Ada Lovelace",
    ),
    Source("s3", "aws_access_key_id", "amazonaws.com", "AWS doesn't recognize", "arn:aws:iam"),
]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.type)
def test_wrong_told_mended_tested_created(source: Source, tmp_path: Path) -> None:
    example = connectors.load(source.type).examples[0]
    bad = marked(source.type, example.credentials, "bad")[source.key]
    good = marked(source.type, example.credentials, "")
    rest = {key: value for key, value in good.items() if key != source.key}
    file = request_file(
        tmp_path / "request.json",
        type=source.type,
        config=example.config,
        credential={"credentials": rest},
    )
    file.chmod(0o600)
    with Terminal("--sandbox", "--from", str(file), "--json") as terminal:
        at_step(terminal, 3, "Test this at its source (f6)")
        terminal.paste(bad)
        terminal.wait_still()
        terminal.press("f6")
        sees(terminal, "Test now?", source.host)
        terminal.press("enter")
        at_step(terminal, 3, f"× {source.wrong}", "× The test failed.")
        terminal.press("ctrl+u")
        sees(terminal, "– Tested before the")
        terminal.paste(good[source.key])
        terminal.wait_still()
        terminal.press("f6")
        sees(terminal, f"✓ {source.owner}")
        terminal.press("ctrl+n")
        at_step(terminal, 5, f"✓ {source.owner}")
        send(terminal)
        at_step(terminal, 6, "Clarm accepted")
        leave_at_once(terminal)
    result = json.loads(terminal.stdout)
    assert result["type"] == source.type
    assert {"connector_id", "credential_id"} <= set(result)
    if source.key != "aws_access_key_id":  # that is no secret
        for secret in (bad, good[source.key]):
            assert secret.encode() not in terminal.output


def test_a_list_is_filtered_marked_and_taken_by_keyboard_alone() -> None:
    with Terminal("--sandbox", "--type", "github", columns=60, rows=20) as terminal:
        at_step(terminal, 2, "Choose from your account (f7)")
        terminal.press("tab", "f7")
        sees(terminal, "This needs the access token first.")
        terminal.press("enter")
        at_step(terminal, 3, "to go back to Repository names")
        terminal.paste("ghp_good_made_up")
        sees(terminal, "16 characters")
        terminal.press("f7")
        sees(terminal, "Show the list now?")
        terminal.press("enter")
        sees(terminal, "octocat/wiki", "3 in your account")
        terminal.press("space", "down")
        terminal.type("wiki")
        terminal.wait_gone("octocat/docs", LONG)
        terminal.press("space", "enter")
        at_step(terminal, 2, "docs", "wiki", "octocat")
        leave_at_once(terminal)
    assert b"ghp_good_made_up" not in terminal.output
