"""Removal of known secrets from returned text, however they were encoded on the way."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress, count
from typing import Final

from pydantic import SecretStr

from wizard.api.decodings import Decoded, Span, TooManyDecodings, decodings, unescaped
from wizard.forms import MASK
from wizard.utils.text import MAX_CHARS, sanitize

PIECE: Final = 8
"""Consecutive characters of a secret that are hidden; a shorter secret is hidden as a whole."""

_SHORT: Final = 4  # shorter ones are hidden only as whole words, or text would become unreadable
_ENOUGH: Final = 6  # letters and digits that identify a piece without its other characters
_AHEAD: Final = 4 * 1024
_BRIEF_CHARS: Final = 200

# Identical in everyone's keys, hence not secret, and common in server messages about them.
_PUBLIC: Final = re.compile(
    r"-----(?:BEGIN|END) [A-Z0-9 ]+-----|service_account|authorized_user|github_pat_"
    r"|https://\w+\.google(?:apis)?\.com/[\w/.]*|\.iam\.gserviceaccount\.com"
)


class Redactor:
    """Replaces every one of ``secrets`` with ``********``.

    Any 8 consecutive characters of a secret are hidden, or all of a shorter one: in upper or lower
    case, with or without whitespace, line breaks and punctuation between letters and digits, and in
    every encoding that ``wizard.api.decodings`` recognizes. A multi-line secret also counts line by
    line, and a JSON secret (a key file) counts by its strings. Secrets under 4 characters are
    hidden only as whole words, and those of fewer than 4 letters and digits perhaps not where
    something is put between. A text with too many possible decodings is hidden as a whole.

    names: words of the request that are not secret even if a secret happens to equal one; ``place``
    leaves them alone. also: another redactor whose secrets are hidden too, which is faster than
    listing them again.
    """

    def __init__(
        self,
        secrets: Iterable[SecretStr | str],
        *,
        names: Iterable[str] = (),
        also: Redactor | None = None,
    ) -> None:
        self._names = frozenset(names)
        self._indexes = [_Index(fold) for fold in (_letters, _marks, _visible)]
        self._words: set[str] = set()
        self._foreign = False
        if also is not None:
            self._foreign = also._foreign
            self._words |= also._words
            for index, other in zip(self._indexes, also._indexes, strict=True):
                index.take_all(other)
        for secret in secrets:
            value = secret.get_secret_value() if isinstance(secret, SecretStr) else secret
            self._foreign |= not value.isascii()
            for part in _parts(value):
                if not self._take(part):
                    self._words.update(_spellings(part))
        longest_first = "|".join(sorted(map(re.escape, self._words), key=len, reverse=True))
        self._word = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)

    def __repr__(self) -> str:
        return "Redactor(…)"

    def redact(self, text: str) -> str:
        """Return ``text`` with the secrets masked."""
        try:
            views = _views(text, self._foreign)
        except TooManyDecodings:
            return MASK
        # Most texts hold no secret; all views at once are searched much faster than each alone.
        whole = Decoded("*".join(one.text for one in views), lambda start, end: (start, end))
        if next(self._hidden(whole), None) is None:
            return text
        hidden = sorted({span for one in views for span in self._hidden(one)})
        parts: list[str] = []
        done = 0
        for start, end in hidden:
            if start > done or not parts:
                parts += text[done:start], MASK
            done = max(done, end)
        return "".join([*parts, text[done:]])

    def holds(self, number: int) -> bool:
        """Return whether ``number`` is a secret, or contains as much of one as would be hidden."""
        text = str(number)
        hidden = len(text) - len(self.redact(text).replace(MASK, ""))
        return hidden >= PIECE or hidden == len(text)

    def safe(self, text: str, limit: int = MAX_CHARS, *, multiline: bool = False) -> str:
        """Return ``text`` redacted and cleaned for a terminal (see ``wizard.utils.text``)."""
        start = self.redact(text[: 4 * limit + _AHEAD])  # far more than cleaning looks at
        cleaned = sanitize(start, limit, multiline=multiline)
        # Invisible characters may have disguised a secret.
        return cleaned if cleaned == start else self.redact(cleaned)

    def place(self, part: str | int) -> str | int:
        """Make part of a location safe, unless it is one of the request's own names."""
        if isinstance(part, int):
            return MASK if self.holds(part) else part
        return part if part in self._names else self.safe(part, 200)

    def _take(self, part: str) -> bool:
        """Index the pieces of ``part``, to be found anywhere; False if it is too short."""
        letters, marks, visible = self._indexes
        least = _ENOUGH if len(part) >= PIECE else _SHORT
        last = max(0, len(part) - PIECE)
        taken = False
        for at in range(last + 1):
            piece = part[at : at + PIECE]
            found = letters.take(piece, least) or marks.take(piece, _SHORT)
            # Punctuation at either end may belong to no other piece.
            if not found or at in (0, last):
                found |= visible.take(piece, _SHORT)
            taken |= found
        return taken

    def _hidden(self, decoded: Decoded) -> Iterator[Span]:
        """Yield the spans of the original text to hide; they may overlap."""
        for index in self._indexes:
            for span in index.find(decoded.text):
                yield decoded.locate(*span)
        if self._words and not decoded.digits:
            for match in self._word.finditer(decoded.text):
                yield decoded.locate(*match.span())


def _views(text: str, foreign: bool) -> Sequence[Decoded]:
    """Return ``text`` and all that it may encode. Raises ``TooManyDecodings``."""
    read = _brief_views if len(text) <= _BRIEF_CHARS else _all_views
    return read(text, foreign)


def _all_views(text: str, foreign: bool) -> Sequence[Decoded]:
    return tuple(decodings(text, foreign=foreign))


_brief_views: Final = lru_cache(maxsize=64)(_all_views)
"""Servers say the same again: "success", "Connector created"."""


class _Index:
    """An index of pieces of secrets, and a search for them in text normalized by ``fold``.

    fold: maps each character to a Latin-1 character, or to nothing.
    """

    def __init__(self, fold: _Fold) -> None:
        self._fold = fold
        self._pieces: dict[int, set[bytes]] = {}
        self._starts: set[int] = set()

    def take(self, piece: str, least: int) -> bool:
        """Add ``piece``; return False if fewer than ``least`` of its characters count."""
        folded = self._fold.text(piece)
        if len(folded) < least:
            return False
        self._pieces.setdefault(len(folded), set()).add(folded)
        self._starts.add(memoryview(folded[:4]).cast("I")[0])
        return True

    def take_all(self, other: _Index) -> None:
        """Add all pieces of ``other``."""
        self._starts |= other._starts
        for length, pieces in other._pieces.items():
            self._pieces.setdefault(length, set()).update(pieces)

    def find(self, text: str) -> Iterator[Span]:
        """Yield the spans of all pieces in ``text``."""
        if not self._pieces:
            return
        folded = self._fold.text(text)
        kept: list[int] = []
        for offset in range(4):
            # Four characters at a time form one integer, which is quick to look up.
            quads = memoryview(folded)[offset : offset + (len(folded) - offset) // 4 * 4].cast("I")
            for number in compress(count(), map(self._starts.__contains__, quads)):
                start = offset + 4 * number
                for length, pieces in self._pieces.items():
                    if folded[start : start + length] in pieces:
                        kept = kept or self._fold.kept(text)
                        yield kept[start], kept[start + length - 1] + 1


class _Fold(dict[int, str]):
    """A character mapping, computed on first use of each character."""

    def __init__(self, counts: Callable[[str], bool]) -> None:
        super().__init__()
        self._counts = counts
        chars = [self[code] for code in range(256)]
        self._table = bytes(ord(char or " ") for char in chars)
        self._dropped = bytes(code for code in range(256) if not chars[code])

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code)).casefold()
        plain = unicodedata.normalize("NFKD", plain) + chr(code)
        first = next(filter(self._counts, plain), "")
        # Non-ASCII characters share the upper half: hiding too much is better than too little.
        self[code] = first if first.isascii() else chr(0x80 | ord(first) & 0x7F)
        return self[code]

    def text(self, text: str) -> bytes:
        """Return ``text`` as one byte per character that counts."""
        try:
            return text.encode("latin-1").translate(self._table, self._dropped)
        except UnicodeEncodeError:
            return text.translate(self).encode("latin-1")

    def kept(self, text: str) -> list[int]:
        """Return the positions in ``text`` of the characters that count."""
        return [at for at, char in enumerate(text) if self[ord(char)]]


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"}


# An asterisk counts, so that nothing is matched across a mask.
_letters: Final = _Fold(lambda char: char.isalnum() or char == "*")
_marks: Final = _Fold(lambda char: _is_visible(char) and char not in "+-:")
_visible: Final = _Fold(_is_visible)


def _parts(secret: str) -> set[str]:
    """Return the parts that are secret on their own: all of it, its lines, a key file's strings."""
    texts = _leaves(secret) or {secret, *secret.splitlines()}
    pieces = {piece.strip() for text in texts for piece in _PUBLIC.split(text)}
    if secret.isdecimal():
        pieces.add(secret.lstrip("0"))  # as a number
    for piece in tuple(pieces):
        pieces.update(unescaped(piece))
    whole = {secret, secret.strip()}
    return {piece for piece in pieces if len(piece) >= _SHORT or piece in whole} - {""}


def _leaves(secret: str) -> set[str]:
    """Return the strings in a JSON secret that are long enough to be secrets."""
    if secret.lstrip()[:1] not in {"{", "["}:
        return set()
    try:
        values = [json.loads(secret)]
    except (ValueError, RecursionError):
        return set()
    found: set[str] = set()
    while values:
        value = values.pop()
        if isinstance(value, dict | list):
            values += value.values() if isinstance(value, dict) else value
        elif len(text := str(value)) >= PIECE:
            found.update((text, *(line for line in text.splitlines() if len(line) >= PIECE)))
    return found


def _spellings(word: str) -> set[str]:
    """Return the forms a short secret may take as a word: plain, encoded, encoded twice."""
    once = set(_encoded(word.encode("utf-8", "replace")))
    twice = {form for text in once for form in _encoded(text.encode())}
    return {word, *once, *twice}


def _encoded(data: bytes) -> Iterator[str]:
    yield data.hex()
    yield data.hex().upper()
    yield "".join(f"%{byte:02X}" for byte in data)
    for encode in (base64.b64encode, base64.urlsafe_b64encode, base64.b32encode):
        text = encode(data).decode()
        yield text
        yield text.rstrip("=")
