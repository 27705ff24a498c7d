"""What a submission is doing right now, and what it means to stop it there.

The client calls ``on_progress`` with one of these *before* it does what the
event says: ``Sending`` comes before the first byte of the request leaves. So
whoever cancels keeps the last event, and asks ``when_cancelled`` for the outcome::

    last: Progress | None = None
    def seen(event: Progress) -> None:
        nonlocal last
        last = event
    try:
        outcome = await client.create(request, on_progress=seen)
    except asyncio.CancelledError:
        outcome = when_cancelled(last)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from wizard.api.messages import UNKNOWN_ADVICE
from wizard.api.outcome import NotConnected, NotConnectedReason, OutcomeUnknown, UnknownReason


class Connecting(NamedTuple):
    """Looking up the name, connecting, encrypting: the ``attempt``-th time of ``attempts``."""

    attempt: int = 1
    attempts: int = 1


class Retrying(NamedTuple):
    """Not connected, for ``why`` (a sentence); the next attempt starts in ``in_seconds``."""

    in_seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class Sending:
    """The request is on its way: from here on the outcome of a stop is unknown."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """All was sent; the answer is awaited, or being read."""


Progress: TypeAlias = Connecting | Retrying | Sending | Waiting


def when_cancelled(last: Progress | None) -> OutcomeUnknown | NotConnected:
    """The outcome of a submission that was stopped after ``last``, its latest event."""
    if isinstance(last, Sending | Waiting):
        return OutcomeUnknown(
            reason=UnknownReason.CANCELLED,
            message=f"You stopped waiting after the request was sent. {UNKNOWN_ADVICE}",
        )
    return NotConnected(
        reason=NotConnectedReason.CANCELLED,
        message="You stopped before anything was sent. Nothing was created.",
    )
