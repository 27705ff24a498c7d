"""Sending several: how many at once, what may overlap, and what stops the rest."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from wizard.api import (
    Connecting,
    Created,
    CreateSourceRequest,
    Outcome,
    OutcomeUnknown,
    Progress,
    RefusalReason,
    Refused,
    UnknownReason,
    Waiting,
)
from wizard.cli.batch import BUSY, LEFT, SIGNED_OUT, UNCLEAR, Batch, Job
from wizard.cli.results import FileResult
from wizard.flow import WizardFlow
from wizard.storage.history import History
from wizard.storage.history_file import PendingWrite

CREATED = Created(connector_id=7, credential_id=8, status="ok", message="Queued.")
SIGN_IN = Refused(
    kind=RefusalReason.SESSION, message="Sign in.", server_message="", status_code=401
)


class Server:
    """Answers with ``outcome``, after a turn of the loop or two."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = outcomes
        self.under_way = self.most = self.count = 0

    async def create(
        self, request: CreateSourceRequest, *, on_progress: Callable[[Progress], None] | None = None
    ) -> Outcome:
        self.count += 1
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0.005)
        self.under_way -= 1
        return self.outcomes[min(self.count, len(self.outcomes)) - 1]


class Interrupted(Server):
    """Is interrupted as often as ``times`` while four requests are with it."""

    def __init__(self, *outcomes: Outcome, times: int) -> None:
        super().__init__(*outcomes)
        self.times = times

    async def create(
        self, request: CreateSourceRequest, *, on_progress: Callable[[Progress], None] | None = None
    ) -> Outcome:
        self.count += 1
        if on_progress is not None:
            on_progress(Waiting() if self.count < 4 else Connecting())
        if self.count == 4:
            for _ in range(self.times):
                signal.raise_signal(signal.SIGINT)
                await asyncio.sleep(0)
            await asyncio.Event().wait()
        await asyncio.sleep(0.01)
        return self.outcomes[0] if self.times == 1 else await asyncio.Future()


class Watched(History):
    """Knows how many notes went to the disk each time."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.sizes: list[int] = []

    def write_batch(self, lines: Sequence[PendingWrite]) -> None:
        super().write_batch(lines)
        self.sizes.append(len(lines))


def job(number: int) -> Job:
    flow = WizardFlow()
    flow.choose("web")
    request = CreateSourceRequest(name=f"Docs {number}", type="web")
    return Job(FileResult(f"{number}.json"), request, flow, None)


def jobs(count: int) -> list[Job]:
    return [job(number) for number in range(count)]


def outcomes(batch: Sequence[Job]) -> list[str]:
    return [job.result.words() for job in batch]


@pytest.mark.parametrize("at_once", [1, 3])
def test_no_more_are_under_way_than_may_be(tmp_path: Path, at_once: int) -> None:
    server, history, all_of_them = Server(CREATED), History(tmp_path / "s" / "h"), jobs(9)
    assert Batch(server, history, "h", all_of_them, at_once).run()
    assert (server.count, server.most) == (9, at_once)
    assert outcomes(all_of_them) == ["created"] * 9
    assert [entry.outcome for entry in history.read().entries] == ["created"] * 9


def test_the_end_of_one_and_the_intent_of_the_next_go_to_the_disk_together(tmp_path: Path) -> None:
    history, all_of_them = Watched(tmp_path / "s" / "h"), jobs(4)
    assert Batch(Server(CREATED), history, "h", all_of_them, 1).run()
    assert history.sizes == [1, 2, 2, 2, 1]
    assert outcomes(all_of_them) == ["created"] * 4
    assert [entry.outcome for entry in history.read().entries] == ["created"] * 4


def test_who_may_not_send_is_known_before_that_is_noted(tmp_path: Path) -> None:
    server, history, all_of_them = Server(SIGN_IN), History(tmp_path / "s" / "h"), jobs(3)
    assert Batch(server, history, "h", all_of_them, 1).run()
    assert server.count == len(history.read().entries) == 1
    assert [job.result.failure for job in all_of_them[1:]] == [SIGNED_OUT] * 2


@pytest.mark.parametrize(
    ("kind", "status"), [(RefusalReason.RATE_LIMITED, 429), (RefusalReason.UNAVAILABLE, 503)]
)
def test_a_server_that_takes_no_more_is_left_alone(
    tmp_path: Path, kind: RefusalReason, status: int
) -> None:
    server = Server(CREATED, Refused(kind=kind, message="Later.", status_code=status))
    history, all_of_them = History(tmp_path / "s" / "h"), jobs(5)
    assert Batch(server, history, "h", all_of_them, 1).run()
    assert server.count == len(history.read().entries) == 2
    assert [job.result.failure for job in all_of_them[2:]] == [BUSY] * 3


def test_no_more_is_sent_where_nothing_is_clearly_answered(tmp_path: Path) -> None:
    lost = OutcomeUnknown(reason=UnknownReason.CUT, message="?")
    server = Server(lost, lost, CREATED, lost, lost, lost, CREATED)
    history, all_of_them = History(tmp_path / "s" / "h"), jobs(9)
    assert Batch(server, history, "h", all_of_them, 1).run()
    assert server.count == len(history.read().entries) == 6
    assert outcomes(all_of_them[:6]) == [*["unknown"] * 2, "created", *["unknown"] * 3]
    assert [job.result.failure for job in all_of_them[6:]] == [UNCLEAR] * 3


def test_two_batches_at_one_sandbox_send_each_once(tmp_path: Path) -> None:
    server, path = Server(CREATED), tmp_path / "s" / "h"
    batches = [jobs(6), jobs(6)]

    async def both() -> list[bool]:
        histories = [History(path, server="one sandbox") for _ in batches]
        pairs = zip(histories, batches, strict=True)
        runs = [Batch(server, history, "sandbox", some, 2)._run() for history, some in pairs]
        return await asyncio.gather(*runs)

    assert asyncio.run(both()) == [True, True]
    assert server.count == 6
    found = [outcomes(some) for some in batches]
    assert {word for words in found for word in words} <= {"created", "created before", "not sent"}
    assert [first == second == "not sent" for first, second in zip(*found, strict=True)] == [
        False
    ] * 6
    assert [job.result.made is not None for job in batches[0] + batches[1]].count(True) >= 6


def test_of_two_alike_in_one_batch_one_is_sent(tmp_path: Path) -> None:
    server, history, alike = Server(CREATED), History(tmp_path / "s" / "h"), [job(0), job(0)]
    assert Batch(server, history, "h", alike, 2).run()
    assert server.count == 1
    failure = alike[1].result.failure
    assert failure is not None
    assert "This run is sending another connector of this type and name." in failure.message


def test_ctrl_c_waits_for_what_was_sent_and_sends_no_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server, history, all_of_them = Interrupted(CREATED, times=1), History(tmp_path / "s/h"), jobs(9)
    assert not Batch(server, history, "h", all_of_them, 4).run()
    assert outcomes(all_of_them[:4]) == [*["created"] * 3, "not connected"]
    assert [job.result.failure for job in all_of_them[4:]] == [LEFT] * 5
    assert "3 answers" in capsys.readouterr().err
    assert not history.unresolved()


def test_a_second_ctrl_c_leaves_without_the_answers(tmp_path: Path) -> None:
    server, history, all_of_them = Interrupted(times=2), History(tmp_path / "s/h"), jobs(9)
    assert not Batch(server, history, "h", all_of_them, 4).run()
    assert outcomes(all_of_them[:4]) == [*["unknown"] * 3, "not connected"]
    assert len(history.unresolved()) == 3


def test_ctrl_c_with_all_sent_loses_nothing(tmp_path: Path) -> None:
    class Last(Server):
        async def create(
            self,
            request: CreateSourceRequest,
            *,
            on_progress: Callable[[Progress], None] | None = None,
        ) -> Outcome:
            if on_progress is not None:
                on_progress(Waiting())
            signal.raise_signal(signal.SIGINT)
            return await super().create(request)

    all_of_them = jobs(1)
    assert Batch(Last(CREATED), History(tmp_path / "s/h"), "h", all_of_them, 1).run()
    assert outcomes(all_of_them) == ["created"]
