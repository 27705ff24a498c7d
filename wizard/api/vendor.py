"""Requests to the sources' own APIs, and what comes of them. No HTTP."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from wizard.api.outcome import NotConnectedReason

MAX_BYTES: Final = 4 * 1024 * 1024
"""Maximum bytes read from an answer; the longest pages of choices have some hundred kilobytes."""
_UNSAFE_HEADER: Final = re.compile(r"[^\x20-\x7e]")


class UnsafeRequest(ValueError):
    """A request that must not be made: no TLS, or a value that cannot stand in a header."""


@dataclass(frozen=True, slots=True)
class VendorRequest:
    """A request to a source; everything that may hold a secret is left out of its ``repr``.

    public: whether nothing secret is in it, so that it needs no TLS.
    on_this_machine: whether the host is the loopback interface, which needs no TLS and no proxy.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    max_bytes: int = MAX_BYTES
    public: bool = False
    on_this_machine: bool = False

    @property
    def host(self) -> str:
        """The host that is asked, with its port if it is not the usual one."""
        parts = urlsplit(self.url)
        return (parts.hostname or "") + (f":{parts.port}" if parts.port else "")


@dataclass(frozen=True, slots=True)
class NotReached:
    """No answer came; ``message`` is a sentence about why."""

    reason: NotConnectedReason
    message: str


def check_request(request: VendorRequest) -> None:
    """Raise UnsafeRequest unless the request may be made."""
    parts = urlsplit(request.url)
    schemes = ("https", "http") if request.public or request.on_this_machine else ("https",)
    if parts.scheme not in schemes or not parts.hostname or "@" in parts.netloc:
        raise UnsafeRequest("The URL must start with https://.")
    if any(_UNSAFE_HEADER.search(value) for value in request.headers.values()):
        raise UnsafeRequest("A value contains a character that can't be sent in a header.")
