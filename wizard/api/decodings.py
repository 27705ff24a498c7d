"""All the texts that a text may encode: escapes, base64, base32, hexadecimal and decimal digits.

A decoded text maps each of its characters to the part of the original text it came from. Results
are decoded again, so nested encodings are found as well.
"""

from __future__ import annotations

import base64
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from html.entities import html5
from itertools import compress, count
from math import gcd
from typing import Final

DEEPEST: Final = 4
"""The maximum nesting depth of encodings."""

MOST_WORK: Final = 120
"""Budget of decoded characters per character of the input; beyond it the search gives up."""

_LEAST: Final = 6  # the shortest run of characters that may encode something

Span = tuple[int, int]


class TooManyDecodings(Exception):
    """The text has too many possible decodings for all of them to be checked."""


@dataclass(slots=True, eq=False)
class Decoded:
    """A text, with ``locate`` to map a span of it to a span of the original text.

    digits: the text was read from a run of digits, so most of it may be there by chance.
    """

    text: str
    locate: Callable[[int, int], Span]
    digits: bool = False


def decodings(text: str, *, foreign: bool = True) -> Iterator[Decoded]:
    """Yield ``text`` itself, then every text that it may encode.

    foreign: whether characters outside ASCII matter too. Raises ``TooManyDecodings``.
    """
    room = MOST_WORK * (len(text) + 1000)
    level = [Decoded(text, lambda start, end: (start, end))]
    seen: set[str] = set()
    for depth in range(DEEPEST + 1):
        below: list[Decoded] = []
        for one in level:
            if one.text in seen:
                continue
            seen.add(one.text)
            room -= len(one.text)
            if room < 0:
                raise TooManyDecodings
            yield one
            if foreign and (read := _substituted(one, _UTF_8, _read_as_utf_8)) is not None:
                yield read
            legible = _legible(one) if one.digits else one
            if depth < DEEPEST and legible is not None:
                below += _decoded_once(legible)
        level = below


def unescaped(text: str) -> Iterator[str]:
    """Yield ``text`` with its escapes resolved once, then again for as long as any remain."""
    one: Decoded | None = Decoded(text, lambda start, end: (start, end))
    for _ in range(DEEPEST):
        one = one and _substituted(one, _ESCAPE, _resolved)
        if one is None:
            return
        yield one.text


def _decoded_once(source: Decoded) -> Iterator[Decoded]:
    if (found := _substituted(source, _ESCAPE, _resolved)) is not None:
        yield found
    # What one writer escaped may contain what looks like an escape of another's.
    signs = [sign for sign in "\\%&" if sign in source.text]
    for sign in signs if len(signs) > 1 else ():
        if (found := _substituted(source, _ESCAPE, partial(_resolved_if, sign))) is not None:
            yield found
    # The characters of an escape may also be separated by whitespace or dashes.
    joined = _substituted(source, _SEPARATORS, lambda _: "")
    if joined is not None and (found := _substituted(joined, _ESCAPE, _resolved)) is not None:
        yield found
    if len(source.text) >= _LEAST:
        yield from _code_points(source)
        if joined is not None:
            yield from _code_points(joined)
        raw = source.text.encode("ascii", "replace")
        for digits in _DIGITS:
            yield from digits.read(source, raw)


# Escapes

_HEX: Final = "[0-9a-fA-F]"
_ESCAPE: Final = re.compile(
    rf"\\+[uU](?P<high>[dD][89abAB]{_HEX}{{2}})\\+[uU](?P<low>[dD][c-fC-F]{_HEX}{{2}})"
    rf"|(?:\\[xX]|%)(?P<byte>{_HEX}{{2}})"
    rf"|\\U(?P<wide>00(?:0{_HEX}|10){_HEX}{{4}})|[\\%][uU](?P<unit>{_HEX}{{4}})"
    rf"|\\[uU]\{{(?P<braced>{_HEX}{{1,6}})\}}"
    rf"|&#[xX](?P<hex>{_HEX}{{1,6}});?|&#(?P<decimal>[0-9]{{1,7}});?"
    r"|&(?P<name>[A-Za-z][A-Za-z0-9]{1,31};)"
    r"|\\(?P<octal>[0-7]{1,3})|\\(?P<char>.)",
    re.DOTALL,
)
_SEPARATORS: Final = re.compile(r"[\s:-]+")
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "a": "\a"}
_NAMES: Final = {name.lower(): char for name, char in html5.items() if char.isascii()}
_BASES: Final = {"octal": 8, "decimal": 10}

_UTF_8: Final = re.compile(
    r"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
"""The UTF-8 bytes of one character, each read as a character of its own."""


def _resolved(match: re.Match[str]) -> str | None:
    kind, said = str(match.lastgroup), str(match[str(match.lastgroup)])
    if kind == "low":
        pair = bytes.fromhex(match["high"] + said)
        return pair.decode("utf-16-be")
    if kind == "name":
        return html5.get(said) or _NAMES.get(said.lower())
    if kind == "char":
        return _CONTROLS.get(said, said)
    code = int(said, _BASES.get(kind, 16))
    return chr(code) if code <= 0x10FFFF else None


def _resolved_if(sign: str, match: re.Match[str]) -> str | None:
    return _resolved(match) if match[0].startswith(sign) else None


def _read_as_utf_8(match: re.Match[str]) -> str | None:
    try:
        return match[0].encode("latin-1").decode()
    except UnicodeDecodeError:
        return None


def _substituted(
    source: Decoded, pattern: re.Pattern[str], resolve: Callable[[re.Match[str]], str | None]
) -> Decoded | None:
    """Return ``source`` with every match of ``pattern`` resolved; None if nothing was resolved."""
    parts: list[str] = []
    edges = _Edges()
    done = length = 0
    for match in pattern.finditer(source.text):
        new = resolve(match)
        if new is None:
            continue
        start, end = match.span()
        parts += source.text[done:start], new
        length += start - done
        edges.add(length, length + len(new), start, end)
        length += len(new)
        done = end
    if not parts:
        return None
    parts.append(source.text[done:])
    return Decoded("".join(parts), lambda s, e: source.locate(*edges.locate(s, e)), source.digits)


class _Edges:
    """The positions at which parts of a text were replaced."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._parts: list[tuple[int, int, int]] = []  # new end; old start, old end

    def add(self, start: int, end: int, old_start: int, old_end: int) -> None:
        """Record a replacement; it must come after all earlier ones."""
        self._starts.append(start)
        self._parts.append((end, old_start, old_end))

    def locate(self, start: int, end: int) -> Span:
        """Map a non-empty span of the new text to the span of the old text it came from."""
        return self._old(start)[0], self._old(end - 1)[1]

    def _old(self, at: int) -> Span:
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at, at + 1
        end, old_start, old_end = self._parts[number]
        if at < end:
            return old_start, old_end
        return old_end + at - end, old_end + at - end + 1


_LEGIBLE: Final = re.compile(rf"[\t\n\r -~]{{{_LEAST},}}")


def _legible(source: Decoded) -> Decoded | None:
    """Return the parts of ``source`` that may encode something; None if there are none."""
    found = [match.span() for match in _LEGIBLE.finditer(source.text)]
    if not found:
        return None
    edges, parts, length = _Edges(), [], 0
    for start, end in found:
        edges.add(length, length, start, start)
        parts.append(source.text[start:end] + "\n")
        length += end - start + 1
    return Decoded("".join(parts), lambda s, e: source.locate(*edges.locate(s, e)), digits=True)


# Digits

_NUMBER: Final = re.compile(r"0[xX][0-9a-fA-F]{1,6}|[1-9][0-9]{1,6}")


def _code_points(source: Decoded) -> Iterator[Decoded]:
    """Yield the characters whose code points are listed in the text, as in ``[104, 0x69]``."""
    found = [(int(match[0], 0), match.span()) for match in _NUMBER.finditer(source.text)]
    found = [(code, span) for code, span in found if 32 <= code <= 0x10FFFF]
    if len(found) > 3:
        spans = [span for _, span in found]
        text = "".join(chr(code) for code, _ in found)
        yield Decoded(text, lambda s, e: source.locate(spans[s][0], spans[e - 1][1]), source.digits)


@dataclass(eq=False)
class _Digits:
    """Digits of ``bits`` bits each; all other characters are skipped.

    The position of the first byte is unknown, so every alignment is tried. to_number: converts a
    run of digits to an integer.
    """

    bits: int
    alphabet: bytes
    to_number: Callable[[bytes], int]

    @cached_property
    def _others(self) -> bytes:
        return bytes(set(range(256)) - set(self.alphabet))

    def read(self, source: Decoded, raw: bytes) -> Iterator[Decoded]:
        """Yield the texts that the digits may encode.

        raw: the source's text as one byte per character.
        """
        row = raw.translate(None, self._others)
        total = len(row) * self.bits
        if len(row) < _LEAST:
            return
        number = self.to_number(row)
        where = _Where(source, raw, self.alphabet)
        for skipped in range(0, 8, gcd(8, self.bits)):
            size = (total - skipped) // 8
            rest = number & ((1 << total - skipped) - 1)
            data = (rest >> (total - skipped - 8 * size)).to_bytes(size)
            yield Decoded(data.decode("latin-1"), self._locator(where, skipped), digits=True)

    def _locator(self, where: _Where, skipped: int) -> Callable[[int, int], Span]:
        return lambda start, end: where.span(
            (skipped + 8 * start) // self.bits, (skipped + 8 * end - 1) // self.bits
        )


@dataclass(eq=False)
class _Where:
    """The position of each digit of a run in the original text."""

    source: Decoded
    raw: bytes
    alphabet: bytes

    @cached_property
    def _places(self) -> list[int]:
        return list(compress(count(), map(frozenset(self.alphabet).__contains__, self.raw)))

    def span(self, first: int, last: int) -> Span:
        """Return the span from digit ``first`` to ``last``.

        Includes adjacent digits, which share their bits, and ``=`` padding.
        """
        places = self._places
        start, end = places[first], places[last]
        if start - 1 in places[max(0, first - 1) : first]:
            start -= 1
        if end + 1 in places[last + 1 : last + 2]:
            end += 1
        while self.raw[end + 1 : end + 2] == b"=":
            end += 1
        return self.source.locate(start, end + 1)


def _base64_number(row: bytes) -> int:
    unused = -len(row) % 4
    data = base64.b64decode(row + b"A" * unused, b"-_" if b"-" in row or b"_" in row else None)
    return int.from_bytes(data) >> 6 * unused


_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_BASE_32: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_AS_PYTHON: Final = bytes.maketrans(
    _BASE_32 + _BASE_32[:26].lower(),
    b"0123456789abcdefghijklmnopqrstuv0123456789abcdefghijklmnop",
)
_DIGITS: Final = (
    _Digits(6, _LETTERS + b"+/", _base64_number),
    _Digits(6, _LETTERS + b"-_", _base64_number),
    _Digits(6, _LETTERS + b"+/", lambda row: _base64_number(row.swapcase())),
    _Digits(6, _LETTERS + b"-_", lambda row: _base64_number(row.swapcase())),
    _Digits(5, _BASE_32 + _BASE_32.lower()[:26], lambda row: int(row.translate(_AS_PYTHON), 32)),
    _Digits(4, b"0123456789abcdefABCDEF", lambda row: int(row, 16)),
)
