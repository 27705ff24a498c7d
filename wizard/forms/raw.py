"""Raw values: what a person typed or chose, before it is a value of the model.

A raw value is plain data, so that it can be saved in a draft and shown by any
face: text for everything typed, ``bool``, ``list`` and ``dict``; ``None`` for an
explicit null; ``Secret`` around the text of a secret; ``Kept`` around a value
that no text stands for. A field that was left alone has no raw value at all: ``UNSET``.

What becomes of one, for ``port: int = 5432`` and ``sign_in: ByKey | ByLogin``::

    raw        {"port": "80", "sign_in": {"use": "ByKey", "of": {"ByKey": {"key": Secret("k")}}}}
    candidate  {"port": 80, "sign_in": ByKey(key=Secret("k"))}
    value      Server(port=80, sign_in=ByKey(key=Secret("k")))
    JSON       {"port": 80, "sign_in": {"key": "********"}}

A control leads from one to the next: ``format`` from a value to raw, ``collect`` from raw to the
candidate, which pydantic makes a value of; ``json_view`` shows raw as JSON, and takes it back. A
union keeps under ``of`` what was entered for each of its members, chosen or not.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, NoReturn

from wizard.forms.secret import Secret

Loc = tuple[str | int, ...]


class _Sentinel(Enum):
    UNSET = "unset"
    OMIT = "omit"

    def __repr__(self) -> str:
        return str(self.name)

    __str__ = __repr__


UNSET: Final = _Sentinel.UNSET
"""Nothing was entered: the field's default applies, or it is missing."""

OMIT: Final = _Sentinel.OMIT
"""Nothing to hand to the model: left out, or not convertible (the error is recorded)."""

EXTRA: Final = "*extra*"
"""Where an object's raw value keeps the keys that no field knows."""


class Kept:
    """A value that no text stands for, handed to the model as it is. No draft holds it.

    secrets: the texts of the secrets in it.
    """

    __slots__ = ("secrets", "value")

    def __init__(self, value: Any, secrets: tuple[str, ...] = ()) -> None:
        self.value = value
        self.secrets = secrets

    def __repr__(self) -> str:
        return f"{type(self.value).__name__}, kept as it is"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)

    def __copy__(self) -> Kept:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Kept:
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a value that is kept as it is cannot be pickled")


def text_of(raw: Any) -> str:
    """The text of a raw value that is text, secret or not; empty for anything else."""
    if isinstance(raw, Secret):
        return raw.get_secret_value()
    return raw if isinstance(raw, str) else ""


def same(raw: Any, other: Any) -> bool:
    """Whether two raw or JSON values are equal, types told apart: ``True`` is not ``1``."""
    if type(raw) is not type(other):
        return False
    if isinstance(raw, dict):
        return raw.keys() == other.keys() and all(same(raw[key], other[key]) for key in raw)
    if isinstance(raw, list):
        return len(raw) == len(other) and all(map(same, raw, other))
    return bool(raw == other)


def without_secrets(raw: Any) -> Any:
    """A copy of ``raw`` that holds no secret, nor what is kept: their places are left out."""
    if isinstance(raw, dict):
        return {k: without_secrets(v) for k, v in raw.items() if not isinstance(v, Secret | Kept)}
    if isinstance(raw, list):
        return [without_secrets(v) for v in raw]
    return None if isinstance(raw, Secret | Kept) else raw


def secrets_in(raw: Any) -> list[str]:
    """The texts of all secrets in ``raw``, the longest first, for taking them out of messages."""
    found: set[str] = set()

    def look(value: Any) -> None:
        if isinstance(value, Secret):
            text = value.get_secret_value()
            found.update(part for part in (text, text.strip()) if part)
        elif isinstance(value, Kept):
            found.update(value.secrets)
        elif isinstance(value, dict):
            for item in value.values():
                look(item)
        elif isinstance(value, list):
            for item in value:
                look(item)

    look(raw)
    return sorted(found, key=len, reverse=True)
