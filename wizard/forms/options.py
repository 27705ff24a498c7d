"""Options of closed sets: Literal and Enum."""

from __future__ import annotations

import enum
from collections.abc import Hashable
from typing import Any, Literal, get_args

from wizard.forms.annotations import Annotation
from wizard.forms.controls import Option
from wizard.forms.messages import humanize


def plain_of(value: Any) -> Any:
    """Return the value of an Enum member; any other value unchanged."""
    return value.value if isinstance(value, enum.Enum) else value


def options_of(a: Annotation) -> tuple[Option, ...] | None:
    """Return the options of a Literal or an Enum, each with a unique key; None for other types."""
    if a.origin is Literal:
        named = [(_key(value), value) for value in get_args(a.type)]
    elif a.is_class(enum.Enum):
        named = [(_key(member.value), member) for member in a.type]
    else:
        return None
    seen: dict[str, int] = {}
    options = []
    for key, value in named:
        if value is None:
            continue
        seen[key] = seen.get(key, 0) + 1
        unique = key if seen[key] == 1 else f"{key}#{seen[key]}"
        plain = plain_of(value)
        named_by = (plain, key) if isinstance(plain, Hashable) else (key,)
        labels = (a.ui.labels[name] for name in named_by if name in a.ui.labels)
        helps = (a.ui.helps[name] for name in named_by if name in a.ui.helps)
        label = next(labels, "") or _option_label(key, value)
        options.append(Option(unique, value, label, next(helps, "")))
    return tuple(options) or None


def _key(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _option_label(key: str, value: Any) -> str:
    plain = isinstance(value, enum.Enum) and not isinstance(value.value, str)
    return humanize(value.name.lower()) if plain else key
