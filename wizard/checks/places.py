"""Reads places in an answer: paths into JSON, headers, XML and the text."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import Any, Final
from xml.etree import ElementTree

from wizard.api.response import RawResponse

_PART: Final = re.compile(r"\[(\d*)\]|(@[\w.]+|[^.\[\]]+)|\.\.([^.\[\]]+)")
_BRACED: Final = re.compile(r"\{([^{}]+)\}")


class Answer:
    """An answer with its body parsed once."""

    def __init__(self, response: RawResponse) -> None:
        self.response = response
        self._json: Any = None
        self._xml: ElementTree.Element | None = None
        self._parsed: set[str] = set()

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.response.status

    @property
    def json(self) -> Any:
        """The body as JSON; None if it is none."""
        if "json" not in self._parsed:
            self._parsed.add("json")
            with suppress(ValueError):
                self._json = self.response.json()
        return self._json

    @property
    def xml(self) -> ElementTree.Element | None:
        """The body as XML; None if it is none.

        A document with a type declaration is not read, since that could make it grow.
        """
        if "xml" not in self._parsed:
            self._parsed.add("xml")
            text = self.response.text
            if "<!DOCTYPE" not in text and "<!ENTITY" not in text:
                with suppress(ElementTree.ParseError):
                    self._xml = ElementTree.fromstring(text.strip())  # noqa: S314  # see above
        return self._xml

    def at(self, place: str) -> list[Any]:
        """Return all that stands at ``place``; empty if there is nothing."""
        kind, _, rest = place.partition(" ")
        if kind == "header":
            value = self.response.headers.get(rest.lower())
            return [] if value is None else [value]
        if kind == "xml":
            return [] if self.xml is None else xml_texts(self.xml, rest)
        if kind == "count":
            number = len(self.at(rest))
            return [number] if number else []
        if kind == "text" and rest:
            found = [match[1] for match in re.finditer(rest, self.response.text)]
            return [unescape(text) for text in found] if self.response.is_html else found
        if kind == "text":
            return [self.response.text] if self.response.text.strip() else []
        if kind == "bits":
            numbers = [value for value in find(self.json, rest) if isinstance(value, int)]
            return [" ".join(map(str, _bits(number))) for number in numbers]
        if kind == "claim":
            token, _, path = rest.partition(" ")
            told = [claims(value) for value in find(self.json, token)]
            return [value for each in told for value in find(each, path) if value is not None]
        return [value for value in find(self.json, place) if value is not None]

    def texts(self, place: str) -> list[str]:
        """Return the texts and numbers at ``place``, or the text with its ``{PLACE}`` filled in."""
        named = [] if place.startswith("text ") else _BRACED.findall(place)
        if not named:
            found = self.at(place)
            return [str(v) for v in found if isinstance(v, str | int) and not isinstance(v, bool)]
        values = {name: self.texts(name) for name in named}
        if not all(values.values()):
            return []
        return [_BRACED.sub(lambda match: values[match[1]][0], place)]

    def first(self, place: str) -> Any:
        """Return the first value at ``place``; None if there is none."""
        return next(iter(self.at(place)), None)


def _bits(number: int) -> list[int]:
    return [bit for bit in range(number.bit_length()) if number >> bit & 1]


def claims(token: Any) -> Any:
    """Return the claims of a JSON Web Token, whose signature is not looked at; None if unreadable.

    They may explain, and not decide: such a token is meant for somebody else.
    """
    parts = token.split(".") if isinstance(token, str) else []
    try:
        return json.loads(base64.urlsafe_b64decode(parts[1] + "===")) if len(parts) == 3 else None
    except (ValueError, RecursionError):
        return None


def find(value: Any, path: str) -> Iterator[Any]:
    """Yield what stands at a path such as ``data.items[].name`` or ``[0].*.id`` in a JSON value."""
    yield from _find(value, list(_PART.finditer(path)))


def _find(value: Any, parts: list[re.Match[str]]) -> Iterator[Any]:
    if not parts:
        yield value
        return
    part, rest = parts[0], parts[1:]
    if part[2] or part[3]:
        key = part[2] or f".{part[3]}"
        if isinstance(value, dict):
            for found in value.values() if key == "*" else [value[key]] if key in value else ():
                yield from _find(found, rest)
    elif isinstance(value, list):
        for item in value[int(part[1]) : int(part[1]) + 1] if part[1] else value:
            yield from _find(item, rest)


def xml_texts(root: ElementTree.Element, path: str) -> list[str]:
    """Return the texts of the elements whose names, without namespaces, end with ``path``."""
    names = path.split(".")
    found = []
    waiting: list[tuple[ElementTree.Element, list[str]]] = [(root, [])]
    while waiting:
        element, above = waiting.pop()
        own = [*above, element.tag.rpartition("}")[2]][-len(names) :]
        if own == names:
            found.append((element.text or "").strip())
        waiting.extend((child, own) for child in reversed(element))
    return found
