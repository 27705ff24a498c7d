"""How a run of the wizard, full screen or plain, ended. The app decides; main talks and exits."""

# Nothing from __future__: a NamedTuple compiles each annotation that is text, at every start.

from typing import NamedTuple

from wizard.exit_codes import ExitCode


class CreatedSource(NamedTuple):
    """A connector that was created in this run, with the server's own words."""

    name: str
    type: str
    connector_id: int
    credential_id: int
    status: str
    message: str


class ExitState(NamedTuple):
    """The end of a run.

    code: the exit status. created: every connector of this run, in order.
    message: a sentence to leave on the terminal, such as how to go on with the draft.
    signal: the one that ended it, if the exit status is to tell.
    """

    code: ExitCode
    created: tuple[CreatedSource, ...] = ()
    message: str = ""
    signal: int | None = None
