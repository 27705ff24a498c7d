"""A type that only the server knows, from the server's document to both IDs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import at_step, begin, sees, send, to_review
from wizard.cli import main
from wizard.sandbox import Sandbox
from wizard.storage.paths import Paths
from wizard.utils.exit_codes import ExitCode

TOKEN = "planted-wiki-token"
SITE = "https://wiki.example.com"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A server that differs from the catalog, whose own schema was read."""
    with Sandbox(drift=True) as sandbox:
        monkeypatch.setenv("CLARM_API_URL", sandbox.url)
        monkeypatch.setenv("CLARM_SESSION", sandbox.session.get_secret_value())
        assert main.run(["server-schema"]) == ExitCode.FAILED  # something differs
        yield sandbox


def run(*arguments: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        input=answers,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_arrived(server: Sandbox, name: str) -> None:
    """The request is what was entered, and nothing of the secret is left behind."""
    assert server.state.count == 1
    [body] = server.state.requests
    assert body == {
        "name": name,
        "type": "acme_wiki",
        "config": {"site_url": SITE},
        "credential": {"credentials": {"user_email": "me@example.com", "api_token": TOKEN}},
        "refresh_freq": 1800,
        "prune_freq": 2592000,
    }
    paths = Paths.find()
    for folder in {paths.config, paths.state}:
        for path in folder.rglob("*"):
            assert not path.is_file() or TOKEN.encode() not in path.read_bytes()


def test_by_keyboard_from_the_document_to_the_ids_on_stdout(server: Sandbox) -> None:
    assert run("server-schema", "--forget").returncode == 0
    done = run("server-schema", f"{server.url}/openapi.json")
    assert done.returncode == 1
    assert "acme_wiki: it has this type" in done.stdout
    with Terminal("--json") as terminal:
        terminal.wait_for("Choose a type")
        terminal.type("acme")
        terminal.wait_for("Acme Wiki", "Fields from your server's schema")
        terminal.press("enter")
        begin(terminal)
        terminal.press("tab")
        terminal.type(SITE)
        terminal.wait_for(SITE)
        terminal.press("ctrl+n")
        at_step(terminal, 3, "User email")
        terminal.type("me@example.com")
        terminal.press("tab")
        terminal.paste(TOKEN)
        assert TOKEN not in terminal.wait_for(f"{len(TOKEN)} characters")
        to_review(terminal)
        send(terminal)
        sees(terminal, "Clarm accepted", "Connector ID")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert TOKEN.encode() not in terminal.output
        result = json.loads(terminal.stdout)
    assert result["type"] == "acme_wiki"
    assert isinstance(result["connector_id"], int)
    assert isinstance(result["credential_id"], int)
    assert_arrived(server, "Acme Wiki: wiki.example.com")


def test_line_by_line(server: Sandbox) -> None:
    answers = ["acme_wiki", "Wiki", SITE, "", "", "", "me@example.com", TOKEN, "yes", ""]
    done = run("--plain", "--json", answers="\n".join(answers))
    assert "From your server" not in done.stdout
    assert "Fields from your server's schema" in done.stderr
    assert json.loads(done.stdout)["type"] == "acme_wiki"
    assert TOKEN not in done.stdout + done.stderr
    assert_arrived(server, "Wiki")


def test_from_a_file(server: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {
        "name": "Wiki",
        "type": "acme_wiki",
        "config": {"site_url": SITE},
        "credential": {"credentials": {"user_email": "me@example.com", "api_token": {"env": "T"}}},
        "refresh_freq": "30m",
        "prune_freq": "30d",
    }
    path = tmp_path / "wiki.json"
    path.write_text(json.dumps(values))
    monkeypatch.setenv("T", TOKEN)
    done = run("create", str(path), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["connector_id"]
    assert_arrived(server, "Wiki")


def test_a_damaged_file_is_told_on_the_screen_and_not_used(server: Sandbox) -> None:
    [path] = Paths.find().config.rglob("*.json")
    path.write_text("{")
    with Terminal() as terminal:
        shown = terminal.wait_for("Choose a type", "Can't read your server's saved")
    assert "From your server" not in shown
    assert path.read_text() == "{"


def test_a_form_says_what_differs_and_asks_for_what_only_the_server_knows(server: Sandbox) -> None:
    with Terminal("--type", "slack") as terminal:
        at_step(terminal, 2, "Your server differs", "include_threads")
        terminal.wait_for("From your server", "Include threads")
    with Terminal("--type", "jira") as terminal:
        at_step(terminal, 2, "Confirmed by your server's schema")
