"""The IDs that the server gives."""

from __future__ import annotations

MAX_ID = 2**63 - 1
"""The highest ID that a server may give."""
