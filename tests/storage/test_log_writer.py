"""Notes that come while the disk is busy go to it together, and each learns what became of it."""

from __future__ import annotations

import asyncio
import errno
import os
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from wizard.storage.atomic import StorageError
from wizard.storage.history import History
from wizard.storage.log_writer import BatchedLogWriter
from wizard.storage.outcome_words import UNKNOWN

SOME = 12


def begin(history: History, number: int = 0) -> str:
    sent: dict[str, Any] = {"host": "h", "type": "web", "name": f"Name {number}", "digest": "d"}
    return history.intent(decided=lambda _: True, **sent)


async def test_what_is_noted_at_once_is_synced_at_once_and_on_the_disk_then(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_sync = os.fsync
    synced: list[bytes] = []

    def slow_sync(descriptor: int) -> None:
        time.sleep(0.01)
        plain_sync(descriptor)
        if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
            synced.append(path.read_bytes())

    monkeypatch.setattr(os, "fsync", slow_sync)
    notes = BatchedLogWriter(history)

    async def send(number: int) -> str:
        intent = await notes.note(partial(begin, history, number))
        assert intent.encode() in synced[-1]
        await notes.note(partial(history.refused, intent, kind="invalid"))
        assert b'"refused"' in synced[-1]
        return intent

    intents = await asyncio.gather(*map(send, range(SOME)))
    assert {entry.id for entry in history.read().entries} == set(intents)
    assert {entry.outcome for entry in history.read().entries} == {"refused"}
    assert len(synced) <= 4


class Disk:
    """It is done with what it was asked for when ``answer`` is set."""

    def __init__(self) -> None:
        self.asked, self.answer = threading.Event(), threading.Event()

    def sync(self, _descriptor: int) -> None:
        self.asked.set()
        assert self.answer.wait(20)

    async def is_asked(self) -> None:
        assert await asyncio.to_thread(self.asked.wait, 20)


async def test_the_disk_holds_up_nothing_else(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk()
    monkeypatch.setattr(os, "fsync", disk.sync)
    noting = asyncio.create_task(BatchedLogWriter(history).note(partial(begin, history)))
    await disk.is_asked()
    assert not noting.done()
    disk.answer.set()
    await noting


async def test_a_full_disk_is_said_to_all_and_to_none_that_come_later(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = BatchedLogWriter(history)
    await notes.note(partial(begin, history))
    before = path.read_bytes()

    def full(_descriptor: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        calls = [notes.note(partial(begin, history, number)) for number in range(SOME)]
        found: list[Any] = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(error) for error in found] == [StorageError] * SOME
    assert path.read_bytes() == before
    await notes.note(partial(begin, history))
    assert len(history.read().entries) == 2


async def test_what_cannot_be_noted_spoils_no_other(history: History) -> None:
    notes = BatchedLogWriter(history)
    wrong = notes.note(partial(history.unknown, "of another run", reason=""))
    right = notes.note(partial(begin, history))
    error, intent = await asyncio.gather(wrong, right, return_exceptions=True)
    assert isinstance(error, ValueError)
    assert [entry.id for entry in history.read().entries] == [intent]


@pytest.mark.parametrize("begun", [False, True])
async def test_when_all_is_cancelled_what_was_said_is_noted_still(
    history: History, monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    notes = BatchedLogWriter(history)
    intents = [await notes.note(partial(begin, history, number)) for number in range(3)]
    disk = Disk()
    monkeypatch.setattr(os, "fsync", disk.sync)
    ends = [partial(history.unknown, intent, reason="timeout") for intent in intents]
    waiting = [asyncio.create_task(notes.note(end)) for end in ends[:1]]
    if begun:
        await disk.is_asked()
    else:
        await asyncio.sleep(0)
    waiting.append(asyncio.create_task(notes.note(ends[1])))
    await asyncio.sleep(0)
    # As a loop does that is closed, at the second ctrl+c; then one more end is known.
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    disk.answer.set()
    async with asyncio.timeout(5):
        await notes.note(ends[2])
    ended = {entry.message for entry in history.read().entries}
    assert ended == {UNKNOWN["timeout"]}


async def test_who_is_cancelled_while_it_is_written_spoils_no_other(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk()
    monkeypatch.setattr(os, "fsync", disk.sync)
    notes = BatchedLogWriter(history)
    tasks = [asyncio.create_task(notes.note(partial(begin, history, n))) for n in range(3)]
    await disk.is_asked()
    tasks[0].cancel()
    disk.answer.set()
    found = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(found[0], asyncio.CancelledError)
    written = {entry.id for entry in history.read().entries}
    assert set(found[1:]) <= written
