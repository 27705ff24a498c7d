"""How a run of the wizard, full screen or plain, ended. The app decides; main talks and exits."""

# Nothing from __future__: a NamedTuple compiles each annotation that is text, at every start.

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
        """What an answer says that ``request`` made."""
        ids = outcome.connector_id, outcome.credential_id
        return cls(request.name, request.type, *ids, outcome.status, outcome.message)

    @classmethod
    def from_entry(cls, entry: "HistoryEntry") -> Self | None:
        """What the history says; None where it does not know the IDs."""
        if entry.connector_id is None or entry.credential_id is None:
            return None
        ids = entry.connector_id, entry.credential_id
        return cls(entry.name, entry.type, *ids, entry.status, entry.message)


class RunResult(NamedTuple):
    """The end of a run.

    code: the exit status. created: every connector of this run, in order.
    message: a sentence to leave on the terminal, such as how to go on with the draft.
    signal: the one that ended it, if the exit status is to tell.
    """

    code: ExitCode
    created: tuple[CreatedConnector, ...] = ()
    message: str = ""
    signal: int | None = None
