"""Results of a wizard run. The app decides them; ``main`` prints them and exits."""

# No __future__ annotations here: NamedTuple compiles string annotations on every start.

from typing import TYPE_CHECKING, NamedTuple, Self

from wizard.utils.exit_codes import ExitCode

if TYPE_CHECKING:
    from wizard.api import Created, CreateSourceRequest
    from wizard.storage.history_events import HistoryEntry


class CreatedConnector(NamedTuple):
    """A connector that was created, with the server's own words."""

    name: str
    type: str
    connector_id: int
    credential_id: int
    status: str
    message: str

    @classmethod
    def from_outcome(cls, request: "CreateSourceRequest", outcome: "Created") -> Self:
        """Build it from the response to ``request``."""
        ids = outcome.connector_id, outcome.credential_id
        return cls(request.name, request.type, *ids, outcome.status, outcome.message)

    @classmethod
    def from_entry(cls, entry: "HistoryEntry") -> Self | None:
        """Build it from a history entry; None if the entry has no IDs."""
        if entry.connector_id is None or entry.credential_id is None:
            return None
        ids = entry.connector_id, entry.credential_id
        return cls(entry.name, entry.type, *ids, entry.status, entry.message)


class RunResult(NamedTuple):
    """The result of a run.

    code: the exit status. created: every connector created in this run, in order. message: a
    sentence to leave on the terminal, such as how to resume the draft. signal: the signal that
    ended the run, if the exit status should reflect it.
    """

    code: ExitCode
    created: tuple[CreatedConnector, ...] = ()
    message: str = ""
    signal: int | None = None
