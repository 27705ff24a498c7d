"""``plan``: the table of a folder, for people, programs and tickets."""

from __future__ import annotations

import json
import shlex
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import TOKEN, Command, write
from wizard.cli import output
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault


@pytest.fixture
def folder() -> Path:
    path = Path("sources")
    path.mkdir()
    return path


def incomplete(file: str, **changes: Any) -> str:
    return write(file, **{"credential": {}, **changes})


def test_the_table_the_summary_and_what_comes_next(
    command: Command, sandbox: Sandbox, folder: Path
) -> None:
    made, lost, jira = (str(folder / f"{name}.json") for name in ("made", "lost", "needs"))
    write(made)
    assert command("create", made).code == 0
    sandbox.state.faults.add(Fault(cut="before"))
    assert command("create", write(lost)).code == 3
    incomplete(jira, note={"owner": "it"})
    done = command("plan", "sources")
    assert done.code == 3
    heading, *rows, summary, following = done.out.splitlines()
    assert heading.split() == ["SOURCE", "TYPE", "OWNER", "STATE", "IDS"]
    assert [row.split()[0] for row in rows] == ["lost", "made", "needs"]
    assert "check in Clarm: sent, no answer" in rows[0]
    assert rows[2].split(maxsplit=3) == ["needs", "slack", "it", "needs: Bot user OAuth token"]
    assert summary == "3 sources: 1 created, 1 needs input, 1 to check in Clarm."
    assert following == "Next: clarm-wizard --from sources --owner it"
    assert "lost: Look for “lost” in Clarm, then run one of these:\n  clarm-wizard " in done.err
    assert sandbox.state.count == 2
    assert TOKEN not in done.out + done.err


def test_what_a_person_found_is_recorded_by_a_line_to_paste(
    command: Command,
    sandbox: Sandbox,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sandbox.state.faults.add(Fault(cut="before"))
    write(str(folder / "lost.json"))
    assert command("create", "sources").code == 3
    for colleague, place in ((False, []), (True, ["--in", "sources"])):
        if colleague:
            monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
        done = command("plan", "sources")
        lines = done.out.splitlines()
        assert lines[-3] == "Next: Look for “lost” in Clarm, then run one of these:"
        assert not done.err
        commands = [shlex.split(line) for line in lines[-2:]]
        [source] = command("plan", "sources", "--json").json["sources"]
        short = source["history_id"][:8]
        for words, found in zip(commands, ("--exists", "--missing"), strict=True):
            assert words == ["clarm-wizard", "history", "settle", short, *place, found]
        following = shlex.split(command("plan", "sources", "--json").json["next"])
        asked = command(*following[1:])
        assert (asked.code, "what you found" in asked.err) == (2, True)
    assert command(*commands[1][1:]).code == 0
    assert command("plan", "sources").code == 2


def test_what_comes_next_reaches_the_same_server(
    command: Command, sandbox: Sandbox, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging = sandbox.url
    monkeypatch.setenv("CLARM_API_URL", "https://nowhere.invalid")
    file = incomplete(str(folder / "a.json"))
    done = command("plan", "sources", "--api-url", staging)
    assert f"Next: clarm-wizard --from sources --api-url {staging}\n" in done.out
    assert "--api-url" not in command("plan", "sources").out
    write(file)
    *_, following = command("plan", "sources", "--api-url", f"{staging}/v1/").out.splitlines()
    words = shlex.split(following)
    assert words[:2] == ["Next:", "clarm-wizard"]
    assert command(*words[2:]).code == 0
    assert sandbox.state.count == 1
    monkeypatch.delenv("CLARM_SESSION")
    write(str(folder / "b.json"))
    assert f"run `clarm-wizard login --api-url {staging}`" in command(*words[2:]).err


def test_everything_is_created(command: Command, sandbox: Sandbox, folder: Path) -> None:
    file = write(str(folder / "a.json"))
    incomplete(str(folder / "b.json"), note={"optional": True})
    assert command("plan", "sources").code == 2
    assert command("create", file).code == 0
    done = command("plan", "sources", "--json")
    assert done.code == 0
    assert done.json["counts"]["created"] == 1
    assert done.json["sources"][0]["connector_id"] is not None


def test_it_opens_no_connection_and_needs_no_session(command: Command, folder: Path) -> None:
    write(str(folder / "a.json"))
    assert command("plan", "sources", "--api-url", "https://nowhere.invalid").code == 2


def test_markdown_shows_all_as_it_is(command: Command, folder: Path) -> None:
    incomplete(str(folder / "a|b.json"), note={"owner": "<b>it</b> [x](y) `z` @all"})
    done = command("plan", "sources", "--markdown")
    [row] = [line for line in done.out.splitlines() if "slack" in line]
    assert row.startswith(r"| a\|b | slack | \<b\>it\</b\> \[x\](y) \`z\` \@all |")
    assert "Next:" not in done.out


def test_it_fits_80_columns(command: Command, folder: Path) -> None:
    for number in range(3):
        incomplete(str(folder / f"{'文' * 30}{number}.json"), note={"owner": "é́" * 40})
    done = command("plan", "sources")
    table = done.out.splitlines()[:4]
    assert all("…" in row for row in table[1:])
    for row in table:
        wide = sum(unicodedata.east_asian_width(char) in "WF" for char in row)
        marks = sum(unicodedata.category(char) == "Mn" for char in row)
        assert len(row) + wide - marks <= 80


def test_the_column_that_is_kept_is_never_cut() -> None:
    rows = [("a" * 70, "b" * 30, "1234567 / 7654321")]
    table = output.fitted(rows, keep=2)
    assert table.endswith("1234567 / 7654321")
    assert len(table) == 80


def test_text_of_files_is_no_command_of_the_terminal(command: Command, folder: Path) -> None:
    incomplete(str(folder / "a.json"), name="\x1b[31mred\u202e", note={"owner": "\x1b]0;t\x07it"})
    for options in ([], ["--json"], ["--markdown"]):
        done = command("plan", "sources", *options)
        assert "\x1b" not in done.out + done.err
        assert "\u202e" not in done.out + done.err


def test_an_owner_that_nobody_is(command: Command, folder: Path) -> None:
    write(str(folder / "a.json"), note={"owner": "sales"})
    done = command("plan", "sources", "--owner", "sale")
    assert done.code == 2
    assert "Did you mean `sales`? Owners: sales." in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sources"], "This folder has no request files."),
        (["sources", "--json", "--markdown"], "use --json or --markdown, not both."),
    ],
)
def test_wrong_usage(command: Command, folder: Path, arguments: list[str], words: str) -> None:
    done = command("plan", *arguments)
    assert done.code == 2
    assert words in done.err


def test_a_broken_record_is_told_with_its_line(command: Command, folder: Path) -> None:
    write(str(folder / "a.json"))
    (folder / "clarm.ids.json").write_text(json.dumps({"version": 9}))
    done = command("plan", "sources")
    assert done.code == 2
    assert "line 1: A newer version of clarm-wizard wrote this record." in done.err
