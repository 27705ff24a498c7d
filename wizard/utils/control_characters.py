"""Characters that a terminal may obey, or draws as nothing.

Imports only ``unicodedata``, since every output needs it.
"""

from __future__ import annotations

from unicodedata import category

CONTROL_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's names for controls, formats (bidirectional, invisible), surrogates and separators."""


def is_control(char: str) -> bool:
    """Return whether a terminal may take ``char`` for a command, or draws it as nothing."""
    return category(char) in CONTROL_CATEGORIES


def escape_control(char: str) -> str:
    """Return ``char`` as JSON escapes it if it is a control character, else unchanged."""
    if not is_control(char):
        return char
    units = char.encode("utf-16-be", "surrogatepass").hex(" ", 2).split()
    return "".join(f"\\u{unit}" for unit in units)
