"""Results of files whose requests conflict with another submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wizard.cli import output
from wizard.cli.results import CREATED_BEFORE, NOT_SENT, UNKNOWN, Failure, FileResult
from wizard.core.results import CreatedConnector
from wizard.storage.conflicts import Conflict, Decided, Reason
from wizard.utils.exit_codes import ExitCode

BEFORE: Final = "It was created before, so nothing was sent."
"""The message of a connector from the history, which keeps none of the server's words."""


def take_conflict(result: FileResult, conflict: Conflict) -> None:
    """Record in ``result`` why the request was not sent, with the IDs if it was created before."""
    if conflict.reason is Reason.IN_FLIGHT:
        result.failure = Failure(
            kind=NOT_SENT,
            message=f"Not sent by this run. {conflict} Run this again once that has ended.",
            code=ExitCode.FAILED,
        )
    elif conflict.reason is Reason.UNRESOLVED:
        message = f"{conflict} `--again` sends it."
        result.failure = Failure(kind=UNKNOWN, message=message, code=ExitCode.UNKNOWN)
    elif (made := CreatedConnector.from_entry(conflict.entry)) is None:
        result.failure = Failure(
            kind=CREATED_BEFORE,
            message="It is noted that this exists; its IDs are not known. `--again` sends it.",
            code=ExitCode.DONE,
        )
    else:
        result.before = True
        result.made = made._replace(message=BEFORE)
        said = f"It was created before, so it is not sent. {conflict.change}".rstrip()
        output.say(f"{result.title}: {said} `--again` sends it.")


def again(conflicts: Sequence[Conflict]) -> Decided:
    """Decide for ``--again``: override earlier submissions and those of this run.

    Submissions that another run has started since, or has in flight, are not overridden.
    """
    before = {c.entry.id for c in conflicts if c.reason is not Reason.IN_FLIGHT}
    return lambda conflict: conflict.own or conflict.entry.id in before
