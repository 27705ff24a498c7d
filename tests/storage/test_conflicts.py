"""To look for what stands in the way and to note the intent is one step, for all processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.core.services import SandboxServices
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.history import History
from wizard.storage.history_events import HistoryEvent
from wizard.storage.history_index import HistoryIndex

pytestmark = pytest.mark.slow

MOMENT = datetime(2026, 11, 24, 6, 25, tzinfo=UTC)
SENT: dict[str, Any] = {"host": "h", "type": "web", "name": "Docs", "digest": "d"}

HOLD = """
import sys
from pathlib import Path
from wizard.storage.history import History
history = History(Path(sys.argv[1]))
print(history.intent(host="h", type="web", name="Docs", digest="d"), flush=True)
sys.stdin.read()
"""

TRY = """
import sys
from pathlib import Path
from wizard.storage.conflicts import Conflict
from wizard.storage.history import History
history = History(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(5):
    try:
        history.intent(host="h", type="web", name=str(number), digest=str(number))
    except Conflict as conflict:
        print(conflict.reason.name, number, flush=True)
    else:
        print("noted", number, flush=True)
sys.stdin.read()
"""


def process(code: str, path: Path) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", code, str(path)], text=True, **pipes)  # type: ignore[call-overload,no-any-return]


@contextmanager
def another_process(path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """One that has an intent in flight, and the intent."""
    with process(HOLD, path) as child:
        assert child.stdout
        try:
            yield child, child.stdout.readline().strip()
        finally:
            child.kill()


def reasons(history: History, **changes: Any) -> list[Reason]:
    return [conflict.reason for conflict in history.conflicts(**{**SENT, **changes})]


def refused(history: History, **changes: Any) -> Conflict:
    with pytest.raises(Conflict) as caught:
        history.intent(**{**SENT, **changes})
    return caught.value


def lost(history: History, **changes: Any) -> str:
    """A sending whose end nobody knows."""
    intent = history.intent(**{**SENT, **changes})
    history.unknown(intent, reason="cut")
    return intent


def test_of_many_processes_one_notes_each_intent(path: Path) -> None:
    children = [process(TRY, path) for _ in range(8)]
    try:
        for child in children:
            assert child.stdin
            assert child.stdout
            assert child.stdout.readline() == "ready\n"
        for child in children:
            assert child.stdin
            child.stdin.write("\n")
            child.stdin.flush()
        said = [
            child.stdout.readline().split() for child in children for _ in range(5) if child.stdout
        ]
    finally:
        for child in children:
            child.communicate()
    assert sorted(number for word, number in said if word == "noted") == list("01234")
    assert {word for word, _ in said} == {"noted", "IN_FLIGHT"}


def test_of_many_threads_one_notes_the_intent(path: Path) -> None:
    ready = threading.Barrier(8)
    shared = History(path)

    def note(number: int) -> bool:
        history = shared if number % 2 else History(path)
        ready.wait()
        try:
            return bool(history.intent(**SENT))
        except Conflict:
            return False

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(note, range(8))) == 1


def test_of_those_that_are_written_in_one_go_one_is_noted(history: History) -> None:
    with history.batch() as lines:
        intents = [history.intent(**SENT), history.intent(**SENT)]
    history.write_batch(lines)
    first, second = (line.error for line in lines)
    assert first is None
    assert isinstance(second, Conflict)
    assert (second.reason, second.own) == (Reason.IN_FLIGHT, True)
    assert [entry.id for entry in history.read().entries] == intents[:1]


def test_what_a_living_process_sends_is_in_flight_whatever_a_person_noted(
    history: History, path: Path
) -> None:
    with another_process(path) as (child, intent):
        conflict = refused(history)
        assert (conflict.reason, conflict.entry.id, conflict.own) == (
            Reason.IN_FLIGHT,
            intent,
            False,
        )
        history.resolve(intent, exists=False)
        assert refused(history).reason is Reason.IN_FLIGHT
        child.kill()
        child.wait()
        assert reasons(history) == []
        history.release(history.intent(**SENT))


def test_what_a_killed_process_sent_may_exist(history: History, path: Path) -> None:
    with another_process(path) as (child, intent):
        child.kill()
    conflict = refused(history)
    assert (conflict.reason, conflict.entry.id) == (Reason.UNRESOLVED, intent)
    assert "Look for “Docs”" in str(conflict)
    # What it left behind goes when another sends something.
    [left] = path.parent.rglob(f"{intent}.lock")
    other = History(path)
    other.release(other.intent(**{**SENT, "name": "Other"}))
    assert not left.exists()


def test_who_found_nothing_before_it_ended_looked_too_early(history: History, path: Path) -> None:
    waiting = {
        exists: history.intent(**{**SENT, "name": str(exists), "digest": str(exists)})
        for exists in (True, False)
    }
    for exists, intent in waiting.items():
        History(path).resolve(intent, exists=exists)
        history.unknown(intent, reason="cut")
    assert reasons(history, name="False") == [Reason.UNRESOLVED]
    assert {entry.name: entry.exists for entry in history.read().entries} == {
        "True": True,
        "False": None,
    }
    history.resolve(waiting[False], exists=False)
    assert reasons(history, name="False") == []


def test_how_long_it_has_been_under_way_is_said(path: Path) -> None:
    History(path, clock=lambda: MOMENT).intent(**SENT)
    later = History(path, clock=lambda: MOMENT + timedelta(seconds=12.3))
    assert str(refused(later)) == "Another run has been sending this for 12 s."
    earlier = History(path, clock=lambda: MOMENT - timedelta(seconds=99))  # clocks may be set
    assert "for 0 s" in str(refused(earlier))


def test_it_is_in_flight_until_its_end_or_until_it_is_given_up(history: History) -> None:
    ended = history.intent(**SENT)
    assert reasons(history) == [Reason.IN_FLIGHT]
    history.refused(ended, kind="invalid")
    assert reasons(history) == []
    given_up = history.intent(**SENT)
    history.release(given_up)
    history.release(given_up)
    assert reasons(history) == [Reason.UNRESOLVED]


def test_what_was_created_is_told_by_the_request_and_by_the_file(
    history: History, tmp_path: Path
) -> None:
    file = {"source": tmp_path / "a.toml", "source_digest": "content"}
    intent = history.intent(**SENT, **file)  # type: ignore[arg-type]
    history.created(intent, connector_id=7, credential_id=8, status="")
    conflict = refused(history)
    assert conflict.reason is Reason.CREATED
    assert str(conflict) == "“Docs” was created before: connector ID 7, credential ID 8."
    assert reasons(history, digest="other") == []
    assert reasons(history, digest="other", **file) == [Reason.CREATED]
    assert reasons(history, host="elsewhere") == []


def test_what_was_decided_is_no_conflict_and_what_came_since_is(history: History) -> None:
    first = lost(history)
    again = history.intent(**SENT, decided=lambda conflict: conflict.entry.id == first)
    history.created(again, connector_id=7, credential_id=8, status="")
    with pytest.raises(Conflict, match="connector ID 7"):
        history.intent(**SENT, decided=lambda conflict: conflict.entry.id == first)


def test_a_server_that_begins_empty_knows_its_own_sendings_alone(path: Path) -> None:
    lost(History(path, server="one"))
    assert reasons(History(path, server="one")) == [Reason.UNRESOLVED]
    assert reasons(History(path, server="two")) == []
    assert reasons(History(path)) == []
    assert len(History(path).read().entries) == 1


def test_two_sandboxes_at_once_are_two_servers(home: Path) -> None:
    first, second = SandboxServices(), SandboxServices()
    first.history().intent(**SENT)
    assert reasons(first.history()) == [Reason.IN_FLIGHT]
    assert reasons(second.history()) == []


# Only what was added is read again


NAMES = ("a", "b")
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("intent"), st.integers(0, 5)),
        st.tuples(st.sampled_from(["created", "unknown", "settled"]), st.integers(0, 5)),
        st.tuples(
            st.sampled_from(["torn", "foreign", "cut", "replaced", "look", "look"]), st.just(0)
        ),
    ),
    max_size=20,
)


def line_of(kind: str, number: int, count: int) -> bytes:
    data: dict[str, dict[str, Any]] = {
        "intent": {"host": "h", "type": "web", "name": NAMES[number % 2], "digest": f"d{number}"},
        "created": {"connector_id": number, "credential_id": 2, "status": "", "message": "é" * 900},
        "unknown": {"reason": ""},
        "settled": {"exists": bool(count % 2), "note": ""},
    }
    return HistoryEvent(kind, f"id{number}", MOMENT + timedelta(count), data[kind]).line()


@settings(max_examples=150)
@given(CHANGES)
def test_an_index_that_goes_on_knows_what_a_new_one_does(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "index.jsonl"
    path.unlink(missing_ok=True)
    path.touch()
    keys = [("", "h", "web", name) for name in NAMES] + [("", f"d{n}") for n in range(6)]
    index = HistoryIndex()
    for count, (kind, number) in enumerate([*changes, ("look", 0)]):
        whole = path.read_bytes()
        if kind == "torn":
            path.write_bytes(whole + b'{"half')
        elif kind == "foreign":
            path.write_bytes(whole + b"[]\n")
        elif kind == "cut":
            path.write_bytes(whole[: len(whole) // 2])
        elif kind == "replaced":
            path.with_suffix(".new").write_bytes(whole[len(whole) // 2 :])
            os.replace(path.with_suffix(".new"), path)
        elif kind == "look":
            with path.open("rb") as file:
                fresh = HistoryIndex()
                index.update(file.fileno(), locked=bool(count % 2))
                fresh.update(file.fileno(), locked=bool(count % 2))
            for key in keys:
                assert index.entries(key) == fresh.entries(key)
        else:
            torn = whole and not whole.endswith(b"\n")
            path.write_bytes(whole + b"\n" * bool(torn) + line_of(kind, number, count))
