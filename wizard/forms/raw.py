"""Raw values: what a person typed or chose, before it becomes a value of the model.

A raw value is plain data, so that a draft can store it and any frontend can show it: text for
everything typed, ``bool``, ``list`` and ``dict``; ``None`` for an explicit null; ``Secret`` around
the text of a secret; ``Kept`` around a value that no text represents. A field that was left alone
has no raw value: ``UNSET``.

The stages for ``port: int = 5432`` and ``sign_in: ByKey | ByLogin``::

    raw        {"port": "80", "sign_in": {"use": "ByKey", "of": {"ByKey": {"key": Secret("k")}}}}
    candidate  {"port": 80, "sign_in": ByKey(key=Secret("k"))}
    value      Server(port=80, sign_in=ByKey(key=Secret("k")))
    JSON       {"port": 80, "sign_in": {"key": "********"}}

A control converts between the stages: ``format`` turns a value into raw, and ``to_python`` turns
raw into the candidate, from which pydantic makes a value. ``json_editing`` shows raw as JSON and
reads it back. A union keeps under ``of`` what was entered for each member, chosen or not.
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
    """A value that no text represents, passed to the model unchanged; no draft holds it.

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
        raise TypeError("a value that is kept as it is can't be pickled")


def text_of(raw: Any) -> str:
    """Return the text of a textual raw value, secret or not; empty for anything else."""
    if isinstance(raw, Secret):
        return raw.get_secret_value()
    return raw if isinstance(raw, str) else ""


def same(raw: Any, other: Any) -> bool:
    """Return whether two raw or JSON values are equal, including types: ``True`` is not ``1``."""
    if type(raw) is not type(other):
        return False
    if isinstance(raw, dict):
        return raw.keys() == other.keys() and all(same(raw[key], other[key]) for key in raw)
    if isinstance(raw, list):
        return len(raw) == len(other) and all(map(same, raw, other))
    return bool(raw == other)


def without_secret_values(raw: Any) -> Any:
    """Return a copy of ``raw`` without secrets and ``Kept`` values, whose places are left out."""
    if isinstance(raw, dict):
        kept = {key: item for key, item in raw.items() if not isinstance(item, Secret | Kept)}
        return {key: without_secret_values(item) for key, item in kept.items()}
    if isinstance(raw, list):
        return [without_secret_values(v) for v in raw]
    return None if isinstance(raw, Secret | Kept) else raw


def secrets_in(raw: Any) -> list[str]:
    """Return the texts of all secrets in ``raw``, longest first, to remove them from messages."""
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
