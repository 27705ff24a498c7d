"""Request files: JSON or TOML text into plain values. Knows nothing of what they mean."""

from __future__ import annotations

import json
import os
import stat
import sys
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

STDIN: Final = "-"
LARGEST: Final = 10 * 1024 * 1024
"""Bytes; a request with a few key files in it is far below."""


class UnreadableFile(Exception):
    """The file is missing, not text, or neither JSON nor TOML; the text says which, and where."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's content as plain values.

    name: as the person gave it. folder: what relative paths in it start from.
    exposed: others than the owner may read the file.
    """

    name: str
    folder: Path
    values: dict[str, Any]
    exposed: bool = False


def read(name: str) -> Source:
    """Read the file ``name``, or standard input for ``-``.

    Raises UnreadableFile.
    """
    if name == STDIN:
        return Source("standard input", Path.cwd(), parse(sys.stdin.buffer.read(LARGEST + 1)))
    path = Path(name)
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableFile(f"cannot be read: {reason(error)}.") from None
    exposed = stat.S_ISREG(mode) and bool(mode & (stat.S_IRGRP | stat.S_IROTH))
    return Source(name, path.absolute().parent, parse(data, path.suffix.lower()), exposed)


def parse(data: bytes, suffix: str = "") -> dict[str, Any]:
    """The values in ``data``; JSON when ``suffix`` is ``.json`` or the text starts with a brace.

    Raises UnreadableFile, whose text never quotes the content.
    """
    if len(data) > LARGEST:
        raise UnreadableFile(f"is larger than {LARGEST // 1024 // 1024} MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"is not UTF-8 text (byte {error.start + 1}).") from None
    if not text.strip():
        raise UnreadableFile("is empty.")
    is_json = suffix == ".json" or (suffix != ".toml" and text.lstrip().startswith(("{", "[")))
    try:
        values = _parse_json(text) if is_json else tomllib.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableFile(f"is not JSON: {error.msg} ({where}).") from None
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(f"is not TOML: {_lowered(str(error))}.") from None
    except ValueError:
        raise UnreadableFile("holds a number that is too long.") from None
    except RecursionError:
        raise UnreadableFile("is nested too deeply.") from None
    if not isinstance(values, dict):
        raise UnreadableFile('must hold one object: {"name": …, "type": …, …}.')
    plain: dict[str, Any] = _plain(values)
    return plain


def reason(error: OSError) -> str:
    """What the system says, without the path."""
    return (error.strerror or type(error).__name__).lower()


def _parse_json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableFile(f"gives `{twice}` twice in one object.")
    return values


def _constant(name: str) -> Any:
    raise UnreadableFile(f"holds {name}, which is not a JSON value.")


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]


def _plain(value: Any) -> Any:
    """TOML's dates and times as ISO text, as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value
