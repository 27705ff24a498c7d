"""Results of files whose requests conflict with another submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wizard.cli import output
from wizard.cli.results import (
    AGAIN_CREATED,
    AGAIN_UNKNOWN,
    CREATED_BEFORE,
    NOT_SENT,
    UNKNOWN,
    Failure,
    FileResult,
)
from wizard.core.results import CreatedConnector
from wizard.storage.conflicts import Conflict, Decided, Reason
from wizard.utils.exit_codes import ExitCode

BEFORE: Final = "It was created before, so nothing was sent."
"""The message of a connector from the history, which keeps none of the server's words."""


def take_conflict(result: FileResult, conflict: Conflict) -> None:
    """Record in ``result`` why the request was not sent, with the IDs if it was created before."""
    if conflict.reason is Reason.CREATED:
        _take_created(result, conflict)
    elif conflict.reason is Reason.IN_FLIGHT:
        result.failure = Failure(
            kind=NOT_SENT,
            message=f"Not sent. {conflict} Run this again after that ends.",
            code=ExitCode.FAILED,
        )
    else:
        message = f"{conflict} `--again` sends it."
        result.failure = Failure(kind=UNKNOWN, message=message, code=ExitCode.UNKNOWN)


def _take_created(result: FileResult, conflict: Conflict) -> None:
    """Record in ``result`` that this was created before."""
    entry = conflict.entry
    result.type, result.name = entry.type, entry.name
    result.failure = None
    made = CreatedConnector.from_entry(entry)
    if made is None:
        result.failure = Failure(
            kind=CREATED_BEFORE,
            message="You marked this as created, without its IDs. Nothing was sent. "
            "`--again=created` sends it.",
            code=ExitCode.DONE,
        )
        return
    result.before = True
    result.made = made._replace(message=BEFORE)
    change = conflict.change or "Its credential didn't change."
    output.say(f"{result.title}: {BEFORE} {change} `--again=created` creates another.")


def decided_by(again: str | None, conflicts: Sequence[Conflict]) -> Decided:
    """Decide for ``--again``, given the conflicts there are before anything is sent.

    What another run has started since, or has in flight, is not overridden.
    """
    reasons = {
        AGAIN_UNKNOWN: (Reason.UNRESOLVED, Reason.SIMILAR),
        AGAIN_CREATED: (Reason.UNRESOLVED, Reason.SIMILAR, Reason.CREATED),
    }.get(again or "", ())
    before = {conflict.entry.id for conflict in conflicts if conflict.reason in reasons}
    return lambda conflict: conflict.entry.id in before or (conflict.own and again == AGAIN_CREATED)
