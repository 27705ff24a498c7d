"""Claims: one process at a time, and a dead one has none."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import NoReturn

import pytest

from wizard.storage import lock as lock_module
from wizard.storage.atomic import StorageError
from wizard.storage.lock import FileLock, lock, wait_for_lock

HOLD = """
import sys
from pathlib import Path
from wizard.storage.lock import FileLock
print(FileLock.acquire(Path(sys.argv[1])) is not None, flush=True)
sys.stdin.read()
"""


def test_a_claim_is_for_one_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    assert not FileLock.is_held(path)
    claim = FileLock.acquire(path)
    assert claim
    assert FileLock.is_held(path)
    assert FileLock.acquire(path) is None
    claim.release()
    assert not path.exists()
    again = FileLock.acquire(path)
    assert again
    again.release()


def test_the_claim_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == b"True\n"
        assert FileLock.is_held(path)
        assert FileLock.acquire(path) is None
        child.kill()
    assert path.exists()
    assert not FileLock.is_held(path)
    claim = FileLock.acquire(path)
    assert claim
    claim.release()


def test_many_at_once_get_one_claim(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    claims: list[FileLock | None] = []
    start = threading.Barrier(6)

    def take() -> None:
        start.wait()
        claims.append(FileLock.acquire(path))

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (claim,) = filter(None, claims)
    claim.release()


def test_a_claim_to_a_file_that_was_just_removed_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.lock"
    first = FileLock.acquire(path)
    assert first
    releases = [first.release]

    def lock_late(descriptor: int) -> bool:
        while releases:
            releases.pop()()
        return lock(descriptor)

    monkeypatch.setattr(lock_module, "lock", lock_late)
    second = FileLock.acquire(path)
    assert second
    assert FileLock.acquire(path) is None
    second.release()


def test_a_claim_that_fails_keeps_neither_lock_nor_descriptor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []

    def refuse(descriptor: int, _path: Path) -> NoReturn:
        opened.append(descriptor)
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.lock"
    with monkeypatch.context() as broken:
        broken.setattr(lock_module, "still_at", refuse)
        for _ in range(3):
            with pytest.raises(StorageError):
                FileLock.acquire(path)
    assert len(opened) == 3
    for descriptor in opened:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(descriptor)
    claim = FileLock.acquire(path)
    assert claim
    claim.release()


def test_a_look_does_not_stop_others_from_looking(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    first, second = (os.open(tmp_path / "a", os.O_RDONLY) for _ in range(2))
    assert lock(first, shared=True)
    assert lock(second, shared=True)
    assert not wait_for_lock(second, 0.02)
    os.close(first)
    assert wait_for_lock(second, 0.02)
    os.close(second)


def test_a_file_system_without_locks_gives_them_to_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> NoReturn:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    first, second = FileLock.acquire(tmp_path / "a"), FileLock.acquire(tmp_path / "a")
    assert first
    assert second
    first.release()
    second.release()
