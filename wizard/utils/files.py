"""Bounded, non-blocking reading of user-supplied files, with actionable error messages."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO, Final

from wizard.utils.errors import FileAccessError, FileError
from wizard.utils.parsing import parse_json, parse_toml

__all__ = [
    "MAX_BYTES",
    "STDIN",
    "FileAccessError",
    "FileError",
    "decode",
    "expand_path",
    "is_handed_over",
    "open_file",
    "parse_json",
    "parse_toml",
    "read_bytes_file",
    "read_handed_over",
    "read_text_file",
    "read_text_stream",
    "readable_by_others",
]

MAX_BYTES: Final = 1024 * 1024
"""The default maximum number of bytes to read from a file."""

STDIN: Final = "standard input"

_DESCRIPTOR: Final = re.compile(r"/(?:dev|proc/self)/fd/\d+")
_handed_over: dict[str, str] = {}

_UNITS: Final = ((1024 * 1024, "MiB"), (1024, "KiB"), (1, "bytes"))
_KINDS: Final = (
    (stat.S_ISDIR, "This is a folder, not a file."),
    (stat.S_ISFIFO, "This is a pipe, not a file."),
    (stat.S_ISSOCK, "This is a socket, not a file."),
    (stat.S_ISCHR, "This is a device, not a file."),
    (stat.S_ISBLK, "This is a device, not a file."),
    (stat.S_ISLNK, "This is a symbolic link, which isn't followed here."),
)


def expand_path(path: str | os.PathLike[str]) -> Path:
    """Return ``path`` with a leading ``~`` replaced by the home folder.

    Raises ``FileError`` for a path that no file can have.
    """
    text = os.fspath(path)
    if not text.strip():
        raise FileError("Enter a path.", advice="Enter a file's path.")
    try:
        impossible = b"\0" in os.fsencode(text)
    except UnicodeEncodeError:
        impossible = True
    if impossible:
        raise FileError("No file can have this path.", where=text, advice="Check the path.")
    if isinstance(path, Path) and not text.startswith("~"):
        return path
    return Path(os.path.expanduser(text))  # pathlib's version raises if no home folder is known


def open_file(path: str | os.PathLike[str], *, follow: bool = True) -> int:
    """Return a descriptor for reading the regular file at ``path``, without blocking on others.

    follow: False refuses a symbolic link. Raises ``FileError``.
    """
    place = expand_path(path)
    links = 0 if follow else os.O_NOFOLLOW
    try:
        # Merely opening a device can affect it, so check before opening, and again afterwards.
        _insist_on_file(os.stat(place, follow_symlinks=follow), place)
        descriptor = os.open(place, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | links)
        try:
            _insist_on_file(os.fstat(descriptor), place)
        except FileError:
            os.close(descriptor)
            raise
    except OSError as error:
        raise FileAccessError.of_os(error, str(place)) from None
    return descriptor


def read_bytes_file(path: str | os.PathLike[str], *, limit: int = MAX_BYTES) -> bytes:
    """Return the content of the file at ``path``, up to ``limit`` bytes. Raises ``FileError``."""
    with open(open_file(path), "rb", buffering=0) as file:
        return _read(file, limit, str(expand_path(path)))


def read_text_file(path: str | os.PathLike[str], *, limit: int = MAX_BYTES) -> str:
    """Return the text of the file at ``path``, up to ``limit`` bytes.

    The encoding is UTF-8, or UTF-16 with a byte order mark. The mark is removed; line ends are
    kept. Raises ``FileError``.
    """
    return decode(read_bytes_file(path, limit=limit), where=str(expand_path(path)))


def is_handed_over(path: str | os.PathLike[str]) -> bool:
    """Return whether ``path`` is a pipe opened by the shell, as for ``<(command)``.

    Other pipes are never read, since nobody may ever write to them.
    """
    try:
        return bool(_DESCRIPTOR.fullmatch(os.fspath(path))) and stat.S_ISFIFO(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def read_handed_over(path: str | os.PathLike[str], *, limit: int = MAX_BYTES) -> str:
    """Return the text of a pipe passed by the shell, cached because it can be read only once.

    Blocks until its end. Raises ``FileError``.
    """
    name = os.fspath(path)
    if name not in _handed_over:
        try:
            with open(name, "rb", buffering=0) as stream:
                _handed_over[name] = read_text_stream(stream, limit=limit, where=name)
        except OSError as error:
            raise FileAccessError.of_os(error, name) from None
    return _handed_over[name]


def read_text_stream(stream: BinaryIO, *, limit: int = MAX_BYTES, where: str = STDIN) -> str:
    """Return the text of ``stream``, decoded as by ``read_text_file``. Blocks until its end."""
    try:
        return decode(_read(stream, limit, where), where=where)
    except OSError as error:
        raise FileAccessError.of_os(error, where) from None


def readable_by_others(path: str | os.PathLike[str]) -> bool:
    """Return whether the file's mode lets its group or everyone else read it."""
    try:
        return bool(os.stat(expand_path(path)).st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False


def decode(data: bytes, *, where: str) -> str:
    """Decode ``data`` as described for ``read_text_file``.

    Raises ``FileError``, whose text repeats none of the data.
    """
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if utf16 else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        binary = not utf16 and b"\0" in data
    else:
        if "\0" not in text:
            return text
        binary = True
    # Outside the except block, so that the exception holds no reference to the data.
    if binary:
        raise FileError(
            "This isn't a text file (it contains null bytes).",
            where=where,
            advice="Check that it is the right file.",
        )
    raise FileError(
        f"This text is neither UTF-8 nor UTF-16 with a byte order mark (see line {line}).",
        where=where,
        advice="Save it as UTF-8.",
    )


def _insist_on_file(info: os.stat_result, place: Path) -> None:
    if stat.S_ISREG(info.st_mode):
        return
    words = next((words for test, words in _KINDS if test(info.st_mode)), "This isn't a file.")
    raise FileError(words, where=str(place), advice="Enter a file's path.")


def _read(stream: BinaryIO, limit: int, where: str) -> bytes:
    taken = bytearray()
    try:
        while len(taken) <= limit and (part := stream.read(min(limit + 1 - len(taken), 65536))):
            taken += part
    except OSError as error:
        raise FileAccessError.of_os(error, where) from None
    if len(taken) > limit:
        raise FileError(
            f"This is larger than {_size(limit)}.",
            where=where,
            advice="Check that it is the right file.",
        )
    return bytes(taken)


def _size(number: int) -> str:
    unit, name = next((unit, name) for unit, name in _UNITS if number >= unit or unit == 1)
    return f"{number // unit if number % unit == 0 else number / unit:.4g} {name}"
