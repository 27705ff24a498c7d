"""Takes known secrets out of text that came back, however they were spelled on the way."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import compress, count
from typing import Final

from pydantic import SecretStr

from wizard.api.decodings import Decoded, Span, TooManyDecodings, decodings, unescaped
from wizard.forms import MASK
from wizard.utils.text import MAX_CHARS, sanitize

PIECE: Final = 8
"""Characters in a row of a secret that are hidden; a shorter secret is hidden as a whole."""

_SHORT: Final = 4  # shorter ones are only hidden as whole words, or text would be unreadable
_ENOUGH: Final = 6  # letters and digits of a piece that tell it apart without the rest
_AHEAD: Final = 4 * 1024

# The same in everybody's keys, so no secret; and often in what a server says about them.
_PUBLIC: Final = re.compile(
    r"-----(?:BEGIN|END) [A-Z0-9 ]+-----|service_account|authorized_user|github_pat_"
    r"|https://\w+\.google(?:apis)?\.com/[\w/.]*|\.iam\.gserviceaccount\.com"
)


class Redactor:
    """Replaces every one of ``secrets`` with ``********``.

    Hidden are 8 characters in a row of one, or all of a shorter one, in upper or lower case, with
    or without the blanks, line ends and marks between letters and digits, and in whatever
    ``wizard.api.decodings`` sees through. A secret of several lines also counts line by line; of
    one that is JSON (a key file) the texts count. Those under 4 characters are hidden only where
    they stand as a word. A text that stands for too many others is hidden as a whole.

    ``names`` are words of the request that are no secrets although a secret might
    equal one: ``place`` leaves them alone. ``also``: what that one hides is hidden too, which
    is quicker than to name its secrets again.
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
        """``text`` without the secrets."""
        try:
            views = decodings(text, foreign=self._foreign)
            hidden = sorted({span for one in views for span in self._hidden(one)})
        except TooManyDecodings:
            return MASK
        parts: list[str] = []
        done = 0
        for start, end in hidden:
            if start > done or not parts:
                parts += text[done:start], MASK
            done = max(done, end)
        return "".join([*parts, text[done:]])

    def holds(self, number: int) -> bool:
        """Whether ``number`` is a secret, or holds as much of one as is hidden elsewhere."""
        text = str(number)
        hidden = len(text) - len(self.redact(text).replace(MASK, ""))
        return hidden >= PIECE or hidden == len(text)

    def safe(self, text: str, limit: int = MAX_CHARS, *, multiline: bool = False) -> str:
        """``text`` redacted, and cleaned for a terminal (see ``wizard.utils.text``)."""
        start = self.redact(text[: 4 * limit + _AHEAD])  # far more than cleaning looks at
        cleaned = sanitize(start, limit, multiline=multiline)
        # Something may have been hidden by what is invisible.
        return cleaned if cleaned == start else self.redact(cleaned)

    def place(self, part: str | int) -> str | int:
        """A part of a location made safe, unless it is one of the request's own names."""
        if isinstance(part, int):
            return MASK if self.holds(part) else part
        return part if part in self._names else self.safe(part, 200)

    def _take(self, part: str) -> bool:
        """Have the pieces of ``part`` found anywhere; False if it is too short for that."""
        letters, marks, visible = self._indexes
        least = _ENOUGH if len(part) >= PIECE else _SHORT
        last = max(0, len(part) - PIECE)
        taken = False
        for at in range(last + 1):
            piece = part[at : at + PIECE]
            found = letters.take(piece, least) or marks.take(piece, _SHORT)
            # At its ends there may be marks that belong to no other piece.
            if not found or at in (0, last):
                found |= visible.take(piece, _SHORT)
            taken |= found
        return taken

    def _hidden(self, decoded: Decoded) -> Iterator[Span]:
        """The spans of the first text that are to be hidden; they may overlap."""
        for index in self._indexes:
            for span in index.find(decoded.text):
                yield decoded.locate(*span)
        if self._words and not decoded.digits:
            for match in self._word.finditer(decoded.text):
                yield decoded.locate(*match.span())


class _Index:
    """Pieces of secrets, and where they are in a text, looked at through ``fold``.

    fold: what a character counts as, one of Latin-1, or nothing.
    """

    def __init__(self, fold: _Fold) -> None:
        self._fold = fold
        self._pieces: dict[int, set[bytes]] = {}
        self._starts: set[int] = set()

    def take(self, piece: str, least: int) -> bool:
        """Have ``piece`` found; False if fewer than ``least`` of its characters count."""
        folded = self._fold.text(piece)
        if len(folded) < least:
            return False
        self._pieces.setdefault(len(folded), set()).add(folded)
        self._starts.add(memoryview(folded[:4]).cast("I")[0])
        return True

    def take_all(self, other: _Index) -> None:
        """Have all found that ``other`` finds."""
        self._starts |= other._starts
        for length, pieces in other._pieces.items():
            self._pieces.setdefault(length, set()).update(pieces)

    def find(self, text: str) -> Iterator[Span]:
        """The spans of all pieces in ``text``."""
        if not self._pieces:
            return
        folded = self._fold.text(text)
        kept: list[int] = []
        for offset in range(4):
            # Four characters at a time are one number, which is quick to look up.
            quads = memoryview(folded)[offset : offset + (len(folded) - offset) // 4 * 4].cast("I")
            for number in compress(count(), map(self._starts.__contains__, quads)):
                start = offset + 4 * number
                for length, pieces in self._pieces.items():
                    if folded[start : start + length] in pieces:
                        kept = kept or self._fold.kept(text)
                        yield kept[start], kept[start + length - 1] + 1


class _Fold(dict[int, str]):
    """What each character counts as; worked out when it is first met."""

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
        # Others than ASCII share the upper half: too much is better than too little.
        self[code] = first if first.isascii() else chr(0x80 | ord(first) & 0x7F)
        return self[code]

    def text(self, text: str) -> bytes:
        """``text``, a byte for each character that counts."""
        try:
            return text.encode("latin-1").translate(self._table, self._dropped)
        except UnicodeEncodeError:
            return text.translate(self).encode("latin-1")

    def kept(self, text: str) -> list[int]:
        """The places in ``text`` of the characters that count."""
        return [at for at, char in enumerate(text) if self[ord(char)]]


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"}


# An asterisk counts, so that nothing is found across a mask.
_letters: Final = _Fold(lambda char: char.isalnum() or char == "*")
_marks: Final = _Fold(lambda char: _is_visible(char) and char not in "+-:")
_visible: Final = _Fold(_is_visible)


def _parts(secret: str) -> set[str]:
    """What of a secret is secret by itself: all of it, its lines, the texts of a key file."""
    texts = _leaves(secret) or {secret, *secret.splitlines()}
    pieces = {piece.strip() for text in texts for piece in _PUBLIC.split(text)}
    if secret.isdecimal():
        pieces.add(secret.lstrip("0"))  # as a number
    for piece in tuple(pieces):
        pieces.update(unescaped(piece))
    whole = {secret, secret.strip()}
    return {piece for piece in pieces if len(piece) >= _SHORT or piece in whole} - {""}


def _leaves(secret: str) -> set[str]:
    """The texts in a secret that is JSON, as far as they are long enough to be secrets."""
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
    """A secret of a few letters as it may stand as a word: itself, encoded, encoded twice."""
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
