"""Locks between processes, released by the system when a process dies."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wizard.storage.atomic import StorageError, open_private

_RETRY_SECONDS: Final = 0.01  # pause between attempts
_ACQUIRE_SECONDS: Final = 0.1  # another process checking the lock holds it for a moment
_REPLACED_AT_MOST: Final = 10_000  # a record is replaced at each change of it


def lock(descriptor: int, *, shared: bool = False) -> bool:
    """Lock the file behind ``descriptor`` without waiting; return False if already locked.

    On a file system without locks, this always succeeds.
    """
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def wait_for_lock(descriptor: int, seconds: float) -> bool:
    """Lock as ``lock`` does, waiting for at most ``seconds``."""
    end = time.monotonic() + seconds
    while not lock(descriptor):
        if time.monotonic() >= end:
            return False
        time.sleep(_RETRY_SECONDS)
    return True


def still_at(descriptor: int, path: Path) -> bool:
    """Return whether ``path`` is still the opened file, not since removed or replaced."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    return False


def open_locked(path: Path, open_file: Callable[[], int], seconds: float) -> int | None:
    """Return a locked descriptor of the file that stands at ``path``.

    Returns None if another process keeps it locked for ``seconds``. open_file: opens it; called
    again where it was replaced before it was locked.
    """
    end = time.monotonic() + seconds
    for _ in range(_REPLACED_AT_MOST):
        descriptor = open_file()
        try:
            locked = wait_for_lock(descriptor, end - time.monotonic())
            if locked and still_at(descriptor, path):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if not locked:
            break
    return None


@dataclass(frozen=True, slots=True)
class FileLock:
    """A lock file owned by this process until it is released or the process ends."""

    path: Path
    descriptor: int

    @classmethod
    def acquire(cls, path: Path) -> FileLock | None:
        """Acquire the lock at ``path``; None if another process has it. Raises ``StorageError``."""
        try:
            descriptor = open_locked(path, lambda: open_private(path, os.O_RDWR), _ACQUIRE_SECONDS)
        except OSError as error:
            raise StorageError.of_os(error, str(path)) from None
        return None if descriptor is None else cls(path, descriptor)

    def release(self) -> None:
        """Release the lock and remove its file."""
        with contextlib.suppress(OSError):
            os.unlink(self.path)
        os.close(self.descriptor)

    @staticmethod
    def is_held(path: Path) -> bool:
        """Return whether any running process, including this one, holds the lock at ``path``."""
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return False
        try:
            return not lock(descriptor, shared=True)
        finally:
            os.close(descriptor)
