"""The smaller commands."""

from __future__ import annotations

import json
import os
import re
import tomllib
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.cli.command import Command
from tests.support.keyring import FakeKeyring
from wizard.connectors.catalog import all_types
from wizard.sandbox import Sandbox
from wizard.storage.drafts import DraftStore
from wizard.storage.history import History
from wizard.storage.paths import Paths
from wizard.utils.timestamps import now


@pytest.mark.parametrize(
    "name",
    [
        "types",
        "schema",
        "create",
        "login",
        "status",
        "history",
        "again",
        "drafts",
        "serve",
        "sandbox",
    ],
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
    assert "ID ..." in usage or "ID..." not in said


@pytest.mark.parametrize(
    "arguments", [("--owner", "it"), ("--owner", "it", "--from", "none"), ("serve", "none")]
)
def test_an_owner_and_a_list_need_a_folder(command: Command, arguments: tuple[str, ...]) -> None:
    done = command("--plain", *arguments) if arguments[0] != "serve" else command(*arguments)
    assert done.code == 2
    assert "folder" in done.err


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
        assert command("history").err == "You haven't sent anything from this machine yet.\n"
        assert command("history", "--json").json == []

    def test_newest_first_with_ids(self, command: Command, sandbox: Sandbox) -> None:
        for name in ("first", "second"):
            credential = {"credentials": {"slack_bot_token": "x"}}
            text = json.dumps({"name": name, "type": "slack", "credential": credential})
            command("create", "-", stdin=text)
        listed = command("history", "--json").json
        assert [entry["name"] for entry in listed] == ["second", "first"]
        assert [entry["connector_id"] for entry in listed] == [2, 1]
        assert command("history").out.splitlines()[1].split()[3:6] == ["created", "slack", "second"]

    def test_an_open_end_is_pointed_out(self, command: Command) -> None:
        History(Paths.find().history).intent(host="h", type="web", name="Site", digest="0")
        done = command("history")
        assert "“Site”" in done.err
        assert "unknown" in done.out


class TestDrafts:
    def test_none_yet(self, command: Command) -> None:
        assert command("drafts").err == "You have no drafts.\n"
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
        assert "unconfirmed" in done.out
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


class TestTemplates:
    def test_one_file_is_written_for_each_type_and_named(self, command: Command) -> None:
        done = command("template", "web", "slack", "web", "--into", "sources")
        assert done.code == 0
        assert done.out.splitlines() == [
            "sources/web.toml",
            "sources/slack.toml",
            "sources/web-2.toml",
        ]
        names = [tomllib.loads(Path(path).read_text())["name"] for path in done.out.splitlines()]
        assert len(set(names)) == 3

    def test_types_that_differ_by_case_have_files_on_any_disk(self, command: Command) -> None:
        done = command("template", "outlook", "OUTLOOK", "--into", "sources")
        assert done.out.splitlines() == ["sources/outlook.toml", "sources/OUTLOOK-2.toml"]
        types = [tomllib.loads(Path(path).read_text())["type"] for path in done.out.splitlines()]
        assert types == ["outlook", "OUTLOOK"]

    def test_what_is_there_already_stays(self, command: Command) -> None:
        Path("sources").mkdir()
        Path("sources/web.toml").write_text("mine")
        done = command("template", "web", "slack", "--into", "sources")
        assert done.code == 1
        assert "sources/web.toml: It exists" in done.err
        assert done.out == "sources/slack.toml\n"
        assert Path("sources/web.toml").read_text() == "mine"

    def test_several_without_a_folder_are_a_mistake(self, command: Command) -> None:
        done = command("template", "web", "slack")
        assert done.code == 2
        assert "--into" in done.err

    def test_a_file_is_no_folder(self, command: Command) -> None:
        Path("sources").touch()
        done = command("template", "web", "--into", "sources")
        assert done.code == 1
        assert done.err.startswith("clarm-wizard: sources: ")


def at(moment: datetime) -> datetime:
    """The time, standing still."""
    return moment


class TestDraftsAreDeleted:
    @pytest.fixture
    def ids(self) -> list[str]:
        """Two drafts, the first saved 40 days ago."""
        moments = [now() - timedelta(days=40), now()]
        found = []
        for moment in moments:
            store = DraftStore(Paths.find().drafts, clock=partial(at, moment))
            found.append(store.new_id())
            store.save(found[-1], {"type": "web", "name": "Docs", "step": "configure"})
            store.release(found[-1])
        return found

    def left(self) -> list[str]:
        return [draft.id for draft in DraftStore(Paths.find().drafts).list().drafts]

    def test_by_their_ids(self, command: Command, ids: list[str]) -> None:
        done = command("drafts", "--delete", ids[1])
        assert (done.code, done.out) == (0, f"Deleted {ids[1]}.\n")
        assert self.left() == ids[:1]

    def test_by_their_age(self, command: Command, ids: list[str]) -> None:
        assert [
            draft["id"] for draft in command("drafts", "--older-than", "30d", "--json").json
        ] == (ids[:1])
        assert self.left() == ids[::-1]
        assert command("drafts", "--delete", "--older-than", "30d").code == 0
        assert self.left() == ids[1:]
        assert "Nothing to delete" in command("drafts", "--delete", "--older-than", "30d").err

    @pytest.mark.parametrize(
        "arguments", [["--delete"], ["--delete", "ID", "--older-than=1d"], ["--older-than=soon"]]
    )
    def test_never_by_mistake(self, command: Command, ids: list[str], arguments: list[str]) -> None:
        arguments = [ids[0] if word == "ID" else word for word in arguments]
        assert command("drafts", *arguments).code == 2
        assert self.left() == ids[::-1]

    def test_none_where_one_is_not_there(self, command: Command, ids: list[str]) -> None:
        done = command("drafts", "--delete", ids[0], "00000000")
        assert done.code == 2
        assert "00000000" in done.err
        assert self.left() == ids[::-1]

    def test_not_while_another_wizard_has_it(self, command: Command, ids: list[str]) -> None:
        other = DraftStore(Paths.find().drafts)
        other.resume(ids[0])
        assert command("drafts", "--delete", ids[0]).code == 1
        assert command("drafts", "--delete", "--older-than", "30d").code == 0
        assert self.left() == ids[::-1]


class TestHistoryIsFiltered:
    @pytest.fixture(autouse=True)
    def sent(self) -> list[str]:
        moments = [now() - timedelta(days=40), now() - timedelta(days=2), now()]
        kinds = [("web", "Docs"), ("web", "Blog"), ("slack", "Docs chat")]
        return [
            History(Paths.find().history, clock=partial(at, moment)).intent(
                host="h", type=type, name=name, digest=name
            )
            for moment, (type, name) in zip(moments, kinds, strict=True)
        ]

    @pytest.mark.parametrize(
        ("arguments", "names"),
        [
            ([], ["Docs chat", "Blog", "Docs"]),
            (["--type", "web"], ["Blog", "Docs"]),
            (["--name", "docs"], ["Docs chat", "Docs"]),
            (["--since", "3d"], ["Docs chat", "Blog"]),
            (["--since", (now() - timedelta(days=10)).date().isoformat()], ["Docs chat", "Blog"]),
            (["--name=docs", "--type=web"], ["Docs"]),
            (["--id", "nothing"], []),
        ],
    )
    def test_by(self, command: Command, arguments: list[str], names: list[str]) -> None:
        found = command("history", "--json", *arguments).json
        assert [entry["name"] for entry in found] == names

    def test_by_the_start_of_an_id(self, command: Command, sent: list[str]) -> None:
        (found,) = command("history", "--json", "--id", sent[1][:8]).json
        assert found["id"] == sent[1]

    @pytest.mark.parametrize("arguments", [["--since", "soon"], ["--type", "slak"]])
    def test_what_is_no_filter_is_told(self, command: Command, arguments: list[str]) -> None:
        done = command("history", *arguments)
        assert done.code == 2
        assert arguments[1] in done.err

    def test_none_like_that_is_not_none_at_all(self, command: Command) -> None:
        assert "No history entries match" in command("history", "--name", "nothing").err
