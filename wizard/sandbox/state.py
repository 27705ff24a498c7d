"""The sandbox's state, held in memory until it stops and never written to disk."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from wizard.forms import Secret
from wizard.sandbox.faults import Faults, Shape

Role = Literal["admin", "curator", "global_curator", "basic", "limited", "unverified"]

_MAX_REQUESTS: Final = 1000


class NameTaken(ValueError):
    """A source of this type already has the name."""

    def __init__(self) -> None:
        # Wording from Onyx (backend/onyx/db/connector.py, June 2025).
        super().__init__("Connector by this name already exists, duplicate naming not allowed.")


@dataclass
class State:
    """The sandbox's settings, pending faults and received requests.

    session: the cookie's value.
    role: the role of the signed-in user.
    shape: the form of a 422.
    faults: the pending faults.
    count: the number of requests to the endpoint.
    requests: the latest request bodies as JSON values, or as text if they are not JSON.
    vendor_requests: methods and addresses of the latest requests to the stand-ins for sources.
    """

    session: Secret
    role: Role = "admin"
    shape: Shape = "fastapi"
    faults: Faults = field(default_factory=Faults)
    count: int = 0
    requests: deque[Any] = field(
        default_factory=lambda: deque(maxlen=_MAX_REQUESTS),
        repr=False,  # contains secrets
    )
    vendor_requests: deque[str] = field(default_factory=lambda: deque(maxlen=_MAX_REQUESTS))
    _names: set[tuple[str, str]] = field(default_factory=set, repr=False)

    def received(self, body: bytes) -> None:
        """Record a request."""
        self.count += 1
        try:
            self.requests.append(json.loads(body))
        except ValueError:
            self.requests.append(body.decode("utf-8", "replace"))

    def create(self, type_name: str, name: str) -> int:
        """Return the new source's number; raises NameTaken."""
        if (type_name, name) in self._names:
            raise NameTaken
        self._names.add((type_name, name))
        return len(self._names)
