"""Keeps secrets out of files: drafts leave them out, the history and the record mask them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import pydantic

from wizard.utils.text import looks_like_secret

_SECRET_TYPES: Final = (pydantic.SecretStr, pydantic.SecretBytes, pydantic.Secret)
_NAMED_TYPES: Final = (str, int, float, list, tuple)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SECRET_NAME: Final = re.compile(r"token(?!_id)|secret|passw|pwd|api_?key", re.IGNORECASE)
_PASSWORD: Final = re.compile(r"(?<=://)[^/?#\s@]*@")


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


def masked_body(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body of a request, or a part of it, fit to be kept and shown to colleagues.

    Beyond secrets, this masks what may be one: a number in the credential, which may be a PIN, a
    value whose name speaks of a secret, and the password of a URL. Doing it twice changes nothing.
    """
    from wizard.forms.secret import MASK  # imported late: only what is sent needs it

    return {
        key: _masked(value, MASK, numbers=key == "credential")
        for key, value in body.items()
        if not _is_secret(key)
    }


def _masked(value: Any, mask: str, *, numbers: bool) -> Any:
    if _is_secret(value) or (numbers and type(value) in (int, float)):
        return mask
    if isinstance(value, str):
        return _PASSWORD.sub("", _SURROGATE.sub("\ufffd", value))
    if isinstance(value, Mapping):
        return {
            str(name): _masked_as_named(inner, mask)
            if _SECRET_NAME.search(str(name)) and isinstance(inner, _NAMED_TYPES)
            else _masked(inner, mask, numbers=numbers)
            for name, inner in value.items()
            if not _is_secret(name)
        }
    if isinstance(value, list | tuple):
        return [_masked(inner, mask, numbers=numbers) for inner in value]
    return value


def _masked_as_named(value: Any, mask: str) -> Any:
    """Mask a value whose name speaks of a secret, and each item of a list of them."""
    if isinstance(value, list | tuple):
        return [_masked_as_named(inner, mask) for inner in value]
    named = isinstance(value, _NAMED_TYPES) and not isinstance(value, bool)
    return mask if named else _masked(value, mask, numbers=True)


def _is_secret(value: Any) -> bool:
    return isinstance(value, _SECRET_TYPES) or (isinstance(value, str) and looks_like_secret(value))
