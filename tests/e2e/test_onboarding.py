"""Two people take a folder of twelve sources from templates to a table of IDs."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import LONG, at_step, leave_at_once, sees, send
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault

pytestmark = pytest.mark.slow

TYPES = (
    "web", "slack", "github", "google_drive", "confluence", "jira", "notion", "s3", "zendesk",
    "salesforce",
)  # fmt: skip
SECRET = "planted-secret-{}"
KEY = {
    "type": "service_account",
    "client_email": "reader@project.iam.gserviceaccount.com",
    "token_uri": "https://oauth2.googleapis.com/token",
    "private_key": "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n",
}
KNOWN = {
    "confluence": {
        "wiki_base": "https://acme.atlassian.net/wiki",
        "confluence_username": "it@acme.example",
    },
    "github": {"repo_owner": "acme", "repositories": "{repo}"},
    "google_drive": {"google_primary_admin": "admin@acme.example"},
    "jira": {"jira_base_url": "https://acme.atlassian.net", "jira_user_email": "it@acme.example"},
    "s3": {"bucket_name": "acme", "aws_access_key_id": "AKIAIOSFODNN7EXAMPLE"},
    "salesforce": {"sf_username": "it@acme.example", "sf_security_token": "token"},
    "zendesk": {"zendesk_subdomain": "acme", "zendesk_email": "it@acme.example"},
}
DOCS = ("github", "notion", "slack", "web-blog", "web-docs")


@pytest.fixture
def server() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def at_home(home: Path, server: Sandbox) -> dict[str, str]:
    """The environment of a person who is signed in to the server."""
    xdg = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "STATE", "DATA")}
    session = server.session.get_secret_value()
    return {"HOME": str(home), "CLARM_API_URL": server.url, "CLARM_SESSION": session, **xdg}


def run(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


def prepare(folder: Path) -> None:
    """Write the files as an admin does: what is known, and who knows the rest."""
    assert run({}, "template", *TYPES, "--into", str(folder)).returncode == 0
    web = (folder / "web.toml").read_text()
    (folder / "web.toml").unlink()
    for name in ("blog", "docs"):
        text = web.replace('"Website"', f'"{name.capitalize()}"')
        if name == "docs":
            text = text.replace(
                "base_url = { ask = true }", 'base_url = "https://docs.acme.example"'
            )
        (folder / f"web-{name}.toml").write_text(text)
    for path in folder.glob("*.toml"):
        text = path.read_text()
        for key, value in KNOWN.get(path.stem, {}).items():
            text = text.replace(f"{key} = {{ ask = true }}", f'{key} = "{value}"')
        if path.stem == "github":
            text = text.replace('name = "GitHub"', 'name = "Code of {repo}"')
            text = f'each = [{{ repo = "docs" }}, {{ repo = "website" }}]\n{text}'
        if path.stem == "google_drive":
            text = text.replace("[config]\n", "[config]\ninclude_shared_drives = true\n")
        owner = "docs" if path.stem in DOCS else "it"
        path.write_text(f'{text}\n[note]\nowner = "{owner}"\nsay = "Ask Bea for it."\n')


def plan(env: dict[str, str], folder: Path) -> tuple[int, dict[str, dict[str, Any]]]:
    """The table, by source, and the exit status."""
    done = run(env, "plan", str(folder), "--json")
    return done.returncode, {row["source"]: row for row in json.loads(done.stdout)["sources"]}


@contextmanager
def docs(env: dict[str, str], folder: Path) -> Iterator[Terminal]:
    with Terminal("--from", str(folder), "--owner", "docs", env=env) as terminal:
        yield terminal


def complete(terminal: Terminal, number: int) -> None:
    """From the token to the question whether to send."""
    at_step(terminal, 3, "Ask Bea for it.")
    terminal.paste(SECRET.format(number))
    sees(terminal, "characters")
    terminal.press("ctrl+n")
    at_step(terminal, 5, "creates this connector")


def test_from_templates_to_a_table_of_ids(server: Sandbox, tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    prepare(folder)
    ann, bob = (at_home(tmp_path / name, server) for name in ("ann", "bob"))
    code, table = plan(ann, folder)
    assert (code, len(table)) == (2, 12)
    assert table["jira"]["words"] == "needs: API token"

    # Ann's first is refused, mended and created. Her terminal is killed at the second.
    with docs(ann, folder) as terminal:
        sees(terminal, "0 of 6 created for docs", "github (docs)", "needs: Access token")
        terminal.press("enter")
        complete(terminal, 1)
        loc = ["body", "credential", "credentials", "github_access_token"]
        detail = [{"loc": loc, "msg": "This token has expired.", "type": "value_error"}]
        server.state.faults.add(Fault(status=422, detail=detail))
        send(terminal)
        at_step(terminal, 3, "This token has expired.")
        terminal.press("ctrl+a", "ctrl+k")
        terminal.paste(SECRET.format(2))
        terminal.press("ctrl+n")
        at_step(terminal, 5, "creates this connector")
        send(terminal)
        at_step(terminal, 6, "Next: github (website) (5 left for docs)")
        terminal.press("enter")
        complete(terminal, 3)
        terminal.process.kill()
        terminal.wait_exit(LONG)

    # The same command goes on. The answer to the third is lost.
    with docs(ann, folder) as terminal:
        sees(terminal, "1 of 6 created for docs")
        terminal.press("enter")
        complete(terminal, 3)
        send(terminal)
        at_step(terminal, 6, "Next: notion (4 left for docs)")
        terminal.press("enter")
        complete(terminal, 4)
        server.state.faults.add(Fault(created=True, cut="before"))
        send(terminal)
        sees(terminal, "We don't know")
        terminal.press("l")
        at_step(terminal, 5)
        assert leave_at_once(terminal) == 3

    # Bob has the other half, meanwhile, line by line. He sees what Ann did.
    key = tmp_path / "key.json"
    key.write_text(json.dumps(KEY))
    with Terminal("--plain", "--from", str(folder), "--owner", "it", env=bob) as terminal:
        terminal.expect("0 of 6 created for it")
        for number in range(6):
            terminal.expect("Which one? A number, next, list or quit (next): ")
            terminal.type("\n")
            terminal.expect(", required, secret")
            secret = f"@{key}" if number == 1 else SECRET.format(10 + number)
            terminal.type(f"{secret}\n")
            terminal.expect("Send it?")
            terminal.type("yes\n")
            terminal.expect("Created. Connector ID")
        terminal.expect("6 of 6 created for it")
        terminal.expect("list or quit (quit): ")
        terminal.type("\n")
        assert terminal.wait_exit(LONG) == 0
    assert len(re.findall(rb"connector_id", terminal.stdout)) == 6
    code, table = plan(bob, folder)
    assert code == 3
    assert table["notion"]["state"] == "look_up"

    # Ann looks in Clarm, notes what she found, and does the rest.
    number = list(server.state.requests).index(
        next(body for body in server.state.requests if body["type"] == "notion")
    )
    with docs(ann, folder) as terminal:
        sees(terminal, "2 of 6 created for docs")
        terminal.type("notion")
        terminal.wait_gone("github (docs)")
        terminal.press("enter")
        sees(terminal, "We don't know")
        terminal.press("e")
        sees(terminal, "Which IDs does it have?")
        terminal.type(str(number))  # the first request created nothing
        terminal.press("tab")
        terminal.type(str(1000 + number))
        terminal.press("ctrl+n")
        sees(terminal, "3 of 6 created for docs")
        terminal.press("ctrl+n")
        complete(terminal, 5)
        send(terminal)
        at_step(terminal, 6, "Next: web-blog (2 left for docs)")
        terminal.press("enter")
        at_step(terminal, 2, "Ask Bea for it.")
        terminal.paste("https://blog.acme.example")
        terminal.press("ctrl+n")
        at_step(terminal, 5, "creates this connector")
        send(terminal)
        at_step(terminal, 6, "Next: web-docs (1 left for docs)")
        terminal.press("enter")
        at_step(terminal, 5, "creates this connector")
        send(terminal)
        at_step(terminal, 6, "Back to the list (6 of 6 created for docs)")
        terminal.press("enter")
        sees(terminal, "6 of 6 created for docs", "web-docs")
        terminal.press("ctrl+q")
        assert terminal.wait_exit(LONG) == 0

    # The table is whole and true for both of them, and nothing was created twice.
    ids = {(body["type"], body["name"]): None for body in server.state.requests}
    assert len(ids) == 12
    assert server.state.count == 13  # one was refused
    assert server.state.create("web", "probe") == 13
    tables = [plan(env, folder) for env in (ann, bob)]
    assert tables[0] == tables[1]
    code, table = tables[0]
    assert code == 0
    pairs = {(row["connector_id"], row["credential_id"]) for row in table.values()}
    assert pairs == {(n, 1000 + n) for n in range(1, 13)}
    assert {row["state"] for row in table.values()} == {"created"}
    record = (folder / "clarm.ids.json").read_text()
    assert "planted-secret" not in record
