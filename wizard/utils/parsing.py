"""Strict JSON and TOML parsing, with the position of each error.

Rejects what other parsers accept or fail on: duplicate names, NaN and infinite numbers, lone
surrogates, and excessive nesting or numbers. Time and memory are proportional to the text.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, Final

from wizard.utils.errors import FileError
from wizard.utils.text import looks_like_secret

MAX_DEPTH: Final = 64
"""Maximum nesting of objects and lists, or maximum parts of a dotted TOML key."""

_MAX_DIGITS: Final = 1000
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_JSON_TOKEN: Final = re.compile(
    r'"(?:[^"\\]++|\\.)*+"?|[{}\[\],:]|-?\d[\d.eE+-]*+|-?Infinity|NaN', re.DOTALL
)
_TOML_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]++|\\.|""?(?!"))*+"{0,5}'
    r"|'''(?:[^']++|''?(?!'))*+'{0,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+|[\[\]{}=,.\n]|[\w+-]++",
    re.DOTALL,
)
_LONG_NUMBER: Final = re.compile(rf"[+-]?0[xob]\w{{{_MAX_DIGITS},}}")
"""What ``tomllib`` turns into a number that nothing can print; decimal ones it refuses itself."""

_TOML_PLACE: Final = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_JSON_WORDS: Final = {
    "Expecting value": "A value is missing or isn't valid JSON.",
    "Expecting property name": "Expected a name in double quotes here.",
    "Expecting ',' delimiter": "A comma is missing, or a bracket isn't closed.",
    "Expecting ':' delimiter": "A colon is missing after a name.",
    "Extra data": "Unexpected text after the end.",
    "Unterminated string": "The text that starts here has no closing quote.",
    "Invalid control character": "Text contains a line break or control character. Write \\n.",
    "Invalid \\": "This isn't a valid escape. Write a backslash as \\\\.",
    "Illegal trailing comma": "Unexpected comma before the end of a list or object.",
}
_TOML_WORDS: Final = {
    "Cannot overwrite a value": "Duplicate key.",
    "Cannot declare": "Duplicate table, or a value already has its name.",
    "Duplicate inline table key": "Duplicate key.",
}
_TWICE: Final = "Keep one of them."
_NOT_FINITE: Final = "This number can't be sent (NaN or infinite)."
_TOO_DEEP: Final = f"This is nested more than {MAX_DEPTH} levels deep."
_HALF_A_CHARACTER: Final = "Text contains half a character (\\ud800-\\udfff)."
_TOO_LONG: Final = "A number is too long."


class JsonSyntaxError(ValueError):
    """A text that is not JSON, or that drafts and requests cannot carry.

    message: what is wrong. location: the line and column, if known. ``str`` joins both, for a
    sentence without its full stop.
    """

    def __init__(self, text: str, position: int | None, message: str, hint: str = "") -> None:
        self.message = message
        self.location = "" if position is None else _place(text, position)
        self.hint = hint
        where = f" ({self.location})" if self.location else ""
        super().__init__(f"{message.removesuffix('.')}{where}")


def strict_json(text: str, *, depth: int = MAX_DEPTH) -> Any:
    """Parse ``text`` as JSON nested up to ``depth`` levels. Raises ``JsonSyntaxError``."""
    _check_json(text, depth)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        words, position = _reworded(error.msg, _JSON_WORDS), error.pos
    except (ValueError, RecursionError):
        words, position = _TOO_LONG, None
    # Outside the except block, since the caught error holds the whole text.
    raise JsonSyntaxError(text, position, f"This isn't valid JSON. {words}")


def parse_json(text: str, *, where: str = "JSON", depth: int = MAX_DEPTH) -> Any:
    """Parse the content of a file like ``strict_json``.

    Raises ``FileError``, which names the line and column.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise FileError("This is empty.", where=where)
    try:
        return strict_json(text, depth=depth)
    except JsonSyntaxError as error:
        found = error
    where = f"{where}, {found.location}" if found.location else where
    raise FileError(found.message, where=where, advice=found.hint)


def parse_toml(text: str, *, where: str = "TOML") -> dict[str, Any]:
    """Parse ``text`` as a TOML table.

    Raises ``FileError``, which names the line and column.
    """
    import tomllib  # imported here because JSON does without it

    text = text.removeprefix("\ufeff")
    odd_number = _check_toml(text, where)
    finite = True

    def number(literal: str) -> float:
        nonlocal finite
        value = float(literal)
        finite = finite and math.isfinite(value)
        return value

    try:
        table = tomllib.loads(text, parse_float=number)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        if place := _TOML_PLACE.search(message):
            where += f", line {place[1]}, column {place[2]}" if place[1] else ", at the end"
        words = _reworded(_TOML_PLACE.sub("", message), _TOML_WORDS)
    except (ValueError, RecursionError):
        words = _TOO_LONG
    else:
        if not finite:
            raise _at(text, odd_number, where, _NOT_FINITE)
        if _is_deep(table):
            raise _at(text, None, where, _TOO_DEEP)
        return table
    raise FileError(f"This isn't valid TOML. {words}", where=where)


def _check_json(text: str, depth: int) -> None:
    """Reject what ``json.loads`` accepts but should not, or cannot cope with."""
    names: list[set[str] | None] = []  # the names of each open object; None for an open list
    last: re.Match[str] | None = None
    for token in _JSON_TOKEN.finditer(text):
        start = token.start()
        first = text[start]
        if first == '"':
            _refuse_half_characters(token, text)
        elif first in "{[":
            if len(names) == depth:
                raise JsonSyntaxError(text, start, _TOO_DEEP)
            names.append(set() if first == "{" else None)
        elif first in "}]":
            if names:
                names.pop()
        elif first == ":":
            known = names[-1] if names else None
            if known is not None and last is not None and last[0][0] == '"':
                name = _unquoted(last[0])
                if name in known:
                    which = "A name" if looks_like_secret(name) else f"The name “{name}”"
                    raise JsonSyntaxError(text, last.start(), f"{which} appears twice.", _TWICE)
                known.add(name)
        elif first != ",":
            _refuse_odd_number(token, text)
        last = token


def _refuse_half_characters(token: re.Match[str], text: str) -> None:
    literal = token[0]
    if _ESCAPED_SURROGATE.search(literal):
        literal = _unquoted(literal)
    if not literal.isascii() and _SURROGATE.search(literal):
        raise JsonSyntaxError(text, token.start(), _HALF_A_CHARACTER)


def _refuse_odd_number(token: re.Match[str], text: str) -> None:
    literal = token[0]
    if len(literal) > _MAX_DIGITS:
        raise JsonSyntaxError(text, token.start(), _TOO_LONG)
    if not _is_finite(literal):
        raise JsonSyntaxError(text, token.start(), _NOT_FINITE)


def _check_toml(text: str, where: str) -> int | None:
    """Reject what ``tomllib`` cannot cope with; return where the first odd number may be."""
    if found := _SURROGATE.search(text):
        raise _at(text, found.start(), where, "Unexpected half of a character.")
    depth = dots = 0
    suspect: int | None = None  # it may turn out to be a name, depending on what follows
    odd_number: int | None = None
    for token in _TOML_TOKEN.finditer(text):
        start = token.start()
        first = text[start]
        if first == ".":
            dots += 1
        elif first in "[]{}=,\n":
            dots = 0
            depth = max(0, depth + (first in "[{") - (first in "]}"))
        if max(depth, dots) > MAX_DEPTH:
            raise _at(text, start, where, _TOO_DEEP)
        if first in "+-0" and _LONG_NUMBER.fullmatch(token[0]):
            raise _at(text, start, where, _TOO_LONG)
        if suspect is not None:
            if first not in "=." and odd_number is None:
                odd_number = suspect
            suspect = None
        if first not in "\"'#" and not _is_finite(token[0]):
            suspect = start
    return suspect if odd_number is None else odd_number


def _is_deep(table: dict[str, Any]) -> bool:
    """Return whether headers, dotted names and brackets together nest too deeply."""
    level: list[Any] = [table]
    for _ in range(MAX_DEPTH):
        below = ([*v.values()] if isinstance(v, dict) else v for v in level)
        level = [v for values in below for v in values if isinstance(v, dict | list)]
    return bool(level)


def _is_finite(literal: str) -> bool:
    """Return whether ``literal`` is anything but a number that floats cannot represent."""
    try:
        return math.isfinite(float(literal))
    except ValueError:
        return True


def _unquoted(literal: str) -> str:
    if "\\" not in literal and len(literal) > 1 and literal[-1] == '"':
        return literal[1:-1]
    try:
        return str(json.loads(literal))
    except ValueError:
        return literal


def _reworded(message: str, words: dict[str, str]) -> str:
    return next((said for start, said in words.items() if message.startswith(start)), f"{message}.")


def _at(text: str, position: int | None, where: str, what: str) -> FileError:
    return FileError(
        what, where=where if position is None else f"{where}, {_place(text, position)}"
    )


def _place(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"
