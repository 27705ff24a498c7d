"""Values by the paths that declarations name, and conditions on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wizard.forms import Secret


def is_there(values: Mapping[str, Any], path: str) -> bool:
    """Return whether there is a value at ``path``; an empty text or list is none."""
    return plain(values.get(path)) not in (None, "", [], ())


def plain(value: Any) -> Any:
    """Return a value with its secret revealed."""
    return value.get_secret_value() if isinstance(value, Secret) else value


def holds(when: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Return whether the conditions of an ask hold (see ``Ask.when``)."""
    for path, wanted in when.items():
        there = is_there(values, path)
        value = plain(values.get(path))
        if wanted is None or (wanted is True and not isinstance(value, bool)):
            if there is (wanted is None):
                return False
        elif value not in (wanted if isinstance(wanted, tuple) else (wanted,)):
            return False
    return True
