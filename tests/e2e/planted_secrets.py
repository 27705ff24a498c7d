"""Planted secrets, and the search for them in whatever came out, however it was written."""

from __future__ import annotations

import base64
import html
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote, quote_plus

_ENOUGH: Final = 12
"""Characters of a marker in a row that give it away; no two markers share as many."""

_ENCODERS: Final[Mapping[str, Callable[[str], str]]] = {
    "raw": lambda text: text,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text))[3:-3],
    "repr": lambda text: repr(text)[1:-1],
    "URL": lambda text: quote(text, safe=""),
    "URL in small letters": lambda text: quote(text, safe="").lower(),
    "form": quote_plus,
    "HTML": html.escape,
    "hexadecimal": lambda text: text.encode().hex(),
}


def forms(marker: str) -> Iterator[tuple[str, bytes]]:
    """Every way in which ``marker`` may be written, with its name.

    Of a marker of several lines each line counts by itself.
    """
    for part in {marker, *(line for line in marker.splitlines() if len(line) >= _ENOUGH)}:
        for name, encode in _ENCODERS.items():
            yield name, encode(part).encode()
        yield "as UTF-16", part.encode("utf-16-le")
        for before in range(3):
            yield f"base64, at {before}", _base64_at(part.encode(), before)


def _base64_at(data: bytes, before: int) -> bytes:
    """What base64 makes of ``data`` after that many bytes, whatever stands around it."""
    text = base64.b64encode(b"\0" * before + data + b"\0\0")
    first, end = -(-before * 8 // 6), (before + len(data)) * 8 // 6
    return text[first:end]


def found(blob: bytes | bytearray, markers: Iterable[str]) -> list[str]:
    """Which markers are in ``blob``, and how they are written there; pieces count too."""
    joined = b"".join(blob.split())  # a screen breaks lines, base64 does as well
    hits = []
    for marker in markers:
        for name, form in forms(marker):
            if form in blob or b"".join(form.split()) in joined:
                hits.append(f"{marker[:_ENOUGH]}… ({name})")
        for at in range(0, max(1, len(marker) - _ENOUGH)):
            piece = marker[at : at + _ENOUGH]
            if "\n" not in piece and piece.encode() in blob:
                hits.append(f"{marker[:_ENOUGH]}… (from {at} on)")
                break
    return hits


def assert_absent(blob: bytes | bytearray | str, markers: Iterable[str], where: str = "") -> None:
    """Fail if ``blob`` holds any of ``markers``, in any form."""
    hits = found(blob.encode() if isinstance(blob, str) else bytes(blob), markers)
    assert not hits, f"{where or 'the output'} holds {hits}"


def assert_absent_below(
    folder: Path, markers: Iterable[str], *, but: Iterable[Path] = ()
) -> list[Path]:
    """As ``assert_absent`` for the names and contents of all files below; the files looked at."""
    known, passed_over = tuple(markers), set(but)
    looked = []
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root) / name
            if path in passed_over or not path.is_file():
                continue
            assert_absent(str(path), known, "a path")
            assert_absent(path.read_bytes(), known, str(path))
            looked.append(path)
    return looked
