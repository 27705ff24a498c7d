"""The shapes an error answer can have, all read into one: a text and messages at places.

Seen or likely: FastAPI's ``{"detail": [...]}`` or ``{"detail": "text"}``; Onyx's
``{"message": "<Python repr of that list>"}`` for a 422, ``{"message": "text"}``, and
``{"error_code", "detail"}``; other common keys; plain text; a proxy's HTML page.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple

from wizard.api.answer import Answer
from wizard.api.outcome import FieldMessage

_TEXT_KEYS: Final = (
    "detail", "message", "error", "errors", "error_description", "msg", "reason", "title",
)  # fmt: skip
_MOST_FIELDS: Final = 100
_MOST_LITERAL: Final = 256 * 1024
_DEEPEST_LITERAL: Final = 60

# One entry of a list of validation errors as Python prints it, wherever it stands.
_STRING: Final = r"'(?:[^'\\]|\\.){0,4000}'|\"(?:[^\"\\]|\\.){0,4000}\""
_PRINTED_ENTRY: Final = re.compile(
    rf"(?:'type': (?P<type>'[\w.]{{1,80}}'), )?"
    rf"'loc': (?P<loc>[(\[][^()\[\]]{{0,1000}}[)\]]), 'msg': (?P<msg>{_STRING})",
    re.DOTALL,
)


class Complaint(NamedTuple):
    """What the server said, in general (``text``) and at places. Not yet safe to show."""

    text: str = ""
    fields: tuple[FieldMessage, ...] = ()


def complaint(answer: Answer) -> Complaint:
    """What ``answer`` complains about, whatever its shape; never fails."""
    try:
        value = answer.json()
    except ValueError:
        return Complaint(page_text(answer.text) if answer.is_html else answer.text.strip())
    return _from_json(value)


def _from_json(value: Any) -> Complaint:
    if isinstance(value, list):
        return _from_list(value)
    if isinstance(value, dict):
        for key in _TEXT_KEYS:
            said = value.get(key)
            if isinstance(said, list) and said:
                return _from_list(said)
            if isinstance(said, dict) and said:
                return _from_json(said)
            if isinstance(said, str) and said.strip():
                return _from_text(said.strip())
        code = value.get("error_code") or value.get("code")
        if isinstance(code, str):
            return Complaint(code)
    if value in (None, "", [], {}):
        return Complaint()
    return Complaint(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _from_list(items: list[Any]) -> Complaint:
    fields: dict[FieldMessage, None] = {}  # a set that keeps the order
    texts: list[str] = []
    for item in items[:_MOST_FIELDS]:
        message = _field(item)
        if message:
            fields[message] = None
        else:
            texts.append(item if isinstance(item, str) else _from_json(item).text)
    return Complaint("\n".join(filter(None, texts)), tuple(fields))


def _field(item: Any) -> FieldMessage | None:
    if not isinstance(item, dict) or not isinstance(item.get("loc"), list | tuple):
        return None
    message = item.get("msg", item.get("message"))
    if not isinstance(message, str):
        return None
    loc = [part if _is_int(part) else str(part) for part in item["loc"][:50]]
    if loc[:1] == ["body"]:
        del loc[0]
    kind = item.get("type")
    return FieldMessage(
        tuple(loc),
        message.removeprefix("Value error, "),
        kind if isinstance(kind, str) else "",
    )


def _is_int(part: Any) -> bool:
    return isinstance(part, int) and not isinstance(part, bool)


def _from_text(text: str) -> Complaint:
    """``text`` itself, unless it is a list of validation errors printed by Python."""
    if "'loc': " not in text:
        return Complaint(text)
    items = _literal(text)
    if not isinstance(items, list):
        # Printed with something in it that is no literal: an exception, an enum member.
        items = list(_printed_entries(text))
    found = _from_list(items)
    return found if found.fields else Complaint(text)


def _literal(text: str) -> Any:
    """The value of a Python literal, or None. Bounded: a deep one could exhaust the parser."""
    if len(text) > _MOST_LITERAL:
        return None
    depth = 0
    for bracket in re.findall(r"[()\[\]{}]", text):
        depth += 1 if bracket in "([{" else -1
        if depth > _DEEPEST_LITERAL:
            return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd escapes in the server's text
            return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def _printed_entries(text: str) -> Iterator[dict[str, Any]]:
    for match in _PRINTED_ENTRY.finditer(text[:_MOST_LITERAL]):
        entry = {key: _literal(match[key]) for key in ("type", "loc", "msg") if match[key]}
        if entry["loc"] is not None:
            yield entry


class _PageText(HTMLParser):
    """The title and the visible words of a web page."""

    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.words: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"title", "script", "style"}:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title.append(data)
        elif not self._inside:
            self.words.append(data)


def page_text(page: str) -> str:
    """What a web page says, in one line: its title, else the start of its text."""
    parser = _PageText()
    parser.feed(page[:20_000])
    for words in (parser.title, parser.words):
        line = " ".join("".join(words).split())
        if line:
            return line[:300]
    return ""
