"""What a vendor's stand-in answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class VendorAnswer:
    """An answer to the requests that fit.

    request: method and path, such as ``GET /repos/*/*``, with ``*`` for anything. A query counts
    only where it is given. body: JSON, or a text. host: a pattern for the host.
    """

    request: str
    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    host: str = "*"
