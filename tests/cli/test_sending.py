"""Sending several: how many at once, what may overlap, and what stops the rest."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from wizard.api import Created, CreateSource, Kind, Outcome, Progress, Refused
from wizard.cli.results import Result
from wizard.cli.sending import SIGNED_OUT, Batch, Job
from wizard.flow import Flow
from wizard.storage.history import History

PATIENCE = 10.0
"""Seconds after which what is waited for never comes."""

CREATED = Created(connector_id=7, credential_id=8, status="ok", message="Queued.")
SIGN_IN = Refused(kind=Kind.SESSION, message="Sign in.", said="", status_code=401)


class Server:
    """Answers with ``outcome``, after a turn of the loop or two."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.under_way = self.most = self.count = 0

    async def create(
        self, request: CreateSource, *, on_progress: Callable[[Progress], None] | None = None
    ) -> Outcome:
        self.count += 1
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0.005)
        self.under_way -= 1
        return self.outcome


class Slow(History):
    """Notes the first end only once a second intent is on the disk, or nobody came with one."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.intents = self.ends = 0
        self.second = threading.Event()
        self.overlapped = False

    def intent(self, **data: Any) -> str:
        noted = super().intent(**data)
        self.intents += 1
        if self.intents == 2:
            self.second.set()
        return noted

    def created(self, intent_id: str, **data: Any) -> None:
        self.ends += 1
        if self.ends == 1:
            self.overlapped = self.second.wait(PATIENCE)
        super().created(intent_id, **data)


def job(number: int) -> Job:
    flow = Flow()
    flow.choose("web")
    request = CreateSource(name=f"Docs {number}", type="web")
    return Job(Result(f"{number}.json"), request, flow, None)


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


def test_the_next_need_not_wait_until_the_end_of_the_one_before_is_noted(tmp_path: Path) -> None:
    history, all_of_them = Slow(tmp_path / "s" / "h"), jobs(2)
    assert Batch(Server(CREATED), history, "h", all_of_them, 1).run()
    assert history.overlapped
    assert outcomes(all_of_them) == ["created", "created"]
    assert [entry.outcome for entry in history.read().entries] == ["created", "created"]


def test_who_may_not_send_is_known_before_that_is_noted(tmp_path: Path) -> None:
    server, history, all_of_them = Server(SIGN_IN), History(tmp_path / "s" / "h"), jobs(3)
    assert Batch(server, history, "h", all_of_them, 1).run()
    assert server.count == len(history.read().entries) == 1
    assert [job.result.failure.message for job in all_of_them[1:] if job.result.failure] == (
        [SIGNED_OUT] * 2
    )
