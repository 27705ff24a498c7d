"""Writes TOML, as far as request files need it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def toml_key(name: str) -> str:
    """Return ``name`` as a TOML key, quoted if necessary."""
    return name if _BARE.fullmatch(name) else toml_value(name)


def toml_value(value: Any) -> str:
    """Format a JSON value on one line, with objects as inline tables.

    Raises TypeError for null, which TOML lacks, and for values that are not JSON.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A TOML basic string is a JSON string, except for one control character.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = repr(value)
        return text if any(mark in text for mark in ".en") else f"{text}.0"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(item) for item in value)}]"
    if isinstance(value, Mapping):
        pairs = [f"{toml_key(str(key))} = {toml_value(item)}" for key, item in value.items()]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    raise TypeError(f"TOML has no {type(value).__name__}")


def toml_document(values: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a document of ``values``, then ``tables`` by their headings.

    Leaves out null at the top. Raises TypeError as ``toml_value`` does.
    """
    lines = [f"{k} = {toml_value(value)}" for k, value in values.items() if value is not None]
    for heading, table in tables.items():
        lines += ["", f"[{heading}]", *(f"{toml_key(k)} = {toml_value(table[k])}" for k in table)]
    return "\n".join(lines) + "\n"
