"""Options of closed sets: Literal and Enum."""

from __future__ import annotations

import enum
from collections.abc import Hashable
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from wizard.forms.annotations import Annotation
from wizard.forms.controls import Option
from wizard.forms.messages import humanize
from wizard.forms.ui import Ui


def plain_of(value: Any) -> Any:
    """Return the value of an Enum member; any other value unchanged."""
    return value.value if isinstance(value, enum.Enum) else value


def options_of(a: Annotation) -> tuple[Option, ...] | None:
    """Return the options of a Literal or an Enum, each with a unique key; None for other types."""
    if a.origin is not Literal and not a.is_class(enum.Enum):
        return None
    if a.ui.labels or a.ui.helps or not all(isinstance(v, Hashable) for v in a.args):
        return _options(a.type, a.ui) or None
    # Two Literals are equal whatever the order of their values.
    return _unlabelled(a.type, tuple((type(value), value) for value in a.args)) or None


@lru_cache(maxsize=256)
def _unlabelled(kind: Any, order: tuple[Any, ...]) -> tuple[Option, ...]:
    """Return the options of a type, made once: some have thousands and stand in many places."""
    return _options(kind, Ui())


def _options(kind: Any, ui: Ui) -> tuple[Option, ...]:
    named = (
        [(_key(value), value) for value in get_args(kind)]
        if get_origin(kind) is Literal
        else [(_key(member.value), member) for member in kind]
    )
    seen: dict[str, int] = {}
    options = []
    for key, value in named:
        if value is None:
            continue
        seen[key] = seen.get(key, 0) + 1
        unique = key if seen[key] == 1 else f"{key}#{seen[key]}"
        plain = plain_of(value)
        named_by = (plain, key) if isinstance(plain, Hashable) else (key,)
        labels = (ui.labels[name] for name in named_by if name in ui.labels)
        helps = (ui.helps[name] for name in named_by if name in ui.helps)
        label = next(labels, "") or _option_label(key, value)
        options.append(Option(unique, value, label, next(helps, "")))
    return tuple(options)


def _key(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _option_label(key: str, value: Any) -> str:
    plain = isinstance(value, enum.Enum) and not isinstance(value.value, str)
    return humanize(value.name.lower()) if plain else key
