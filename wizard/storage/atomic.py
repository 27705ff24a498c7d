"""Atomic writes to files that are private from the moment they exist."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from pathlib import Path
from typing import Final

from wizard.utils.errors import WizardError

_FOLDER_MODE: Final = 0o700
_FILE_MODE: Final = 0o600
_LEFTOVER: Final = ".tmp"
_MAX_TEMP_AGE_SECONDS: Final = 3600.0  # no write takes that long


class StorageError(WizardError):
    """Something cannot be stored or read. The program can continue without it."""


def private_dir(path: Path) -> Path:
    """Create ``path`` as a folder of mode 0700, with any missing parents, and return it.

    An existing folder must belong to the user; permissions of others in it are revoked. A folder
    behind a symbolic link is left unchanged, and refused if others may write to it. Raises
    ``StorageError``.
    """
    if not path.is_absolute():
        raise StorageError(
            "Can't find your home folder.",
            where=str(path),
            advice="Set HOME, or set XDG_STATE_HOME to a folder you own.",
        )
    try:
        _make_folder(path)
        _make_private(path)
    except OSError as error:
        raise StorageError.of_os(error, str(path)) from None
    return path


def write_private(path: Path, data: bytes) -> None:
    """Atomically replace the content of the file at ``path`` with ``data``.

    The content is on disk when this returns; on failure the file is unchanged. A symbolic link at
    ``path`` is replaced, not followed. Raises ``StorageError``.
    """
    private_dir(path.parent)
    try:
        replace_file(path, data)
    except OSError as error:
        raise StorageError.of_os(error, str(path)) from None


def write_linked(path: Path, data: bytes) -> None:
    """Write like ``write_private``, but follow a symbolic link at ``path`` instead of replacing it.

    The link, its target and the target's folder must belong to the user, and nobody else may have
    write access to that folder. Raises ``StorageError``.
    """
    private_dir(path.parent)
    try:
        replace_file(_own_target(path) if path.is_symlink() else path, data)
    except OSError as error:
        raise StorageError.of_os(error, str(path)) from None


def open_private(path: Path, flags: int) -> int:
    """Return a descriptor for the regular file at ``path``, created with mode 0600 if missing.

    flags: as for ``os.open``. Never follows a link and never blocks. Raises ``OSError``, and
    ``StorageError`` if it is not a regular file.
    """
    safe = os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
    descriptor = os.open(path, flags | safe, _FILE_MODE)
    try:
        info = os.fstat(descriptor)
        if not stat.S_ISREG(info.st_mode):
            raise StorageError(
                "This path exists but isn't a file.",
                where=str(path),
                advice="Move it away.",
            )
        # A strict umask clears more bits than intended; an older file may have extra ones.
        if stat.S_IMODE(info.st_mode) != _FILE_MODE and info.st_uid == os.geteuid():
            os.fchmod(descriptor, _FILE_MODE)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of ``data``. Raises ``OSError``."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_folder(folder: Path) -> None:
    """Sync the entries of ``folder`` to disk, if its file system supports that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def quarantine(path: Path) -> Path:
    """Rename ``path`` to the first free ``path.broken-N`` and return the new path.

    Raises ``StorageError``.
    """
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.broken-{number}")):
        number += 1
    try:
        os.rename(path, aside)
    except OSError as error:
        raise StorageError.of_os(error, str(path)) from None
    return aside


def remove_stale_temp_files(folder: Path) -> None:
    """Remove temporary files over an hour old that killed writers left in ``folder``."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f".*{_LEFTOVER}"):
            if time.time() - path.lstat().st_mtime > _MAX_TEMP_AGE_SECONDS:
                path.unlink()


def remove_temp_files(folder: Path, name: str) -> None:
    """Remove the temporary files of ``name``, which nobody else may be writing now."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f".{name}.*{_LEFTOVER}"):
            path.unlink()


def replace_file(path: Path, data: bytes, mode: int = _FILE_MODE) -> None:
    """Atomically put a new file of ``mode`` at ``path``. Raises ``OSError``."""
    import secrets  # imported late so that the first screen does not wait for it

    new = path.parent / f".{path.name}.{secrets.token_hex(8)}{_LEFTOVER}"
    try:
        descriptor = open_private(new, os.O_WRONLY | os.O_EXCL)
        try:
            write_all(descriptor, data)
            if mode != _FILE_MODE:
                os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(new, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(new)
        raise
    sync_folder(path.parent)


def _own_target(path: Path) -> Path:
    """Return the target of the link at ``path``. Raises ``StorageError`` and ``OSError``."""
    target = Path(os.path.realpath(path))
    folder = target.parent.stat()
    owners = {path.lstat().st_uid, folder.st_uid}
    if os.path.lexists(target):
        info = target.lstat()
        owners.add(info.st_uid)
        if not stat.S_ISREG(info.st_mode):
            raise StorageError(
                "This link points to something that isn't a file.",
                where=str(path),
                advice="Point it to a file.",
            )
    if owners != {os.geteuid()}:
        raise StorageError(
            "This link, or its target, belongs to another user.",
            where=str(path),
            advice="Point it to a file you own.",
        )
    _refuse_shared(path, folder)
    return target


def _make_folder(path: Path) -> None:
    if path.is_dir():
        return
    try:
        os.mkdir(path, _FOLDER_MODE)
    except FileNotFoundError:
        if path.parent.is_dir():  # and yet nothing can be created in it, as in /proc
            raise StorageError(
                "Can't create a folder here.",
                where=str(path),
                advice="Set HOME, or set XDG_STATE_HOME to a folder you own.",
            ) from None
        _make_folder(path.parent)
        _make_folder(path)
    except FileExistsError:
        return  # created by another process, or not a folder, which is detected next
    else:
        os.chmod(path, _FOLDER_MODE)  # regardless of the umask


def _make_private(path: Path) -> None:
    me = os.geteuid()
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        info = os.fstat(descriptor)
        here = path.lstat()
        foreign = info.st_uid != me and me != 0
        if foreign or here.st_uid not in (me, 0, info.st_uid):
            raise StorageError(
                "This folder belongs to another user.",
                where=str(path),
                advice="Set HOME, or set XDG_STATE_HOME to a folder you own.",
            )
        if not os.path.samestat(here, info):
            # A link may lead to a shared folder such as /tmp, whose mode must not be changed.
            _refuse_shared(path, info)
        elif info.st_uid == me and stat.S_IMODE(info.st_mode) != _FOLDER_MODE:
            with contextlib.suppress(OSError):
                os.fchmod(descriptor, _FOLDER_MODE)
    finally:
        os.close(descriptor)


def _refuse_shared(path: Path, info: os.stat_result) -> None:
    if info.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise StorageError(
            "Other users can write to the folder this link points to.",
            where=str(path),
            advice="Point it to a folder that only you can write to.",
        )
