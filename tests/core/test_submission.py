"""Sending: noted before, once, and its end noted whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.sending import OFFLINE, REFUSED, REQUEST, UNKNOWN, BrokenHistory
from tests.support.services import CREATED, FakeClient
from wizard.api import (
    Connecting,
    CreateSourceRequest,
    NotConnected,
    Outcome,
    OutcomeUnknown,
    Progress,
    RefusalReason,
    Sending,
    UnknownReason,
    Waiting,
)
from wizard.core.submission import SourceFile, Submission, attempt_of
from wizard.storage import outcome_words
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.history import History, HistoryEntry


def hanging(*events: Progress) -> FakeClient:
    """Tells the events, and then waits for ever."""
    client = FakeClient(progress=events)
    client.gate = asyncio.Event()
    return client


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "state" / "history.jsonl")


@pytest.mark.parametrize(
    ("outcome", "recorded", "words"),
    [
        (CREATED, "created", ""),
        (REFUSED, "refused", f"{outcome_words.REFUSED['duplicate_name']} (HTTP 400)"),
        (OFFLINE, "refused", outcome_words.REFUSED[outcome_words.NOT_CONNECTED]),
        (UNKNOWN, "unknown", outcome_words.UNKNOWN["timeout"]),
    ],
    ids=["created", "refused", "not connected", "unknown"],
)
async def test_an_outcome_is_returned_and_noted(
    history: History, outcome: Outcome, recorded: str, words: str
) -> None:
    client = FakeClient(outcome)
    assert await Submission(REQUEST, client, history, "api.clarm.com").run() == outcome
    assert client.sent == [REQUEST]
    [entry] = history.read().entries
    assert (entry.outcome, entry.message, entry.host) == (recorded, words, "api.clarm.com")
    assert (entry.type, entry.name) == ("web", "Docs")
    assert entry.ended is not None


async def test_the_intent_is_on_the_disk_before_anything_is_sent(history: History) -> None:
    seen: list[HistoryEntry] = []

    class Looking(FakeClient):
        async def create(
            self,
            request: CreateSourceRequest,
            *,
            on_progress: Callable[[Progress], None] | None = None,
        ) -> Outcome:
            seen.extend(History(history._path).read().entries)
            return CREATED

    await Submission(REQUEST, Looking(), history, "h").run()
    assert [entry.outcome for entry in seen] == ["unknown"]
    assert [entry.ended for entry in seen] == [None]


async def test_progress_is_passed_on(history: History) -> None:
    seen: list[Progress] = []
    client = FakeClient(progress=(Connecting(), Sending(), Waiting()))
    await Submission(REQUEST, client, history, "h", on_progress=seen.append).run()
    assert seen == [Connecting(), Sending(), Waiting()]


async def test_the_outcome_is_told_before_it_is_noted(history: History) -> None:
    told: list[tuple[Outcome, str]] = []

    def hear(outcome: Outcome) -> None:
        [entry] = history.read().entries
        told.append((outcome, entry.outcome))

    await Submission(REQUEST, FakeClient(), history, "h", on_outcome=hear).run()
    assert told == [(CREATED, "unknown")]


async def test_the_file_it_came_from_is_noted(history: History, tmp_path: Path) -> None:
    file = tmp_path / "web.toml"
    origin = SourceFile(file, "abc")
    await Submission(REQUEST, FakeClient(), history, "h", origin).run()
    found = history.find_created(host="h", source=file, source_digest="abc")
    assert [entry.name for entry in found] == ["Docs"]


STOPS = pytest.mark.parametrize(
    ("events", "recorded", "type"),
    [
        ((), "refused", NotConnected),
        ((Connecting(),), "refused", NotConnected),
        ((Connecting(), Sending()), "unknown", OutcomeUnknown),
        ((Connecting(), Sending(), Waiting()), "unknown", OutcomeUnknown),
    ],
    ids=["at once", "connecting", "sending", "waiting"],
)


@STOPS
async def test_stopping_says_what_it_means(
    history: History, events: tuple[Progress, ...], recorded: str, type: type
) -> None:
    client = hanging(*events)
    submission = Submission(REQUEST, client, history, "h")
    task = asyncio.create_task(submission.run())
    await client.began.wait()
    submission.stop()
    submission.stop()
    assert isinstance(await task, type)
    [entry] = history.read().entries
    assert (entry.outcome, entry.ended is not None) == (recorded, True)


@STOPS
async def test_a_cancellation_is_noted_before_it_goes_on(
    history: History, events: tuple[Progress, ...], recorded: str, type: type
) -> None:
    client = hanging(*events)
    submission = Submission(REQUEST, client, history, "h")
    task = asyncio.create_task(submission.run())
    await client.began.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert isinstance(submission.outcome, type)
    [entry] = history.read().entries
    assert (entry.outcome, entry.ended is not None) == (recorded, True)


async def test_stopping_before_the_intent_is_kept_sends_nothing(history: History) -> None:
    client = FakeClient()
    submission = Submission(REQUEST, client, history, "h")
    task = asyncio.create_task(submission.run())
    await asyncio.sleep(0)
    submission.stop()
    assert isinstance(await task, NotConnected)
    assert client.sent == []
    assert [entry.outcome for entry in history.read().entries] == ["refused"]


async def test_what_cannot_be_noted_is_not_sent(tmp_path: Path) -> None:
    client = FakeClient()
    history = BrokenHistory(tmp_path / "h", before=True, after=True)
    with pytest.raises(StorageError):
        await Submission(REQUEST, client, history, "h").run()
    assert client.sent == []


@pytest.mark.parametrize("value", [float("inf"), object()])
async def test_what_can_never_be_sent_leaves_no_intent(history: History, value: object) -> None:
    client = FakeClient()
    request = REQUEST.model_copy(update={"config": {"other": value}})
    with pytest.raises((ValueError, TypeError)):
        await Submission(request, client, history, "h").run()
    assert client.sent == []
    assert history.read().entries == ()


async def test_the_person_may_send_it_unrecorded(tmp_path: Path) -> None:
    history = BrokenHistory(tmp_path / "h", before=True, after=True)
    submission = Submission(REQUEST, FakeClient(), history, "h", unrecorded=True)
    assert await submission.run() == CREATED
    assert "The disk is full." in submission.warning
    assert history.read().entries == ()


async def test_an_end_that_cannot_be_noted_does_not_hide_the_outcome(tmp_path: Path) -> None:
    history = BrokenHistory(tmp_path / "h", before=False, after=True)
    submission = Submission(REQUEST, FakeClient(), history, "h")
    assert await submission.run() == submission.outcome == CREATED
    assert "The disk is full." in submission.warning
    assert [entry.needs_check for entry in history.read().entries] == [True]


async def test_no_secret_is_noted(history: History) -> None:
    await Submission(REQUEST, FakeClient(), history, "h").run()
    assert b"s3cret-value" not in history._path.read_bytes()


def test_there_are_words_for_all_that_the_history_keeps_of_an_end() -> None:
    assert set(outcome_words.REFUSED) == {*RefusalReason, *outcome_words.UNSENT}
    assert set(outcome_words.UNKNOWN) == set(UnknownReason)


async def test_of_two_at_once_one_is_sent(history: History) -> None:
    clients = [hanging(Connecting(), Sending()), FakeClient()]
    first = Submission(REQUEST, clients[0], history, "h")
    task = asyncio.create_task(first.run())
    await clients[0].began.wait()
    for other in (history, History(history._path)):
        with pytest.raises(Conflict) as caught:
            await Submission(REQUEST, clients[1], other, "h").run()
        assert caught.value.reason is Reason.IN_FLIGHT
    first.stop()
    await task
    with pytest.raises(Conflict) as caught:
        await Submission(REQUEST, clients[1], history, "h").run()
    assert caught.value.reason is Reason.UNRESOLVED
    assert clients[1].sent == []
    again = Submission(REQUEST, clients[1], history, "h", decided=lambda _: True)
    assert await again.run() == CREATED
    assert len(history.read().entries) == 2


async def test_an_end_that_cannot_be_noted_is_in_flight_no_longer(tmp_path: Path) -> None:
    history = BrokenHistory(tmp_path / "h", before=False, after=True)
    await Submission(REQUEST, FakeClient(), history, "h").run()
    [conflict] = history.conflicts(**attempt_of(REQUEST, "h"))
    assert conflict.reason is Reason.UNRESOLVED
