"""The IDs that the server gives."""

from __future__ import annotations

MAX_ID = 2**63 - 1
"""The highest ID that a server may give; the lowest is its negative."""


def is_id(value: object) -> bool:
    """Return whether a server may give ``value`` as an ID: any whole number, also 0."""
    return type(value) is int and abs(value) <= MAX_ID


def read_id(text: str) -> int | None:
    """Return the ID that ``text`` spells; None if it spells none."""
    digits = text.removeprefix("-")
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= len(str(MAX_ID))
    return int(text) if is_number and is_id(int(text)) else None


def named_ids(connector_id: int | None, credential_id: int | None) -> str:
    """Return both IDs in one line, named as in the API, to be copied."""
    return f"connector_id={connector_id} credential_id={credential_id}"
