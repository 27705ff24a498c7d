"""Progress events of a submission, and the outcome of cancelling after each.

The client calls ``on_progress`` with an event *before* it does what the event says: ``Sending``
precedes the first byte of the request. To cancel, keep the last event and pass it to
``when_cancelled`` to get the outcome::

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
    """Name lookup, connection and TLS handshake, on attempt ``attempt`` of ``attempts``."""

    attempt: int = 1
    attempts: int = 1


class Retrying(NamedTuple):
    """The connection failed because of ``why`` (a sentence); retrying in ``in_seconds``."""

    in_seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class Sending:
    """The request is being sent; from here on, cancelling leaves the outcome unknown."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The request was sent; the response is awaited or being read."""


Progress: TypeAlias = Connecting | Retrying | Sending | Waiting


def when_cancelled(last: Progress | None) -> OutcomeUnknown | NotConnected:
    """Return the outcome of a submission cancelled after ``last``, its latest event."""
    if isinstance(last, Sending | Waiting):
        return OutcomeUnknown(
            reason=UnknownReason.CANCELLED,
            message=f"You stopped waiting after the request was sent. {UNKNOWN_ADVICE}",
        )
    return NotConnected(
        reason=NotConnectedReason.CANCELLED,
        message="You stopped before the request was sent. Nothing was created.",
    )
