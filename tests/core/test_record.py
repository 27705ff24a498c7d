"""Sending keeps the record of a file's folder, and the record keeps others from sending."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.core.sending import OFFLINE, REFUSED, REQUEST, UNKNOWN, BrokenHistory
from tests.support.services import CREATED, HOST, FakeClient
from wizard.api import Outcome
from wizard.core.prior_attempts import find_conflicts
from wizard.core.submission import SourceFile, Submission
from wizard.request_files import RequestSource
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.history import History
from wizard.storage.record import BrokenRecord, SourceRecord


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "state" / "history.jsonl")


@pytest.fixture
def colleague(tmp_path: Path) -> History:
    return History(tmp_path / "elsewhere" / "history.jsonl")


@pytest.fixture
def file(tmp_path: Path) -> RequestSource:
    folder = tmp_path / "sources"
    folder.mkdir()
    return RequestSource("docs.toml", folder, {}, folder / "docs.toml", "digest")


@pytest.fixture
def origin(file: RequestSource) -> SourceFile:
    found = SourceFile.of(file, sandbox=False, in_folder=True)
    assert found is not None
    return found


@pytest.fixture
def record(file: RequestSource) -> SourceRecord:
    return SourceRecord(file.folder)


async def send(
    history: History, origin: SourceFile | None, outcome: Outcome = CREATED, **options: Any
) -> Submission:
    submission = Submission(REQUEST, FakeClient(outcome), history, HOST, origin, **options)
    await submission.run()
    return submission


def reasons(history: History, origin: SourceFile) -> list[Reason]:
    return [found.reason for found in find_conflicts(history, HOST, REQUEST, origin)]


def test_a_file_has_a_record_if_its_folder_was_given_or_has_one(
    file: RequestSource, record: SourceRecord
) -> None:
    def has_record(source: RequestSource, **options: bool) -> bool:
        found = SourceFile.of(source, **{"sandbox": False, **options})
        return found is not None and found.record is not None

    assert not has_record(file)
    assert has_record(file, in_folder=True)
    record.path.touch()
    assert has_record(file)
    assert not has_record(file, sandbox=True, in_folder=True)
    assert SourceFile.of(replace(file, path=None), sandbox=False, in_folder=True) is None


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (CREATED, [Reason.CREATED]),
        (REFUSED, []),
        (OFFLINE, []),
        (UNKNOWN, [Reason.UNRESOLVED]),
    ],
    ids=["created", "refused", "not connected", "unknown"],
)
async def test_a_colleague_sees_what_became_of_it(
    history: History,
    colleague: History,
    origin: SourceFile,
    outcome: Outcome,
    expected: list[Reason],
) -> None:
    await send(history, origin, outcome)
    assert reasons(colleague, origin) == expected
    if expected:
        with pytest.raises(Conflict) as caught:
            await send(colleague, origin)
        assert caught.value.reason is expected[0]
        [entry] = colleague.read().entries
        assert (entry.status_label, entry.needs_check) == ("not sent", False)
    else:
        await send(colleague, origin)


async def test_it_is_in_the_record_before_it_is_sent(
    history: History, origin: SourceFile, record: SourceRecord
) -> None:
    class Looking(FakeClient):
        async def create(self, *_: Any, **__: Any) -> Outcome:
            [found] = record.read().values()
            assert (found.needs_check, found.was_created) == (True, False)
            assert found.id == submission.intent
            return CREATED

    submission = Submission(REQUEST, Looking(), history, HOST, origin)
    await submission.run()
    [made] = record.read().values()
    assert (made.needs_check, made.connector_id) == (False, CREATED.connector_id)
    assert made.file == "docs.toml"


async def test_it_can_be_sent_again_if_that_was_decided(
    history: History, colleague: History, origin: SourceFile, record: SourceRecord
) -> None:
    await send(history, origin)
    await send(colleague, origin, replace_ids(8), decided=lambda _: True)
    [made] = record.read().values()
    assert made.connector_id == 8


def replace_ids(number: int) -> Outcome:
    return replace(CREATED, connector_id=number)


async def test_a_record_that_cannot_be_written_is_told_and_nothing_stops(
    history: History, file: RequestSource
) -> None:
    missing = replace(file, path=file.folder / "none" / "docs.toml")
    sent = await send(history, SourceFile.of(missing, sandbox=False, in_folder=True))
    assert sent.outcome == CREATED
    assert "Can't write to the folder's record" in sent.warning


async def test_a_broken_record_keeps_it_from_being_sent(
    history: History, origin: SourceFile, record: SourceRecord
) -> None:
    record.path.write_text("<<<<<<< ours\n")
    with pytest.raises(BrokenRecord):
        find_conflicts(history, HOST, REQUEST, origin)
    client = FakeClient(CREATED)
    with pytest.raises(BrokenRecord):
        await Submission(REQUEST, client, history, HOST, origin).run()
    assert client.sent == []
    assert not history.unresolved()
    assert (await send(history, origin, unrecorded=True)).warning
    assert record.path.read_text() == "<<<<<<< ours\n"


async def test_the_record_learns_what_this_machine_knows(
    history: History, colleague: History, origin: SourceFile
) -> None:
    """Sent before there was a record, as a file by itself."""
    await send(history, origin._replace(record=None))
    assert reasons(colleague, origin) == []
    assert reasons(history, origin) == [Reason.CREATED]
    assert reasons(colleague, origin) == [Reason.CREATED]


@pytest.mark.parametrize("more", [{}, {"id": ""}, {"id": "the start"}])
async def test_a_source_of_the_record_takes_nothing_from_another_submission(
    history: History, origin: SourceFile, record: SourceRecord, more: dict[str, str]
) -> None:
    """People write records by hand, and what the history could not note has no ID."""
    elsewhere = await send(history, None)
    if more.get("id"):
        more = {"id": elsewhere.intent[:4]}
    sent = {"sent_at": "2026-11-29T10:00:00Z", **more}
    record.path.write_text(json.dumps({f"{HOST} web Handbook": sent}))
    find_conflicts(history, HOST, REQUEST, origin)
    found = record.read()[(HOST, "web", "Handbook")]
    assert (found.needs_check, found.connector_id) == (True, None)


async def test_the_record_learns_what_was_lost_before_there_was_one(
    history: History, colleague: History, origin: SourceFile
) -> None:
    await send(history, origin._replace(record=None), UNKNOWN)
    assert reasons(history, origin) == [Reason.UNRESOLVED]
    assert reasons(colleague, origin) == [Reason.UNRESOLVED]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [(CREATED, [Reason.CREATED]), (REFUSED, []), (UNKNOWN, [Reason.UNRESOLVED])],
    ids=["created", "refused", "unknown"],
)
async def test_the_record_catches_up_after_a_kill_between_the_two(
    history: History,
    colleague: History,
    origin: SourceFile,
    outcome: Outcome,
    expected: list[Reason],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(Submission, "_record", lambda *_: None)
        await send(history, origin, outcome)
    assert reasons(colleague, origin) == [Reason.UNRESOLVED]
    assert reasons(history, origin) == expected
    assert reasons(colleague, origin) == expected


async def test_the_record_knows_the_end_that_the_history_could_not_note(
    tmp_path: Path, origin: SourceFile
) -> None:
    history = BrokenHistory(tmp_path / "full" / "history.jsonl", before=False, after=True)
    await send(history, origin)
    assert reasons(History(tmp_path / "full" / "history.jsonl"), origin) == [Reason.CREATED]
