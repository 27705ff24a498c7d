"""Leaves secrets out of what goes to the disk, by their type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import pydantic

from wizard.tokens import holds_token

_SECRET_TYPES: Final = (pydantic.SecretStr, pydantic.SecretBytes, pydantic.Secret)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def without_secrets(value: Any) -> Any:
    """A copy of ``value`` in which every entry of a mapping or list that is a secret is missing.

    So is a text that can be nothing else, wherever it was typed.

    Half characters, which no file in UTF-8 can hold, become U+FFFD. A secret by itself is None.
    """
    if _is_secret(value):
        return None
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {
            without_secrets(name): without_secrets(inner)
            for name, inner in value.items()
            if not _is_secret(name) and not _is_secret(inner)
        }
    if isinstance(value, list | tuple):
        return [without_secrets(inner) for inner in value if not _is_secret(inner)]
    return value


def _is_secret(value: Any) -> bool:
    return isinstance(value, _SECRET_TYPES) or (isinstance(value, str) and holds_token(value))
