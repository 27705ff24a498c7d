"""Credentials for the stand-ins: each secret begins with a mark that decides the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Credentials = Mapping[str, Any]


def marked(type_name: str, credentials: Credentials, mark: str) -> dict[str, Any]:
    """Return credentials of an example with ``mark`` at the beginning of what is secret."""
    own = _SPECIAL.get(type_name)
    if own is not None:
        return own(credentials, mark)
    return {key: _marked(key, value, mark) for key, value in credentials.items()}


def _marked(key: str, value: Any, mark: str) -> Any:
    secret = any(word in key for word in ("token", "key", "secret", "password"))
    return f"{mark}{value}" if mark and secret and isinstance(value, str) else value


_SPECIAL: dict[str, Callable[[Credentials, str], dict[str, Any]]] = {}
"""For types whose secret is inside of something: a key file, a settings file."""
