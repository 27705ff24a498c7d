"""The plan of a folder: each source's state, from files, drafts, the history and the record."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from wizard.cli.parser import parse
from wizard.core.startup import snapshot
from wizard.core.submission import SourceFile, attempt_of
from wizard.flow import Step
from wizard.plan import (
    Begun,
    Broken,
    Changed,
    Created,
    LookUp,
    Needs,
    Plan,
    PlannedSource,
    Ready,
    Sending,
    State,
    read_plan,
)
from wizard.plan.plan import settle_commands
from wizard.request_files import check, expand, read
from wizard.storage.drafts import DraftStore
from wizard.storage.history import History
from wizard.storage.record import BrokenRecord, SourceRecord
from wizard.storage.record_format import source_of
from wizard.utils.errors import FileError

HOST = "api.clarm.com"
MOMENT = datetime(2025, 11, 29, 10, tzinfo=UTC)
TOKEN = "xoxb-planted-token"


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "sources"
    path.mkdir()
    return path


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "state" / "history.jsonl", clock=lambda: MOMENT)


@pytest.fixture
def drafts(tmp_path: Path) -> DraftStore:
    return DraftStore(tmp_path / "drafts", clock=lambda: MOMENT)


@pytest.fixture
def plan(folder: Path, history: History, drafts: DraftStore) -> Callable[..., Plan]:
    def call(*targets: Path, **options: Any) -> Plan:
        given = {"host": HOST, "history": history, "drafts": drafts, **options}
        return read_plan([str(target) for target in targets or (folder,)], **given)

    return call


def write(path: Path, /, **changes: Any) -> Path:
    """A complete request file for Slack, called after the file."""
    values = {
        "name": path.stem,
        "type": "slack",
        "refresh_freq": 1800,
        "credential": {"credentials": {"slack_bot_token": TOKEN}},
        **changes,
    }
    path.touch(0o600)
    path.write_text(json.dumps(values))
    return path


def state(plan: Plan) -> State:
    [source] = plan.sources
    return source.state


def sent(history: History, path: Path) -> str:
    """Notes in the history that a file is sent."""
    checked = check(read(str(path)))
    assert checked.request is not None
    origin = SourceFile(path, checked.source.digest)
    return history.intent(**attempt_of(checked.request, HOST, origin))


def create(history: History, path: Path) -> str:
    intent = sent(history, path)
    history.created(intent, connector_id=10, credential_id=1010)
    return intent


class TestStates:
    def test_a_complete_file_is_ready(self, folder: Path, plan: Callable[..., Plan]) -> None:
        write(folder / "chat.json", note={"owner": "it"})
        [source] = plan().sources
        assert source.state == Ready()
        assert (source.label, source.type, source.name) == ("chat", "slack", "chat")
        assert source.note.owner == "it"

    def test_what_is_missing_is_named_as_the_screen_names_it(
        self, folder: Path, plan: Callable[..., Plan], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SLACK_TOKEN", raising=False)
        for value in ({"ask": True}, {"env": "SLACK_TOKEN"}, {"file": "none.txt"}):
            write(folder / "chat.json", credential={"credentials": {"slack_bot_token": value}})
            found = state(plan())
            assert isinstance(found, Needs)
            [need] = found.needs
            assert need.label == "Bot user OAuth token"
            assert need.loc == ("credential", "credentials", "slack_bot_token")
            why = {"ask": "", "env": "env SLACK_TOKEN isn't set", "file": "file none.txt doesn't"}
            assert need.why.startswith(why[next(iter(value))])

    def test_what_is_wrong_is_said(self, folder: Path, plan: Callable[..., Plan]) -> None:
        write(folder / "chat.json", type="slak")
        found = state(plan())
        assert isinstance(found, Broken)
        assert "Did you mean `slack`?" in found.words

    def test_a_file_that_cannot_be_read_is_a_source_too(
        self, folder: Path, plan: Callable[..., Plan]
    ) -> None:
        (folder / "bad.toml").write_text("nam\n")
        found = state(plan())
        assert isinstance(found, Broken)
        assert found.problems[0].startswith("line 1, column 4: This isn't valid TOML.")

    def test_the_same_type_and_name_twice(self, folder: Path, plan: Callable[..., Plan]) -> None:
        write(folder / "a.json", name="Chat")
        write(folder / "b.json", name="Chat")
        first, second = plan().sources
        assert first.state == Ready()
        assert second.state == Broken(("a.json has the same type and name.",))

    def test_what_the_history_knows(
        self, folder: Path, plan: Callable[..., Plan], history: History
    ) -> None:
        path = write(folder / "chat.json")
        intent = sent(history, path)
        assert state(plan()) == Sending()
        history.unknown(intent, reason="cut")
        assert state(plan()) == LookUp(intent, MOMENT)
        history.resolve(intent, exists=True, ids=(10, 1010))
        [source] = plan().sources
        assert source.state == Created(MOMENT)
        assert source.ids == "10 / 1010"

    def test_what_was_killed_is_to_be_looked_up(
        self, folder: Path, plan: Callable[..., Plan], history: History, tmp_path: Path
    ) -> None:
        intent = sent(history, write(folder / "chat.json"))
        (tmp_path / "state" / "history-in-flight" / f"{intent}.lock").unlink()
        assert isinstance(state(plan()), LookUp)

    def test_a_colleague_sees_what_the_record_knows(
        self, folder: Path, plan: Callable[..., Plan], history: History, tmp_path: Path
    ) -> None:
        create(history, write(folder / "chat.json"))
        plan()
        elsewhere = History(tmp_path / "elsewhere" / "history.jsonl")
        [source] = plan(history=elsewhere).sources
        assert source.state == Created(MOMENT)
        assert source.ids == "10 / 1010"
        assert isinstance(state(plan(history=elsewhere, recorded=False)), Ready)
        assert isinstance(state(plan(history=elsewhere, host="other.example.com")), Ready)

    def test_created_though_its_token_is_no_longer_here(
        self, folder: Path, plan: Callable[..., Plan], history: History
    ) -> None:
        path = write(folder / "chat.json")
        create(history, path)
        write(path, credential={"credentials": {"slack_bot_token": {"env": "NOT_SET_HERE"}}})
        assert state(plan()) == Created(MOMENT)

    def test_changed_since(self, folder: Path, plan: Callable[..., Plan], history: History) -> None:
        path = write(folder / "chat.json")
        create(history, path)
        write(path, refresh_freq=60)
        found = state(plan())
        assert found == Changed(("refresh_freq",), MOMENT, 10)
        assert isinstance(found, Changed)
        assert found.words == "created 29 Nov 2025, changed since: refresh_freq"
        assert found.advice == (
            "Changed since: refresh_freq. You can't change a connector from here; "
            "see connector 10 in Clarm."
        )

    def test_a_draft_that_knows_its_file(
        self, folder: Path, plan: Callable[..., Plan], drafts: DraftStore
    ) -> None:
        path = write(folder / "chat.json", credential={})
        checked = check(read(str(path)))
        assert checked.flow is not None
        checked.flow.go(Step.CREDENTIAL)
        draft = drafts.new_id()
        origin = SourceFile.of(checked.source, sandbox=False)
        drafts.save(draft, snapshot(checked.flow, {}, HOST, origin))
        found = state(plan())
        assert isinstance(found, Begun)
        assert (found.draft, found.at) == (draft, MOMENT)
        assert found.words == "started: at Credential, 29 Nov 2025"
        assert [need.label for need in found.needs] == ["Bot user OAuth token"]
        assert isinstance(state(plan(host="other.example.com")), Needs)

    def test_each_row_is_a_source(
        self, folder: Path, plan: Callable[..., Plan], history: History
    ) -> None:
        path = write(folder / "chats.json", name="Chat {team}", each=[{"team": t} for t in "ab"])
        assert [source.label for source in plan().sources] == ["chats (a)", "chats (b)"]
        second = expand(read(str(path)))[1]
        checked = check(second)
        assert checked.request is not None
        origin = SourceFile.of(second, sandbox=False)
        intent = history.intent(**attempt_of(checked.request, HOST, origin))
        history.created(intent, connector_id=10, credential_id=1010)
        assert [source.state for source in plan().sources] == [Ready(), Created(MOMENT)]


class TestRecord:
    def test_a_broken_one_is_no_plan(self, folder: Path, plan: Callable[..., Plan]) -> None:
        write(folder / "chat.json")
        (folder / "clarm.ids.json").write_text("{\n")
        with pytest.raises(BrokenRecord, match="line 2"):
            plan()

    def test_reading_a_plan_writes_none_without_need(
        self, folder: Path, plan: Callable[..., Plan]
    ) -> None:
        write(folder / "chat.json")
        plan()
        assert [path.name for path in folder.iterdir()] == ["chat.json"]

    def test_a_file_alone_has_the_one_of_its_folder(
        self, folder: Path, plan: Callable[..., Plan]
    ) -> None:
        path = write(folder / "chat.json")
        record = SourceRecord(folder, clock=lambda: MOMENT)
        noted = source_of(HOST, {"type": "slack", "name": "chat"})._replace(digests={})
        record.created(noted, 10, 1010)
        assert state(plan(path)) == Created(MOMENT)


class TestSummary:
    def source(self, state: State, **note: Any) -> PlannedSource:
        from wizard.request_files import Note

        return PlannedSource("s", "my dir/s.toml", state, note=Note(**note))

    @pytest.mark.parametrize(
        ("states", "code", "words", "following"),
        [
            ([Created()], 0, "1 source: 1 created.", ""),
            ([Changed(("name",))], 0, "1 source: 1 created.", ""),
            ([Ready()], 2, "1 source: 1 ready to send.", "clarm-wizard create 'my dir' --ready"),
            ([Needs(())], 2, "1 source: 1 needs input.", "clarm-wizard --from 'my dir'"),
            (
                [Created(), Needs(()), Begun("type", MOMENT, "d"), LookUp("a1")],
                3,
                "4 sources: 1 created, 2 need input, 1 to check in Clarm.",
                "clarm-wizard --from 'my dir'",
            ),
            (
                [Created(), LookUp("a1")],
                3,
                "2 sources: 1 created, 1 to check in Clarm.",
                "clarm-wizard history settle a1",
            ),
        ],
    )
    def test_what_is_counted_and_what_comes_next(
        self, states: list[State], code: int, words: str, following: str
    ) -> None:
        plan = Plan(["my dir"], [self.source(state) for state in states])
        assert (plan.code, plan.summary, plan.next_command) == (code, words, following)

    @pytest.mark.parametrize(
        "state", [LookUp("0badc0de11"), LookUp("h web O'Neil | x", folder="a b")]
    )
    def test_what_settles_it_is_safe_to_paste(self, state: LookUp) -> None:
        for line, found in zip(settle_commands(state), ("exists", "missing"), strict=True):
            words = list(shlex.shlex(line, posix=True, punctuation_chars=True))
            assert words == shlex.split(line)  # nothing that a shell interprets
            args = parse(words[1:])
            assert args.action == "settle"
            assert state.id.startswith(args.id)
            assert (args.exists, args.missing) == (found == "exists", found == "missing")
            assert args.folder == (state.folder or None)

    def test_nobody_waits_for_an_optional_one(self) -> None:
        plan = Plan(["d"], [self.source(Created()), self.source(Needs(()), optional=True)])
        assert plan.code == 0
        assert plan.summary == "2 sources: 1 created, 1 needs input (1 of them optional)."

    def test_the_next_is_the_owner_of_the_first_that_waits(self) -> None:
        sources = [
            self.source(Created(), owner="a"),
            self.source(Needs(()), owner="b", optional=True),
            self.source(Needs(()), owner="c d"),
        ]
        following = "clarm-wizard --from 'my dir' --owner 'c d'"
        assert Plan(["my dir"], sources).next_command == following

    @pytest.mark.parametrize(
        ("targets", "row", "opened"),
        [
            (["a", "my dir/"], "", ["my dir", "--owner", "it"]),
            (["a", "my dir/s.toml"], "", ["my dir/s.toml"]),
            (["my dir/s.toml"], "docs", ["my dir", "--owner", "it"]),
        ],
    )
    def test_of_several_files_and_folders_one_is_opened(
        self, targets: list[str], row: str, opened: list[str]
    ) -> None:
        source = replace(self.source(Needs(()), owner="it"), row=row)
        words = shlex.split(Plan(targets, [source], options=["--api-url", "u"]).next_command)
        assert words == ["clarm-wizard", "--from", *opened, "--api-url", "u"]
        args = parse(words[1:])
        owner = "it" if "--owner" in opened else None
        assert (str(args.from_file), args.owner) == (opened[0], owner)


def test_only_those_of_an_owner(folder: Path, plan: Callable[..., Plan]) -> None:
    write(folder / "a.json", note={"owner": "IT"})
    write(folder / "b.json", note={"owner": "sales"})
    found = plan(owner="it")
    assert [source.label for source in found.sources] == ["a"]
    assert found.owners == ("IT", "sales")


def test_files_of_one_stem_keep_their_suffix(folder: Path, plan: Callable[..., Plan]) -> None:
    write(folder / "a.json")
    (folder / "a.toml").write_text('name = "T"\ntype = "web"\n')
    assert [source.label for source in plan().sources] == ["a.json", "a.toml"]


def test_rows_whose_names_are_asked_for_are_known_by_their_places(
    folder: Path, plan: Callable[..., Plan]
) -> None:
    ask = {"ask": True}
    token = {"credentials": {"slack_bot_token": ask}}
    write(folder / "chat.json", name="{n}", each=[{"n": ask}, {"n": ask}], credential=token)
    body = {"name": "Support", "type": "slack", "refresh_freq": 1800, "prune_freq": None}
    made = source_of(HOST, body, id="a1", file="chat.json", row="1")
    record = SourceRecord(folder, clock=lambda: MOMENT)
    record.created(made, 10, 1010)
    # What the form would suggest for a name.
    record.created(source_of(HOST, {**body, "name": "Slack"}, id="b2"), 11, 1011)
    first, second = plan().sources
    assert (first.state, first.connector_id) == (Created(MOMENT), 10)
    assert isinstance(second.state, Needs)


def test_files_of_one_name_in_different_folders_are_different(
    tmp_path: Path, plan: Callable[..., Plan], history: History
) -> None:
    files = []
    for name in ("alpha", "beta"):
        (tmp_path / name).mkdir()
        files.append(write(tmp_path / name / "chat.json", name=name))
    create(history, files[0])
    states = [source.state for source in plan(*files).sources]
    assert states == [Created(MOMENT), Ready()]


def test_a_folder_without_files(folder: Path, plan: Callable[..., Plan]) -> None:
    with pytest.raises(FileError, match="no request file"):
        plan()


def test_its_json_has_the_same_keys_whatever_the_state(
    folder: Path, plan: Callable[..., Plan]
) -> None:
    write(folder / "a.json")
    write(folder / "b.json", type="x")
    (folder / "c.toml").write_text("nam")
    found = plan().as_json()
    json.dumps(found)
    assert len({tuple(source) for source in found["sources"]}) == 1
    assert TOKEN not in json.dumps(found)


def test_no_command_is_run(folder: Path, plan: Callable[..., Plan]) -> None:
    token = {"credentials": {"slack_bot_token": {"cmd": "touch ran"}}}
    write(folder / "chat.json", credential=token)
    assert [type(source.state) for source in plan().sources] == [Ready]
    assert not (folder / "ran").exists()
