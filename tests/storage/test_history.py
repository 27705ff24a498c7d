"""The history tells the truth: whatever was cut off, broken, or written at once."""

from __future__ import annotations

import errno
import json
import os
import secrets
import stat
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.storage import history as history_module
from wizard.storage import history_file, outcome_words
from wizard.storage import lock as lock_module
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Reason
from wizard.storage.history import History, HistoryEntry, content_digest
from wizard.storage.history_events import NOT_CONNECTED, HistoryEvent, fold
from wizard.storage.lock import lock, wait_for_lock

HOST = "https://api.example.com"
MOMENT = datetime(2026, 11, 24, 6, 25, tzinfo=UTC)


@pytest.fixture
def history(path: Path) -> History:
    return History(path, clock=lambda: MOMENT)


def begin(history: History, name: str = "Docs", **more: Any) -> str:
    """Note an intent, whatever stands in its way."""
    sent = {"host": HOST, "type": "web", "name": name, "digest": "d1", **more}
    return history.intent(decided=lambda _: True, **sent)


def create(history: History, intent_id: str, number: int = 7) -> None:
    history.created(intent_id, connector_id=number, credential_id=number + 1, status="ok")


def only(history: History) -> HistoryEntry:
    (entry,) = history.read().entries
    return entry


# What was sent, and what became of it


def test_an_intent_is_on_the_disk_when_it_is_noted(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bytes] = []
    plain_sync = os.fsync

    def watched_sync(descriptor: int) -> None:
        plain_sync(descriptor)
        if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
            synced.append(path.read_bytes())

    monkeypatch.setattr(os, "fsync", watched_sync)
    intent_id = begin(history)
    (content,) = synced
    assert json.loads(content)["id"] == intent_id
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_intent_without_an_end_is_unknown_and_says_what_to_check(
    history: History, path: Path
) -> None:
    intent_id = begin(history)
    entry = only(History(path))  # as the next start finds it
    assert (entry.id, entry.time, entry.outcome, entry.ended) == (
        intent_id,
        MOMENT,
        "unknown",
        None,
    )
    assert (entry.host, entry.type, entry.name) == (HOST, "web", "Docs")
    assert entry.needs_check
    assert "Look for “Docs” among the connectors on https://api.example.com" in entry.advice
    assert "The wizard ended before Clarm answered" in entry.advice


def test_created(history: History) -> None:
    create(history, begin(history))
    entry = only(history)
    assert (entry.outcome, entry.connector_id, entry.credential_id) == ("created", 7, 8)
    assert (entry.status, entry.message, entry.ended) == ("ok", "", MOMENT)
    assert not entry.needs_check
    assert entry.advice == ""


def test_refused(history: History) -> None:
    history.refused(begin(history), kind="duplicate_name", status_code=409)
    entry = only(history)
    assert (entry.outcome, entry.kind) == ("refused", "duplicate_name")
    assert entry.message == f"{outcome_words.REFUSED['duplicate_name']} (HTTP 409)"
    assert not entry.needs_check


def test_unknown(history: History) -> None:
    history.unknown(begin(history), reason="timeout")
    entry = only(history)
    assert (entry.outcome, entry.message, entry.ended) == (
        "unknown",
        outcome_words.UNKNOWN["timeout"],
        MOMENT,
    )
    assert entry.needs_check
    assert "Clarm sent no clear answer." in entry.advice


@pytest.mark.parametrize("status", ["", "as xoxb-1234567890 says", "SUCCESS!", "SUCCESS"])
def test_of_a_status_only_a_known_word_is_kept(history: History, path: Path, status: str) -> None:
    history.created(begin(history), connector_id=7, credential_id=8, status=status)
    assert only(history).status == ("success" if status == "SUCCESS" else "")
    assert status == "" or status not in path.read_text()


def test_what_earlier_versions_kept_of_a_servers_words_is_not_shown(
    history: History, path: Path
) -> None:
    """It was redacted by what was known then."""
    ends_then: list[dict[str, Any]] = [
        {
            "event": "created",
            "connector_id": 7,
            "credential_id": 8,
            "status": "s3cret",
            "message": "s3cret",
        },
        {"event": "refused", "kind": "invalid"},
        {"event": "unknown", "reason": "s3cret"},
    ]
    for end in ends_then:
        line = {"id": begin(history), "time": "2026-01-02T03:04:05.000000Z", "message": "s3cret"}
        with path.open("a") as file:
            file.write(json.dumps(line | end) + "\n")
    entries = history.read().entries
    assert [entry.outcome for entry in entries] == ["unknown", "refused", "created"]
    assert (entries[2].connector_id, entries[2].credential_id) == (7, 8)
    assert "s3cret" not in json.dumps([entry.as_json() for entry in entries])


def test_an_intent_ends_once(history: History, path: Path) -> None:
    intent_id = begin(history)
    create(history, intent_id)
    calls: list[Callable[[], None]] = [
        lambda: history.unknown(intent_id, reason="late"),
        lambda: create(history, intent_id),
        lambda: History(path).unknown(intent_id, reason="of another run"),
    ]
    for call in calls:
        with pytest.raises(ValueError, match="exactly once"):
            call()
    assert only(history).outcome == "created"


def test_newest_first(history: History) -> None:
    for name in ("one", "two", "three"):
        begin(history, name)
    assert [entry.name for entry in history.read().entries] == ["three", "two", "one"]


@pytest.mark.parametrize("exists", [True, False])
def test_a_person_settles_what_was_unknown(history: History, path: Path, exists: bool) -> None:
    intent_id = begin(history)
    later = History(path)
    assert [entry.id for entry in later.unresolved()] == [intent_id]
    later.resolve(intent_id, exists=exists, note="looked in the list")
    entry = only(later)
    assert (entry.outcome, entry.exists, entry.note) == ("unknown", exists, "looked in the list")
    assert later.unresolved() == ()
    later.resolve(intent_id, exists=not exists)
    assert only(later).exists is (not exists)


def test_no_submission_has_an_id_that_begins_with_nothing(history: History) -> None:
    intent = history.intent(host="h", type="web", name="Docs", digest="d")
    assert history.with_id("") == ()
    assert [entry.id for entry in history.with_id(intent[:4])] == [intent]


def test_a_person_cannot_settle_what_the_server_said(history: History) -> None:
    intent_id = begin(history)
    create(history, intent_id)
    history.resolve(intent_id, exists=False)
    entry = only(history)
    assert (entry.outcome, entry.exists) == ("created", None)


def test_an_entry_as_json(history: History) -> None:
    history.refused(begin(history), kind="invalid", status_code=422)
    said = json.loads(json.dumps(only(history).as_json()))
    assert said["time"] == said["ended"] == "2026-11-24T06:25:00.000000Z"
    assert (said["outcome"], said["kind"], said["connector_id"]) == ("refused", "invalid", None)


def test_texts_are_inert_and_bounded(history: History, path: Path) -> None:
    hostile = "a\x1b]52;c;eA==\x07\u202e\nb" + "x" * 100_000
    history.refused(begin(history, hostile), kind=hostile)
    assert path.stat().st_size < 10_000
    entry = only(history)
    for text in (entry.name, entry.kind):
        assert text.isprintable()
        assert text.startswith("a b")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    lines[0]["name"] = hostile  # as another program may have written it
    path.write_text("\n".join(json.dumps(line) for line in lines))
    assert only(history).name.isprintable()


# Batches


def test_finds_what_was_sent_from_a_file(history: History, tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    digest = content_digest(b"one")
    create(history, begin(history, "created", source=file, source_digest=digest))
    history.refused(begin(history, "refused", source=file, source_digest=digest), kind="x")
    history.unknown(begin(history, "unknown", source=file, source_digest=digest), reason="")
    begin(history, "open", source=file, source_digest=digest)
    found = begin(history, "found", source=file, source_digest=digest)
    history.resolve(found, exists=True)
    absent = begin(history, "absent", source=file, source_digest=digest)
    history.resolve(absent, exists=False)
    create(history, begin(history, "changed", source=file, source_digest=content_digest(b"2")))
    create(history, begin(history, "elsewhere", source=tmp_path / "b", source_digest=digest))
    create(history, begin(history, "by hand"))

    def names(entries: tuple[HistoryEntry, ...]) -> list[str]:
        return [entry.name for entry in entries]

    same: dict[str, Any] = {"source": file, "source_digest": digest}
    assert names(history.find_created(host=HOST, **same)) == ["found", "created"]
    assert history.find_created(host="http://127.0.0.1:1", **same) == ()


def test_finds_what_came_of_the_same_request(history: History, tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    create(history, begin(history, "here", digest="one", source=file, source_digest="x"))
    create(history, begin(history, "by hand", digest="one"))
    create(history, begin(history, "another", digest="two"))
    history.refused(begin(history, "refused", digest="one"), kind="x")

    def names(**wanted: Any) -> list[str]:
        return [entry.name for entry in history.find_created(host=HOST, **wanted)]

    assert names(digest="one") == ["by hand", "here"]
    assert names(digest="one", source=file, source_digest="x") == ["by hand", "here"]
    assert names(digest="three", source=file, source_digest="x") == ["here"]
    assert names(digest="three", source=tmp_path / "b", source_digest="x") == []


def test_what_may_exist_is_found_by_its_name(history: History) -> None:
    def lose(name: str = "Docs", **more: Any) -> str:
        lost = begin(history, name, **more)
        history.unknown(lost, reason="")
        return lost

    one, two = lose(digest="one"), lose(digest="two")
    history.resolve(lose(digest="three"), exists=False)
    lose(type="slack")
    lose("Other")

    def found() -> list[str]:
        conflicts = history.conflicts(host=HOST, type="web", name="Docs", digest="new")
        assert {conflict.reason for conflict in conflicts} <= {Reason.UNRESOLVED}
        return [conflict.entry.id for conflict in conflicts]

    assert found() == [two, one]
    create(history, begin(history, "Docs", digest="two"))
    assert found() == []
    four = lose(digest="four")
    assert found() == [four]


def test_long_names_that_begin_alike_are_different(history: History) -> None:
    names = [f"{'n' * 310}{end}" for end in "ab"]
    lost = begin(history, names[0])
    history.unknown(lost, reason="cut")
    create(history, begin(history, names[1]))
    found = [history.submissions(HOST, "web", name) for name in names]
    assert [[entry.outcome for entry in entries] for entries in found] == [["unknown"], ["created"]]
    assert history.unresolved() == found[0]


def test_what_was_created_later_leaves_nothing_to_look_for(history: History) -> None:
    history.unknown(begin(history, "Docs"), reason="")
    begin(history, "Other")
    create(history, begin(history, "Docs"))
    assert [entry.name for entry in history.unresolved()] == ["Other"]
    assert [entry.advice != "" for entry in history.read().entries] == [False, True, False]
    assert [entry.status_label for entry in history.read().entries] == [
        "created",
        "unknown",
        "unknown",
    ]


def test_an_entry_is_said_in_a_word_or_two(history: History) -> None:
    history.refused(begin(history, "a"), kind=NOT_CONNECTED)
    history.refused(begin(history, "b"), kind="invalid")
    history.resolve(begin(history, "c"), exists=True)
    history.resolve(begin(history, "d"), exists=False)
    said = [entry.status_label for entry in history.read().entries]
    assert said == ["not created", "found", "refused", "not sent"]


def test_a_file_is_the_same_by_whatever_path(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = os.fsdecode(b"r\xff\xc3\xa9.json")
    (tmp_path / odd).write_bytes(b"{}")
    monkeypatch.chdir(tmp_path)
    digest = content_digest(b"{}")
    create(history, begin(history, source=odd, source_digest=digest))
    (entry,) = history.find_created(host=HOST, source=tmp_path / "." / odd, source_digest=digest)
    assert entry.as_json()["file"].isprintable()


# Files that are cut off, broken or foreign


def test_without_a_file_nothing_was_sent(history: History, path: Path) -> None:
    assert history.read().entries == ()
    assert history.read().notes == ()
    assert not path.parent.exists()


FOREIGN = [
    b"",
    b"   ",
    b"\x00\xff\xfe",
    b"null",
    b'"intent"',
    b"{}",
    b'{"event": "intent"}',
    b'{"event": ["intent"], "id": "1", "time": "2026-11-24T06:25:00Z"}',
    b'{"event": "deleted", "id": "1", "time": "2026-11-24T06:25:00Z"}',
    b'{"event": "unknown", "id": 1, "time": "2026-11-24T06:25:00Z", "reason": ""}',
    b'{"event": "unknown", "id": "1", "time": "now", "reason": ""}',
    b'{"event":"created","id":"1","time":"2026-11-24T06:25:00Z",'
    b'"connector_id":true,"credential_id":1,"status":"","message":""}',
    b"[" * 100_000,
    b"1" * 5000,
    b'{"event": "' + b"x" * 1_000_000,
]


def test_foreign_lines_are_passed_over_and_kept(history: History, path: Path) -> None:
    first = begin(history, "first")
    with path.open("ab") as file:
        file.writelines(line + b"\n" for line in FOREIGN)
    create(history, first)
    begin(history, "second")
    log = history.read()
    assert [(entry.name, entry.outcome) for entry in log.entries] == [
        ("second", "unknown"),
        ("first", "created"),
    ]
    assert log.notes == (f"13 line(s) in {path} can't be read.",)
    assert all(line in path.read_bytes() for line in FOREIGN)


def test_a_creation_shows_even_if_its_sending_was_lost(history: History, path: Path) -> None:
    create(history, begin(history))
    history.unknown(begin(history), reason="")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[1] + lines[3])
    log = history.read()
    assert [(entry.outcome, entry.connector_id) for entry in log.entries] == [("created", 7)]
    assert log.notes == (f"2 outcome(s) in {path} don't belong to any request.",)


def test_a_creation_outweighs_whatever_else_is_said() -> None:
    base: dict[str, Any] = {"host": "", "type": "", "name": "", "digest": ""}
    created = {"connector_id": 1, "credential_id": 2, "status": "", "message": ""}
    events = [
        HistoryEvent("unknown", "a", MOMENT, {"reason": ""}),
        HistoryEvent("intent", "a", MOMENT, base),
        HistoryEvent("created", "a", MOMENT + timedelta(1), created),
        HistoryEvent("refused", "a", MOMENT + timedelta(2), {"kind": "", "message": ""}),
    ]
    assert [entry.outcome for entry in fold(events).entries] == ["created"]


def event_lines(steps: list[tuple[int, str]]) -> list[bytes]:
    """The lines of a history in which sendings begin, end and are settled as ``steps`` say."""
    data: dict[str, dict[str, Any]] = {
        "intent": {"host": HOST, "type": "web", "name": "é “x” \n", "digest": "d"},
        "created": {"connector_id": 1, "credential_id": 2, "status": "ok", "message": "{}\n"},
        "refused": {"kind": "invalid", "message": "no"},
        "unknown": {"reason": "r"},
        "settled": {"exists": True, "note": ""},
    }
    lines, seen = [], set()
    for number, kind in steps:
        kind = kind if number in seen else "intent"
        seen.add(number)
        lines.append(HistoryEvent(kind, f"id{number}", MOMENT, data[kind]).line())
    return lines


STEPS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["created", "refused", "unknown", "settled"])),
    min_size=1,
    max_size=12,
)


@pytest.mark.slow
@given(STEPS, st.data())
def test_the_truth_survives_being_cut_anywhere(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str]], data: st.DataObject
) -> None:
    lines = event_lines(steps)
    whole = b"".join(lines)
    cut = data.draw(st.integers(0, len(whole)))
    path = tmp_path_factory.getbasetemp() / "cut.jsonl"
    path.write_bytes(whole[:cut])
    written: list[dict[str, Any]] = []
    position = 0
    for line in lines:
        position += len(line)
        if position - 1 <= cut:  # all but the line end is there
            written.append(json.loads(line))
    intents = {event["id"] for event in written if event["event"] == "intent"}
    created = {event["id"] for event in written if event["event"] == "created"}
    ended = {e["id"] for e in written if e["event"] in ("created", "refused", "unknown")}

    def check(extra: set[str]) -> None:
        entries = {entry.id: entry for entry in History(path).read().entries}
        assert set(entries) == intents | extra
        assert {e.id for e in entries.values() if e.outcome == "created"} == created
        assert {e.id for e in entries.values() if e.ended} == ended

    check(set())
    # What is appended later is not swallowed by what was cut.
    check({begin(History(path))})


def test_a_huge_file_is_read_from_its_end(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_module, "MAX_READ_BYTES", 1 << 20)
    create(history, begin(history, "lost"))
    lost = path.stat().st_size
    with path.open("ab") as file:
        file.truncate(1 << 40)
        file.seek(0, os.SEEK_END)
        file.write(b"\n")
    create(history, begin(history, "kept"))
    log = history.read()
    assert [entry.name for entry in log.entries] == ["kept"]
    assert log.notes[0] == f"Only read the newest 1 MiB of {path}."
    assert path.stat().st_size > (1 << 40) + lost


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_neither_read_nor_written(
    make: Callable[[Path], None], history: History, path: Path
) -> None:
    path.parent.mkdir()
    make(path)
    with pytest.raises(StorageError):
        history.read()
    with pytest.raises(StorageError):
        begin(history)


# Failing disks, other processes


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_leaves_no_half_line(
    call: str, history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    intent_id = begin(history)
    before = path.read_bytes()
    plain = getattr(os, call)
    calls = 0

    def fail_late(descriptor: int, *data: memoryview) -> Any:
        nonlocal calls
        calls += 1
        if data and calls == 1:
            return plain(descriptor, bytes(data[0][:10]))
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, call, fail_late)
        with pytest.raises(StorageError, match=r"The disk is full\."):
            create(history, intent_id)
    assert path.read_bytes() == before
    create(history, intent_id)
    assert only(history).outcome == "created"


@pytest.mark.parametrize("gathered", [False, True])
def test_what_was_not_written_did_not_happen(
    history: History, monkeypatch: pytest.MonkeyPatch, gathered: bool
) -> None:
    def noted(call: Callable[[], Any]) -> Any:
        if not gathered:
            return call()
        with history.batch() as lines:
            value = call()
        history.write_batch(lines)
        for line in lines:
            if line.error is not None:
                raise line.error
        return value

    def full(_descriptor: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(secrets, "token_hex", lambda _: "the-intent")
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(StorageError):
            noted(partial(begin, history))
    with pytest.raises(ValueError, match="ends exactly once"):
        create(history, "the-intent")
    monkeypatch.undo()
    intent = noted(partial(begin, history))
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(StorageError):
            noted(partial(create, history, intent))
    noted(partial(create, history, intent))
    assert only(history).outcome == "created"


def test_half_a_line_that_another_left_swallows_nothing(history: History, path: Path) -> None:
    first = begin(history)
    with path.open("ab") as other:
        other.write(b'{"half')
    second = begin(history)
    assert {entry.id for entry in history.read().entries} == {first, second}


def test_a_history_that_is_moved_away_meanwhile_is_not_written_to(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(history)
    plain_wait = wait_for_lock
    moved: list[Path] = []

    def wait(descriptor: int, seconds: float) -> bool:
        if not moved:
            moved.append(path.rename(path.with_suffix(".old")))
        return plain_wait(descriptor, seconds)

    monkeypatch.setattr(lock_module, "wait_for_lock", wait)
    intent = begin(history)
    assert [entry.id for entry in history.read().entries] == [intent]
    assert intent not in moved[0].read_text()


def test_the_name_of_a_new_file_is_on_the_disk_as_well(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(history_file, "sync_folder", synced.append)
    begin(history)
    begin(history)
    assert synced == [path.parent]
    path.unlink()
    begin(history)
    assert synced == [path.parent] * 2


def test_an_intent_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    history = History(tmp_path / "file" / "history.jsonl")
    with pytest.raises(StorageError, match="is a file, not a folder"):
        begin(history)


def test_a_lock_that_nobody_gives_back_is_not_waited_for(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(history)
    monkeypatch.setattr(history_file, "LOCK_WAIT_SECONDS", 0.02)
    with path.open("rb") as stopped:
        assert lock(stopped.fileno())
        with pytest.raises(StorageError, match="has locked the history"):
            begin(history)
        assert len(history.read().entries) == 1
    begin(history)


def test_an_interruption_leaves_no_half_line(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_args: object) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            begin(history)
    assert history.read().entries == ()


# Several at once


def at_once(calls: int, call: Callable[[int], Any]) -> list[Any]:
    """What ``call`` returns or raises for each number, in as many threads."""
    ready = threading.Barrier(calls)

    def wait_and_call(number: int) -> Any:
        ready.wait()
        try:
            return call(number)
        except StorageError as error:
            return error

    with ThreadPoolExecutor(calls) as threads:
        return list(threads.map(wait_and_call, range(calls)))


@pytest.fixture
def slow_sync(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A disk that takes its time; how often it had to."""
    synced: list[int] = []
    plain_sync = os.fsync

    def slow(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            synced.append(os.fstat(descriptor).st_size)
        time.sleep(0.05)
        plain_sync(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    return synced


def test_what_is_noted_at_once_is_synced_at_once(
    history: History, path: Path, slow_sync: list[int]
) -> None:
    intents = at_once(8, lambda number: begin(history, name=f"Name {number}"))
    assert len(set(intents)) == 8
    assert len(slow_sync) < 8
    assert slow_sync[-1] == path.stat().st_size
    assert {entry.name for entry in history.read().entries} == {f"Name {n}" for n in range(8)}
    at_once(8, lambda number: create(history, intents[number], number))
    assert {entry.outcome for entry in history.read().entries} == {"created"}


def test_each_intent_is_on_the_disk_when_it_is_noted(
    history: History, path: Path, slow_sync: list[int]
) -> None:
    def begin_and_look(number: int) -> bool:
        intent_id = begin(history)
        return intent_id.encode() in path.read_bytes()[: max(slow_sync)]

    assert at_once(8, begin_and_look) == [True] * 8


def test_nobody_is_told_that_a_full_disk_took_it(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(history)
    before = path.read_bytes()

    def full(_descriptor: int) -> NoReturn:
        time.sleep(0.02)
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        failed = at_once(6, lambda _: begin(history))
    assert [type(error) for error in failed] == [StorageError] * 6
    assert path.read_bytes() == before


def test_an_interruption_of_one_leaves_the_others_alone(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_sync = os.fsync
    calls = iter(range(1000))

    def interrupt_first(descriptor: int) -> None:
        time.sleep(0.05)
        if next(calls) == 0:
            raise KeyboardInterrupt
        plain_sync(descriptor)

    monkeypatch.setattr(os, "fsync", interrupt_first)

    def call(number: int) -> str:
        try:
            return begin(history, name=f"Name {number}")
        except KeyboardInterrupt:
            return ""

    intents = [found for found in at_once(6, call) if found]
    assert len(intents) == 5
    assert {entry.id for entry in history.read().entries} == set(intents)


class HandsOver:
    """A lock that the next thread gets, and is done with, before who lets go of it goes on."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.next: threading.Thread | None = None

    def __enter__(self) -> None:
        self.lock.acquire()

    def __exit__(self, *_: object) -> None:
        self.lock.release()
        if self.next is not None and self.next is not threading.current_thread():
            self.next.join()


def test_what_was_interrupted_is_taken_back_before_another_may_write_it(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(history, name="First")  # whose key is on the disk
    lock = HandsOver()
    monkeypatch.setattr(history._file, "_writing", lock)
    plain_sync = os.fsync

    def interrupt(_descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", plain_sync)
        lock.next = threading.Thread(target=begin, args=(history, "Next"))
        lock.next.start()
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        begin(history, name="Interrupted")
    lock.next = None
    assert {entry.name for entry in history.read().entries} == {"First", "Next"}


def test_what_another_process_adds_is_found(history: History, path: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.toml"
    source.write_text("")
    for number in range(3):
        other = History(path)
        create(other, begin(other, source=source, source_digest="d"), number)
        found = history.find_created(host=HOST, source=source, source_digest="d")
        assert len(found) == number + 1
