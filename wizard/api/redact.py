"""Takes known secrets out of text that came back, however they were encoded on the way."""

from __future__ import annotations

import base64
import html
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias
from urllib.parse import quote, quote_plus

from pydantic import SecretStr

from wizard.clean import LIMIT, clean
from wizard.forms import MASK

_SHORT: Final = 4  # shorter secrets are only taken out as whole words, or text would be unreadable
_PIECE: Final = 16  # any run of a secret this long is hidden too: servers cut what they quote
_DENSE: Final = 4096  # up to this length every run is remembered, beyond it every eighth
_LONG: Final = 512  # beyond this length forms of forms are made of its parts only
_AHEAD: Final = 64 * 1024
_LEAF: Final = 16  # texts inside a secret that is JSON (a key file) count from this length on


class Redactor:
    """Replaces every one of ``secrets`` with ``********``.

    Found in any of these forms, and in forms of forms up to three deep: as it is,
    escaped for JSON (with and without non-ASCII), for Python's ``repr``, for HTML,
    URL-encoded, hexadecimal, and base64 (both alphabets, alone or in the middle of
    something longer). A secret of several lines also counts line by line, and one
    that is JSON also text by text. Any 16 characters in a row of a longer form are
    hidden as well; secrets under 4 characters only where they stand as a whole word.

    ``names`` are words of the request that are no secrets although a secret might
    equal one: ``name`` leaves them alone. ``also``: what that one hides is hidden too, which
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
        self._forms = _forms(secrets)
        if also is not None:
            self._forms = _together(self._forms, also._forms)
        self._pieces, words = self._forms
        longest_first = sorted(map(re.escape, words), key=len, reverse=True)
        self._words = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)") if words else None

    def __repr__(self) -> str:
        return "Redactor(…)"

    def redact(self, text: str) -> str:
        """``text`` without the secrets."""
        parts: list[str] = []
        done = 0
        for start, end in self._hidden(text):
            if start > done or not parts:
                parts += text[done:start], MASK
            done = max(done, end)
        return "".join([*parts, text[done:]])

    def safe(self, text: str, limit: int = LIMIT, *, multiline: bool = False) -> str:
        """``text`` redacted, and cleaned for a terminal (see ``wizard.clean``)."""
        start = text[: 4 * limit + _AHEAD]  # far more than cleaning looks at
        cleaned = clean(self.redact(start), limit, multiline=multiline)
        return self.redact(cleaned)  # what was hidden between invisible characters

    def name(self, text: str) -> str:
        """``text``, a key or a location, made safe unless it is one of the request's own names."""
        return text if text in self._names else self.safe(text, 200)

    def tree(self, value: Any) -> Any:
        """A JSON value with every text in it made safe, keys included."""
        if isinstance(value, str):
            return self.safe(value)
        if isinstance(value, dict):
            return {self.name(str(key)): self.tree(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.tree(item) for item in value]
        return value

    def _hidden(self, text: str) -> list[tuple[int, int]]:
        """Start and end of all that is to be hidden, in order; they may overlap."""
        spans = [match.span() for match in self._words.finditer(text)] if self._words else []
        for length, pieces in self._pieces.items():
            spans += [
                (start, start + length)
                for start in range(len(text) - length + 1)
                if text[start : start + length] in pieces
            ]
        return sorted(spans)


_Forms: TypeAlias = tuple[dict[int, set[str]], set[str]]


def _together(one: _Forms, other: _Forms) -> _Forms:
    (pieces, words), (more_pieces, more_words) = one, other
    lengths = pieces.keys() | more_pieces.keys()
    both = {size: pieces.get(size, set()) | more_pieces.get(size, set()) for size in lengths}
    return both, words | more_words


def _forms(secrets: Iterable[SecretStr | str]) -> _Forms:
    """What to hide anywhere, by its length, and what only as a whole word."""
    pieces: defaultdict[int, set[str]] = defaultdict(set)
    words: set[str] = set()
    for secret in secrets:
        value = secret.get_secret_value() if isinstance(secret, SecretStr) else secret
        for part in _parts(value):
            for form in _encoded(part):
                last = len(form) - _PIECE
                if len(part) < _SHORT:
                    words.add(form)
                elif last < 0:
                    pieces[len(form)].add(form)
                else:
                    starts = range(0, last, 1 if len(form) <= _DENSE else 8)
                    pieces[_PIECE].update(form[at : at + _PIECE] for at in (*starts, last))
    return dict(pieces), words


def _parts(secret: str) -> set[str]:
    """What of a secret is secret by itself: all of it, its lines, the texts of a key file."""
    parts = {secret, secret.strip()}
    parts.update(line.strip() for line in secret.splitlines() if len(line.strip()) >= _SHORT)
    if secret.lstrip()[:1] in {"{", "["}:
        try:
            leaves = list(_leaves(json.loads(secret)))
        except (ValueError, RecursionError):
            leaves = []
        for leaf in leaves:
            parts.add(leaf)
            parts.update(line for line in leaf.splitlines() if len(line) >= _LEAF)
    return parts - {""}


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) >= _LEAF:
            yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)


def _json(text: str) -> str:
    return json.dumps(text)[1:-1]


def _json_unicode(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _json_slashes(text: str) -> str:
    return _json(text).replace("/", "\\/")


def _repr(text: str) -> str:
    return repr('"' + text)[2:-1]  # the other quote makes repr escape this one


def _repr_plain(text: str) -> str:
    return _repr(text).replace("\\'", "'")


def _html(text: str) -> str:
    return html.escape(text)


def _url(text: str) -> str:
    return quote(text, safe="", errors="replace")


def _url_lower(text: str) -> str:
    return re.sub("%..", lambda match: match[0].lower(), _url(text))


def _url_path(text: str) -> str:
    return quote(text, errors="replace")


def _url_plus(text: str) -> str:
    return quote_plus(text, errors="replace")


def _one_line(text: str) -> str:
    """As Onyx flattens the text of a validation error."""
    return text.replace("\n", " ").replace("   ", " ")


_ENCODERS: Final[tuple[Callable[[str], str], ...]] = (
    _json,
    _json_unicode,
    _json_slashes,
    _repr,
    _repr_plain,
    _html,
    _url,
    _url_lower,
    _url_path,
    _url_plus,
    _one_line,
)


_UNCHANGED: Final = re.compile(r"[A-Za-z0-9._-]*")  # by all of them


def _encoded(part: str) -> set[str]:
    """Every form of ``part``."""
    # Of a long one each line counts by itself, so the forms of the whole add little.
    forms = _closure({part}, depth=3 if len(part) <= _LONG else 1)
    if len(part) >= _SHORT:
        forms |= _closure(set(_binary_forms(part.encode("utf-8", "replace"))), depth=1)
    return forms


def _closure(forms: set[str], depth: int) -> set[str]:
    new = forms
    for _ in range(depth):
        changeable = [form for form in new if not _UNCHANGED.fullmatch(form)]
        new = {encode(form) for encode in _ENCODERS for form in changeable} - forms
        forms = forms | new
    return forms


def _binary_forms(data: bytes) -> Iterator[str]:
    """Hexadecimal; and base64 at each of the three places it can start at within other data.

    There only the characters that depend on nothing but ``data`` are taken, so they are
    found whatever stands before and after.
    """
    yield data.hex()
    yield data.hex().upper()
    for before in range(3):
        text = base64.b64encode(b"\0" * before + data + b"\0\0").decode("ascii")
        first = -(-before * 8 // 6)
        core = text[first : (before + len(data)) * 8 // 6]
        yield core
        yield core.translate(str.maketrans("+/", "-_"))
