"""Keep secrets out of files, by their type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import pydantic

from wizard.utils.text import looks_like_secret

_SECRET_TYPES: Final = (pydantic.SecretStr, pydantic.SecretBytes, pydantic.Secret)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def without_secrets(value: Any) -> Any:
    """Return a copy of ``value`` without its secrets.

    Secret entries of mappings and lists are omitted, as is any text that can only be a secret,
    wherever it was typed. A secret on its own becomes None. Lone surrogates, which UTF-8 cannot
    represent, become U+FFFD.
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
    return isinstance(value, _SECRET_TYPES) or (isinstance(value, str) and looks_like_secret(value))
