"""The JSON data of a value, with the text of each secret: what a form was filled in for."""

from __future__ import annotations

from collections import deque
from collections.abc import Set
from typing import Any, Literal

import pydantic
from pydantic import SecretBytes, SecretStr, TypeAdapter
from pydantic_core import to_jsonable_python

from wizard.forms.controls.scalar import text_of_bytes

_SEVERAL = (list, tuple, Set, deque)


def dumped(adapter: TypeAdapter[Any], value: Any) -> Any:
    """Return ``value`` as JSON data by alias, without defaults that were left alone.

    pydantic masks secrets in JSON, and nowhere else; they are taken from the other output.
    """

    def dump(mode: Literal["json", "python"]) -> Any:
        return adapter.dump_python(
            value, mode=mode, by_alias=True, exclude_unset=True, warnings=False
        )

    plain = dump("python")
    try:
        return _unmasked(dump("json"), plain)
    except UnicodeDecodeError:
        return _by_parts(plain)


def _by_parts(plain: Any) -> Any:
    """Return plain data as JSON data if some of its bytes are no text."""
    if isinstance(plain, dict):
        return {str(_by_parts(key)): _by_parts(item) for key, item in plain.items()}
    if isinstance(plain, _SEVERAL):
        return [_by_parts(item) for item in plain]
    if isinstance(plain, bytes | bytearray):
        return text_of_bytes(bytes(plain))
    return _unmasked(plain, plain)


def _unmasked(masked: Any, plain: Any) -> Any:
    if isinstance(plain, SecretStr | SecretBytes | pydantic.Secret):
        inside = plain.get_secret_value()
        return dumped(TypeAdapter(type(inside)), inside)
    if isinstance(plain, bytes | bytearray) and masked == plain.decode(errors="ignore"):
        return text_of_bytes(bytes(plain))
    if isinstance(masked, dict) and isinstance(plain, dict) and len(masked) == len(plain):
        pairs = zip(masked.items(), plain.values(), strict=True)
        return {key: _unmasked(item, below) for (key, item), below in pairs}
    if isinstance(masked, list) and isinstance(plain, _SEVERAL) and len(masked) == len(plain):
        return [_unmasked(item, below) for item, below in zip(masked, plain, strict=True)]
    return to_jsonable_python(masked)
