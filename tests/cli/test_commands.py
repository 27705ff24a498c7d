"""The smaller commands."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.support.keyring import FakeKeyring
from wizard.connectors.registry import all_types
from wizard.sandbox import Sandbox
from wizard.storage.drafts import DraftStore
from wizard.storage.history import History
from wizard.storage.paths import Paths


@pytest.mark.parametrize(
    "name",
    ["types", "schema", "create", "login", "status", "history", "drafts", "serve", "sandbox"],
)
def test_the_readme_knows_the_options_of_a_command(command: Command, name: str) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```text\n(clarm-wizard \[--type.*?)```", readme, re.DOTALL)
    said = next(
        part for part in block.split("\nclarm-wizard ") if name in part.split("  ")[0].split()
    )
    usage = command(name, "--help").out.partition("\n\n")[0]
    options = set(re.findall(r"--[a-z-]+", usage))
    assert options <= set(re.findall(r"--[a-z-]+", said))


def test_types_are_51_in_the_order_of_the_api(command: Command) -> None:
    listed = command("types", "--json").json
    assert [item["type"] for item in listed] == [about.type for about in all_types()]
    assert len(listed) == 51
    for item in listed:
        assert {"type", "label", "category", "summary", "evidence"} <= set(item)
        assert item["evidence"] in {"documented", "inferred", "internal"}


def test_types_as_a_table_fit_a_small_screen(command: Command) -> None:
    lines = command("types").out.splitlines()
    assert len(lines) == 52
    assert max(map(len, lines)) <= 80


def test_a_template_is_printed(command: Command) -> None:
    done = command("template", "slack")
    assert 'type = "slack"' in done.out
    assert done.out.endswith("\n")
    assert not done.out.endswith("\n\n")


@pytest.mark.parametrize("arguments", [[], ["slack", "--all"]], ids=["neither", "both"])
def test_schema_takes_a_type_or_all(command: Command, arguments: list[str]) -> None:
    done = command("schema", *arguments)
    assert done.code == 2
    assert "--all" in done.err


def test_paths_are_named_and_not_made(command: Command, tmp_path: Path) -> None:
    done = command("paths")
    assert str(Paths.find().history) in done.out
    assert str(Paths.find(sandbox=True).drafts) in done.out
    assert not (tmp_path / "home").exists()


class TestHistory:
    def test_nothing_yet(self, command: Command) -> None:
        assert command("history").err == "Nothing was sent from here yet.\n"
        assert command("history", "--json").json == []

    def test_newest_first_with_ids(self, command: Command, sandbox: Sandbox) -> None:
        for name in ("first", "second"):
            credential = {"credentials": {"slack_bot_token": "x"}}
            text = json.dumps({"name": name, "type": "slack", "credential": credential})
            command("create", "-", stdin=text)
        listed = command("history", "--json").json
        assert [entry["name"] for entry in listed] == ["second", "first"]
        assert [entry["connector_id"] for entry in listed] == [2, 1]
        assert command("history").out.splitlines()[1].split()[2:5] == ["created", "slack", "second"]

    def test_an_open_end_is_pointed_out(self, command: Command) -> None:
        History(Paths.find().history).intent(host="h", type="web", name="Site", digest="0")
        done = command("history")
        assert "“Site”" in done.err
        assert "unknown" in done.out


class TestDrafts:
    def test_none_yet(self, command: Command) -> None:
        assert command("drafts").err == "There are no drafts.\n"
        assert command("drafts", "--json").json == []

    def test_what_can_be_resumed(self, command: Command) -> None:
        store = DraftStore(Paths.find().drafts)
        draft_id = store.new_id()
        store.save(draft_id, {"type": "web", "name": "Site", "step": "configure", "host": "h"})
        store.release(draft_id)
        (listed,) = command("drafts", "--json").json
        assert (listed["id"], listed["type"], listed["name"]) == (draft_id, "web", "Site")
        done = command("drafts")
        assert draft_id in done.out
        assert "--resume" in done.err


class TestSession:
    @pytest.fixture
    def keyring(self, monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
        fake = FakeKeyring()
        monkeypatch.setattr("wizard.auth.keyring._backend", lambda: fake)
        return fake

    def test_login_keeps_what_is_piped_in(self, command: Command, keyring: FakeKeyring) -> None:
        done = command("login", stdin=' fastapiusersauth="planted"\n')
        assert done.code == 0
        assert "planted" not in done.out + done.err
        assert "planted" in str(vars(keyring))
        assert command("status").out.splitlines()[1].startswith("session")
        assert command("status").code == 0

    def test_login_is_for_one_server(self, command: Command, keyring: FakeKeyring) -> None:
        command("login", "--api-url", "https://one.example.com", stdin="planted")
        assert command("status", "--api-url", "https://two.example.com").code == 4
        assert command("status", "--api-url", "https://one.example.com").code == 0

    def test_logout_forgets(self, command: Command, keyring: FakeKeyring) -> None:
        command("login", stdin="planted")
        assert command("logout").code == 0
        assert command("status").code == 4
        assert command("logout").code == 0

    @pytest.mark.parametrize("pasted", ["planted; b=c", "plänted", "", "planted\x00"])
    def test_login_refuses_what_is_no_session(
        self, command: Command, keyring: FakeKeyring, pasted: str
    ) -> None:
        done = command("login", stdin=pasted)
        assert done.code == 2
        assert "nted" not in done.err

    def test_login_without_a_keyring_says_what_else_there_is(self, command: Command) -> None:
        done = command("login", stdin="planted")
        assert done.code == 1
        assert "CLARM_SESSION" in done.err
        assert "planted" not in done.err

    def test_status_names_the_source_and_never_the_value(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CLARM_SESSION", "planted")
        done = command("status")
        assert done.code == 0
        assert "CLARM_SESSION" in done.out
        assert "planted" not in done.out + done.err

    def test_status_warns_of_a_session_file_that_others_can_read(
        self, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        path = tmp_path / "session"
        path.write_text("planted\n")
        os.chmod(path, 0o644)
        monkeypatch.setenv("CLARM_SESSION_FILE", str(path))
        assert "chmod 600" in command("status").err

    def test_status_says_that_a_key_is_untested(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CLARM_API_KEY", "clm_planted")
        done = command("status")
        assert "untested" in done.out
        assert "planted" not in done.out + done.err


def test_an_unexpected_failure_is_one_sentence_and_a_report(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise KeyError("planted-secret")

    monkeypatch.setattr("wizard.storage.history.History.read", fail)
    done = command("history")
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    (report,) = Paths.find().crash.glob("crash-*.txt")
    assert str(report) in done.err
    assert "planted-secret" not in done.err + report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600


def test_an_interruption_is_no_failure(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("wizard.cli.commands.types.TYPES.run", interrupt)
    done = command("types")
    assert (done.code, done.out, done.err) == (130, "", "\n")
