"""Several values in one text: one a line, or ``key=value`` a line.

A value that a bare line could not carry (blanks at its ends, a line break,
nothing at all, a leading quote) is written as a JSON string.
"""

from __future__ import annotations

import json
from typing import NamedTuple


class Line(NamedTuple):
    """One value of the text; ``number`` counts lines from 1."""

    number: int
    text: str
    key: str = ""


class LineError(ValueError):
    """A line that cannot be read; ``number`` counts from 1."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(message)
        self.number = number


def _bare(text: str, forbidden: str = "") -> bool:
    return (
        text == text.strip()
        and text[:1] not in ("", '"')
        and len(text.splitlines()) == 1
        and not any(c in text for c in forbidden)
    )


def _quote(text: str, forbidden: str = "") -> str:
    # Escaping everything but ASCII keeps each of Unicode's line breaks inside the quotes.
    return text if _bare(text, forbidden) else json.dumps(text)


def _unquote(number: int, text: str) -> str:
    if not text.startswith('"'):
        return text
    values = _quoted(text)
    if len(values) != 1:
        raise LineError(number, 'a quoted value must end with a quote, as in "a b"')
    return values[0]


def _quoted(text: str) -> list[str]:
    """The values of ``"a", "b"``; none where it is something else."""
    try:
        values = json.loads(f"[{text}]")
    except ValueError:
        return []
    return values if all(isinstance(value, str) for value in values) else []


def join_lines(values: list[str]) -> str:
    """The text that ``split_lines`` reads back as ``values``."""
    return "\n".join(_quote(value) for value in values)


def split_lines(text: str, separator: str | None = None) -> list[Line]:
    """The values of ``text``, one a line; blank lines do not count. Raises LineError.

    Several that are quoted may share a line, as in ``"a", "b"``.
    ``separator``: what parts values within a line, quoted or not.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        body = line.strip()
        if not body:
            continue
        values = _quoted(body) if body.startswith('"') else [body]
        for value in values or [_unquote(number, body)]:
            if separator is None:
                found.append(Line(number, value))
            else:
                parts = (part.strip() for part in value.split(separator))
                found += [Line(number, part) for part in parts if part]
    return found


def join_pairs(pairs: list[tuple[str, str]]) -> str:
    """The text that ``split_pairs`` reads back as ``pairs``."""
    return "\n".join(f"{_quote(key, '=')}={_quote(value) if value else ''}" for key, value in pairs)


def split_pairs(text: str) -> list[Line]:
    """The ``key=value`` lines of ``text``. Raises LineError."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        body = line.strip()
        if not body:
            continue
        key, value = _split_pair(number, body)
        found.append(Line(number, _unquote(number, value.strip()), key))
    return found


def _split_pair(number: int, body: str) -> tuple[str, str]:
    missing = LineError(number, "write key=value")
    if not body.startswith('"'):
        key, sign, value = body.partition("=")
        if not sign or not key.strip():
            raise missing
        return key.strip(), value
    try:
        key, end = json.JSONDecoder().raw_decode(body)
    except ValueError:
        raise missing from None
    rest = body[end:].lstrip()
    if not isinstance(key, str) or not rest.startswith("="):
        raise missing
    return key, rest[1:]
