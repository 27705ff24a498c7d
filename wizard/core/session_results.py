"""What became of the requests of one session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wizard.core.results import CreatedConnector
from wizard.utils.exit_codes import ExitCode

if TYPE_CHECKING:
    from wizard.api import Outcome
    from wizard.core.submission import Submission


class SessionResults:
    """Collects the outcomes of a session, which may create several connectors.

    created: the connectors created in this session, in order.
    taken: type and name of each connector known to be created by earlier sessions.
    outcome: the latest outcome; None once it needs nobody's attention.
    """

    def __init__(self) -> None:
        self.created: list[CreatedConnector] = []
        self.taken: Sequence[tuple[str, str]] = ()
        self.outcome: Outcome | None = None
        self._intent = ""
        self._settled = False

    @property
    def known(self) -> list[tuple[str, str]]:
        """Type and name of each connector known to exist."""
        return [*self.taken, *((made.type, made.name) for made in self.created)]

    def add(self, submission: Submission, outcome: Outcome) -> None:
        """Take note of an outcome."""
        from wizard.api import Created

        self.outcome, self._intent = outcome, submission.intent
        if isinstance(outcome, Created):
            self.created.append(CreatedConnector.from_outcome(submission.request, outcome))

    def settle(self, entry_id: str) -> None:
        """Take note that the person found out what became of a submission."""
        self._settled = True
        if entry_id == self._intent:
            self.outcome = None

    def exit_code(self, looked: bool) -> ExitCode:
        """Return the exit status of the session. looked: whether it ends where one only looks."""
        return exit_code_of(self.outcome, done=bool(self.created) or self._settled or looked)


def exit_code_of(outcome: Outcome | None, *, done: bool) -> ExitCode:
    """Return the exit status of a session: that of its latest outcome, if one needs attention.

    done: whether something came of the session all the same.
    """
    if outcome is not None:
        return ExitCode(outcome.exit_code)
    return ExitCode.DONE if done else ExitCode.LEFT
