"""The key for digests in the history, without which their content cannot be guessed."""

from __future__ import annotations

import hmac
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Final

from wizard.storage.atomic import StorageError, write_private
from wizard.utils.files import FileAccessError, FileError, read_bytes_file

_SIZE: Final = 32  # bytes, written as hexadecimal digits
_NAME_CHARS: Final = 8


def read_key(path: Path) -> bytes | None:
    """Return the key in the file ``path``; None if there is no file. Raises ``StorageError``."""
    try:
        info = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError.of_os(error, str(path)) from None
    try:
        return _read(path, info.st_dev, info.st_ino, info.st_size, info.st_ctime_ns)
    except StorageError:
        if path.exists():
            raise
        return None


@lru_cache(maxsize=4)
def _read(path: Path, *_: int) -> bytes:
    """Return the key, read once for as long as nobody changes the file or who may read it."""
    try:
        key = bytes.fromhex(read_bytes_file(path).decode("ascii"))
    except FileAccessError as error:
        raise StorageError(error.message, where=error.location, advice=error.hint) from None
    except (FileError, ValueError):
        key = b""
    if len(key) != _SIZE:
        raise StorageError(
            "The key for the history's digests is broken.",
            where=str(path),
            advice="Move this file away to create a new one. The wizard then can't recognize what "
            "was created before.",
        )
    return key


def obtain_key(path: Path) -> bytes:
    """Return the key in the file ``path``, creating it if missing.

    The caller must hold the history's lock. The key is on disk when this returns. Raises
    ``StorageError``.
    """
    key = read_key(path)
    if key is None:
        key = secrets.token_bytes(_SIZE)
        write_private(path, key.hex().encode("ascii"))
    return key


def key_name(key: bytes) -> str:
    """Return a name for ``key``, from which the key cannot be guessed, to tell keys apart."""
    return keyed(key, "name")[:_NAME_CHARS]


def keyed(key: bytes, digest: str) -> str:
    """Return the HMAC-SHA256 (hex) of ``digest``, itself a SHA-256 of what was sent."""
    return hmac.digest(key, digest.encode(), "sha256").hex()
