"""``history settle``: a person says what they found in Clarm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import Command, Done, write
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault
from wizard.storage.history import History
from wizard.storage.history_events import HistoryEvent
from wizard.storage.paths import Paths
from wizard.storage.record import SourceRecord
from wizard.utils.timestamps import now

pytestmark = pytest.mark.slow


@pytest.fixture
def lost(command: Command, sandbox: Sandbox) -> str:
    """The ID of a submission without an answer, from a file in a folder with a record."""
    Path("sources").mkdir()
    SourceRecord(Path("sources")).path.touch()
    sandbox.state.faults.add(Fault(cut="before"))
    assert command("create", write("sources/chat.json")).code == 3
    [entry] = History(Paths.find().history).unresolved()
    return entry.id


@pytest.fixture
def colleague(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """Run a command on another machine, which shares the folder alone."""

    def run(*arguments: str) -> Done:
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
            return command(*arguments)

    return run


def test_what_exists_is_created(command: Command, sandbox: Sandbox, lost: str) -> None:
    short = command("history").out.splitlines()[1].split()[0]
    assert lost.startswith(short)
    done = command(
        "history", "settle", short, "--exists", "--connector", "10", "--credential", "1010"
    )
    assert done.code == 0
    assert done.out == "Marked: “chat” exists, connector ID 10, credential ID 1010.\n"
    [source] = SourceRecord(Path("sources")).read().values()
    assert (source.connector_id, source.credential_id) == (10, 1010)
    again = command("create", "--json", "sources/chat.json")
    assert (again.code, again.json["connector_id"]) == (0, 10)
    assert sandbox.state.count == 1


def test_a_credential_that_all_share_has_the_id_0(command: Command, lost: str) -> None:
    found = ("--exists", "--connector", "10", "--credential", "0")
    assert command("history", "settle", lost, *found).code == 0
    assert command("create", "--json", "sources/chat.json").json["credential_id"] == 0


def test_what_exists_without_ids(command: Command, sandbox: Sandbox, lost: str) -> None:
    assert command("history", "settle", lost, "--exists").code == 0
    assert command("create", "sources/chat.json").code == 0
    assert sandbox.state.count == 1


def test_what_is_missing_can_be_sent(command: Command, sandbox: Sandbox, lost: str) -> None:
    done = command("history", "settle", lost, "--missing")
    assert done.out == "Marked: “chat” doesn't exist; you can send it again.\n"
    assert SourceRecord(Path("sources")).read() == {}
    assert command("create", "sources/chat.json").code == 0
    assert sandbox.state.count == 2


def test_a_mistake_can_be_put_right(command: Command, lost: str) -> None:
    command("history", "settle", lost, "--missing")
    command("history", "settle", lost, "--exists", "--connector", "1", "--credential", "2")
    [entry] = command("history", "--json").json
    assert (entry["exists"], entry["connector_id"]) == (True, 1)


def test_a_colleague_settles_it_by_the_record(
    command: Command,
    sandbox: Sandbox,
    lost: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    done = command("history", "settle", lost[:8], "--exists")
    assert done.code == 2
    assert "add --in and the folder" in done.err
    done = command("history", "settle", lost[:8], "--missing", "--in", "sources")
    assert done.code == 0
    assert SourceRecord(Path("sources")).read() == {}
    assert command("history").err == "You haven't sent anything from this machine yet.\n"
    assert command("create", "sources/chat.json").code == 0
    assert sandbox.state.count == 2


def test_who_sent_it_learns_that_a_colleague_did_not_find_it(
    command: Command, sandbox: Sandbox, lost: str, colleague: Callable[..., Done]
) -> None:
    colleague("history", "settle", lost, "--missing", "--in", "sources")
    assert command("plan", "--json", "sources").json["sources"][0]["state"] == "ready"
    assert SourceRecord(Path("sources")).read() == {}
    assert History(Paths.find().history).unresolved() == ()
    assert command("create", "sources/chat.json").code == 0
    assert sandbox.state.count == 2


def test_it_is_not_found_still_after_another_was_refused(
    command: Command, sandbox: Sandbox, lost: str, colleague: Callable[..., Done]
) -> None:
    colleague("history", "settle", lost, "--missing", "--in", "sources")
    sandbox.state.faults.add(Fault(status=400))
    assert colleague("create", "sources").code == 1
    assert command("create", "sources").code == 0
    assert sandbox.state.count == 3


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["settle"], "say which one"),
        (["settle", "0000"], "say which one"),
        (["settle", "0000", "--exists", "--missing"], "say which one"),
        (["settle", "0000", "--exists", "--connector", "1"], "together, with --exists"),
        (
            ["settle", "0000", "--missing", "--connector", "1", "--credential", "2"],
            "together, with --exists",
        ),
        (["settle", "zzzz", "--exists"], "no such history entry: `zzzz`"),
        (["settle", "a", "--exists"], "no such history entry: `a`"),
        (["setle", "0000"], "no such value: `setle`. Did you mean `settle`?"),
        (["settle", "0000", "--exists", "--connector", "1.5"], "an ID, which is a whole number"),
        (["settle", "0000", "--exists", "--connector", "9" * 5000], "an ID, which is a whole"),
        (["--exists"], "these options are for `clarm-wizard history settle ID`"),
    ],
)
def test_wrong_usage(command: Command, lost: str, arguments: list[str], words: str) -> None:
    done = command("history", *arguments)
    assert done.code == 2
    assert words in done.err
    assert len(History(Paths.find().history).unresolved()) == 1


def test_what_has_an_answer_is_settled(command: Command, sandbox: Sandbox) -> None:
    assert command("create", write("chat.json")).code == 0
    [entry] = History(Paths.find().history).read().entries
    done = command("history", "settle", entry.id, "--missing")
    assert done.code == 2
    assert "was created. You don't need to settle it" in done.err


def test_what_is_being_sent_has_to_end_first(command: Command) -> None:
    running = History(Paths.find().history)
    intent = running.intent(host="h", type="web", name="Docs", digest="d")
    done = command("history", "settle", intent, "--missing")
    assert done.code == 1
    assert "Another run is sending" in done.err
    running.release(intent)
    assert command("history", "settle", intent, "--missing").code == 0


def test_ids_that_begin_alike(command: Command) -> None:
    path = Paths.find().history
    path.parent.mkdir(parents=True)
    data = {"host": "h", "type": "web", "name": "Docs", "digest": "d"}
    ids = ("abcdef0000000001", "abcdef0000000002")
    path.write_bytes(b"".join(HistoryEvent("intent", id, now(), data).line() for id in ids))
    assert (
        "2 history entries start with `abcd`"
        in command("history", "settle", "abcd", "--exists").err
    )
    assert command("history", "settle", ids[1], "--exists").code == 0
