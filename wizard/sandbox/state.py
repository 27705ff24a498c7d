"""What the sandbox remembers until it stops: in memory, never on the disk."""

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
    """A source of this type has the name already."""

    def __init__(self) -> None:
        # The words of Onyx (backend/onyx/db/connector.py, June 2025).
        super().__init__("Connector by this name already exists, duplicate naming not allowed.")


@dataclass
class State:
    """session: the cookie's value. role: of the one who is signed in. shape: of a 422.

    faults: those still to come. count: of the requests that came to the endpoint. requests:
    the latest of their bodies, as JSON values, or as text where they are none.
    """

    session: Secret
    role: Role = "admin"
    shape: Shape = "fastapi"
    faults: Faults = field(default_factory=Faults)
    count: int = 0
    requests: deque[Any] = field(
        default_factory=lambda: deque(maxlen=_MAX_REQUESTS),
        repr=False,  # secrets are in there
    )
    _names: set[tuple[str, str]] = field(default_factory=set, repr=False)

    def received(self, body: bytes) -> None:
        """Remember a request."""
        self.count += 1
        try:
            self.requests.append(json.loads(body))
        except ValueError:
            self.requests.append(body.decode("utf-8", "replace"))

    def create(self, type: str, name: str) -> int:
        """The new source's number. Raises ``NameTaken``."""
        if (type, name) in self._names:
            raise NameTaken
        self._names.add((type, name))
        return len(self._names)
