"""The IDs that the server gives."""

from __future__ import annotations

MAX_ID = 2**63 - 1
"""The highest ID that a server may give."""


def named_ids(connector_id: int | None, credential_id: int | None) -> str:
    """Return both IDs in one line, named as in the API, to be copied."""
    return f"connector_id={connector_id} credential_id={credential_id}"
