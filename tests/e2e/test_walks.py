"""From the start to both IDs, in a real terminal, with the installed command, over a socket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.terminal import Terminal
from tests.support.terminal_steps import SESSION_REJECTED, at_step, to_name
from tests.support.terminal_steps import send as press_send
from wizard.sandbox import Sandbox

KEY_FILE = json.dumps(
    {
        "type": "service_account",
        "project_id": "example",
        "private_key_id": "0123456789abcdef",
        "private_key": "-----BEGIN PRIVATE KEY-----\n"
        + "\n".join(["QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w"] * 24)
        + "\n-----END PRIVATE KEY-----\n",
        "client_email": "bot@example.iam.gserviceaccount.com",
        "client_id": "1",
        "token_uri": "https://oauth2.googleapis.com/token",
    },
    indent=2,
)


@pytest.fixture
def server() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def start(server: Sandbox, *arguments: str, **size: Any) -> Terminal:
    env = {"CLARM_SESSION": server.session.get_secret_value()}
    return Terminal("--api-url", server.url, *arguments, env=env, **size)


def choose(terminal: Terminal, query: str, heading: str) -> None:
    """Filter the list of types, and take the first."""
    terminal.wait_for("Choose a type")
    terminal.type(query)
    terminal.wait_for(f" {query}")
    terminal.press("enter")
    at_step(terminal, 2, heading, "Connector name")
    to_name(terminal)


def send(terminal: Terminal, server: Sandbox) -> dict[str, Any]:
    """From the review to the result; the body that arrived."""
    before = server.state.count
    at_step(terminal, 5, "creates this connector")
    assert server.state.count == before
    press_send(terminal)
    at_step(terminal, 6, "Clarm accepted")
    assert server.state.count == before + 1
    body: dict[str, Any] = server.state.requests[-1]
    return body


def leave(terminal: Terminal) -> dict[str, Any]:
    """Leave from the result; what stands on stdout."""
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0
    found: dict[str, Any] = json.loads(terminal.stdout)
    return found


def test_web_by_keyboard_alone_and_the_ids_on_stdout(server: Sandbox) -> None:
    with start(server, "--json") as terminal:
        choose(terminal, "website", "Connector name")
        terminal.press("tab")
        terminal.type("https://docs.example.com")
        terminal.press("ctrl+n")
        # There is no credential to ask for, and the schedule is usual.
        body = send(terminal, server)
        number = server.state.count
        result = leave(terminal)
    assert body == {
        "name": "Website: docs.example.com",
        "type": "web",
        "config": {
            "base_url": "https://docs.example.com",
            "web_connector_type": "recursive",
            "mintlify_cleanup": body["config"]["mintlify_cleanup"],
            "scroll_before_scraping": False,
        },
        "credential": {"credentials": {}},
        "refresh_freq": 86400,
        "prune_freq": 2592000,
    }
    assert result["name"] == body["name"]
    assert result["type"] == "web"
    assert {"connector_id", "credential_id", "status", "message"} <= set(result)
    assert number


def test_slack_asks_for_the_session_when_it_is_needed_and_keeps_the_form(server: Sandbox) -> None:
    with Terminal("--api-url", server.url, "--type", "slack", "--json") as terminal:
        at_step(terminal, 2, "not signed in", "Connector name")
        terminal.press("ctrl+n")
        terminal.wait_for("Bot user OAuth token")
        terminal.paste("  xoxb-made-up \n")
        terminal.wait_for("12 characters")
        terminal.press("ctrl+n")
        at_step(terminal, 5, "•••• (12 characters)")
        terminal.press("f4")
        terminal.wait_for('"slack_bot_token": "********"')
        press_send(terminal)
        terminal.wait_for("fastapiusersauth")
        terminal.paste("fastapiusersauth=wrong")
        terminal.press("enter")
        terminal.wait_for(SESSION_REJECTED)
        terminal.wait_until(lambda text: "fastapiusersauth" in text, "the question again")
        terminal.paste(f'"{server.session.get_secret_value()}"\n')
        terminal.press("enter")
        at_step(terminal, 6)
        result = leave(terminal)
    assert server.state.requests[-1]["credential"] == {
        "credentials": {"slack_bot_token": "xoxb-made-up"}
    }
    assert server.session.get_secret_value().encode() not in terminal.output
    assert b"xoxb-made-up" not in terminal.output
    assert result["type"] == "slack"


def test_github_with_a_choice_of_what_to_index(server: Sandbox) -> None:
    with start(server, "--json") as terminal:
        choose(terminal, "github", "All of the owner's repositories")
        terminal.press("tab", "right")
        terminal.wait_gone("one per line")
        terminal.press("left")
        terminal.wait_for("one per line")
        terminal.press("tab")
        terminal.type("octocat")
        terminal.press("tab")
        terminal.paste("docs\nwebsite\n")
        terminal.press("tab", "tab", "space")
        terminal.wait_for("▣ Issues")
        terminal.press("ctrl+n")
        at_step(terminal, 3, "Access token")
        terminal.press("escape")
        terminal.wait_for("octocat", "website")
        terminal.press("ctrl+n")
        at_step(terminal, 3)
        terminal.paste("ghp_madeup")
        terminal.press("enter")
        body = send(terminal, server)
        leave(terminal)
    assert body["name"] == "GitHub: octocat"
    assert body["config"] == {
        "repo_owner": "octocat",
        "repositories": "docs,website",
        "include_prs": True,
        "include_issues": True,
    }
    assert body["credential"] == {"credentials": {"github_access_token": "ghp_madeup"}}


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_google_drive_with_a_pasted_key_of_many_lines(
    server: Sandbox, size: tuple[int, int]
) -> None:
    columns, rows = size
    with start(server, "--json", columns=columns, rows=rows) as terminal:
        choose(terminal, "google_drive", "Entire drives")
        terminal.press("ctrl+n")
        terminal.wait_for("× Select at least one kind of drive.")
        terminal.press("space")
        terminal.wait_for("▣ Shared drives")
        terminal.press("ctrl+n")
        terminal.wait_for("Service account key")
        terminal.paste(KEY_FILE)
        terminal.wait_for("bot@example.iam.gserviceaccount.com")
        terminal.press("tab")
        terminal.type("admin@example.com")
        terminal.press("enter")
        body = send(terminal, server)
        leave(terminal)
    assert body["credential"]["credentials"] == {
        "google_service_account_key": KEY_FILE,
        "google_primary_admin": "admin@example.com",
        "authentication_method": "uploaded",
    }
    assert body["config"]["include_shared_drives"] is True
    assert b"QUJDREVGR0hJ" not in terminal.output


def test_s3_with_another_way_to_sign_in(server: Sandbox) -> None:
    with start(server, "--json") as terminal:
        choose(terminal, "s3", "Bucket")
        terminal.press("tab")
        terminal.type("my-bucket")
        terminal.press("ctrl+n")
        at_step(terminal, 3, "Secret access key")
        terminal.press("shift+tab", "right")
        terminal.wait_for("ARN")
        terminal.press("tab")
        terminal.type("arn:aws:iam::123456789012:role/clarm")
        terminal.press("ctrl+n")
        body = send(terminal, server)
        leave(terminal)
    assert body["config"] == {"bucket_type": "s3", "bucket_name": "my-bucket"}
    assert body["credential"] == {
        "credentials": {
            "authentication_method": "iam_role",
            "aws_role_arn": "arn:aws:iam::123456789012:role/clarm",
        }
    }


@pytest.mark.parametrize("type", ["outlook", "OUTLOOK"])
def test_outlook_and_its_twin_are_two_types(server: Sandbox, type: str) -> None:
    guid = "01234567-89ab-cdef-0123-456789abcdef"
    with start(server, "--json") as terminal:
        choose(terminal, type, "Connector name")
        terminal.press("ctrl+n")
        at_step(terminal, 3)
        terminal.type("no-guid")
        terminal.press("tab")
        terminal.wait_for("× Enter the full ID")
        terminal.press("shift+tab")
        for _ in "no-guid":
            terminal.press("backspace")
        terminal.paste(guid)
        terminal.wait_gone("×")
        terminal.press("tab")
        terminal.paste("made-up-secret")
        terminal.press("tab")
        terminal.paste(guid)
        terminal.press("ctrl+n")
        body = send(terminal, server)
        result = leave(terminal)
    assert body["type"] == type
    assert result["type"] == type
    assert body["credential"] == {
        "credentials": {
            "outlook_client_id": guid,
            "outlook_client_secret": "made-up-secret",
            "outlook_directory_id": guid,
        }
    }


def test_the_sandbox_under_the_wizard_needs_nothing(server: Sandbox) -> None:
    del server
    with Terminal("--sandbox", "--type", "wikipedia", stdout_is_terminal=True) as terminal:
        at_step(terminal, 2, "nothing leaves this machine", "Connector name")
        terminal.press("ctrl+n")
        terminal.wait_for("× Enter at least one category or page.", "▸ Categories, Pages")
        terminal.type("Terminal emulators")
        terminal.wait_gone("×")
        terminal.press("ctrl+q")
        terminal.wait_for("Quit the wizard?")
        terminal.press("q")
        assert terminal.wait_exit() == 130
    assert b"\x1b[?1049l" in terminal.output


def test_the_palette_undoes_and_finds_fields() -> None:
    with Terminal("--sandbox", "--type", "github") as terminal:
        at_step(terminal, 2, "such as octocat")
        terminal.type("octocat")
        terminal.wait_for("GitHub: octocat")
        terminal.press("f2")
        terminal.wait_for("Search for commands")
        terminal.type("undo")
        terminal.wait_for("Undo the last change")
        terminal.press("enter")
        terminal.wait_gone("GitHub: octocat")
        terminal.press("ctrl+p")
        terminal.wait_for("Search for commands")
        terminal.type("state")
        terminal.wait_for("Go to State")
        terminal.press("enter")
        terminal.wait_for("▾ Advanced", "Which pull requests and issues to index.")
