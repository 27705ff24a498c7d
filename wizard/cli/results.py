"""The outcome of each request file, for people (a table) and for programs (JSON)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wizard.cli import output
from wizard.cli.output import table
from wizard.utils.errors import CommandError, WizardError
from wizard.utils.exit_codes import ExitCode
from wizard.utils.text import sanitize

if TYPE_CHECKING:
    from wizard.api import Outcome
    from wizard.core.results import CreatedConnector
    from wizard.flow import WizardFlow
    from wizard.request_files import RequestProblem

INVALID_FILE: Final = "invalid_file"
NOT_SENT: Final = "not_sent"
NOT_SIGNED_IN: Final = "not_signed_in"
NOT_NOTED: Final = "history"
UNKNOWN: Final = "unknown"
CREATED_BEFORE: Final = "created_before"
GIVEN_TWICE: Final = "given_twice"


class Failure(NamedTuple):
    """Why no connector was created; ``fields`` lists the problems by field."""

    kind: str
    message: str
    code: ExitCode
    fields: tuple[RequestProblem, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the error as JSON for programs."""
        fields = [{"loc": list(item.loc), "message": item.words} for item in self.fields]
        return {"kind": self.kind, "message": self.message, "fields": fields}

    def lines(self, name: str) -> list[str]:
        """Return the error as text for people, one line per field."""
        said = self.message if self.message.startswith(name) else f"{name}: {self.message}"
        return [said, *(f"  {item}" for item in self.fields)]


class FileResult:
    """A file and its outcome: a connector or a failure.

    before: the connector comes from an earlier run, and nothing was sent now.

    Not a dataclass, because importing those takes longer than showing a command's help.
    """

    __slots__ = ("before", "failure", "file", "made", "name", "type")

    def __init__(
        self, file: str, type_name: str = "", name: str = "", *, failure: Failure | None = None
    ) -> None:
        self.file = file
        self.type = type_name
        self.name = name
        self.made: CreatedConnector | None = None
        self.before = False
        self.failure = failure

    @property
    def title(self) -> str:
        """The file's name, safe to display."""
        from wizard.request_files import FROM_STDIN
        from wizard.utils.files import STDIN

        return STDIN if self.file == FROM_STDIN else sanitize(self.file, 200)

    @property
    def code(self) -> ExitCode:
        """The exit status for this file alone."""
        return self.failure.code if self.failure else ExitCode.DONE

    def as_json(self, *, with_file: bool = True) -> dict[str, Any]:
        """Return the IDs, or the error with the file it concerns."""
        if self.made is None:
            error = self.failure.as_json() if self.failure else None
            return {"file": self.file, "error": error}
        found = as_json(self.made)
        return {"file": self.file, **found} if with_file else found

    def words(self) -> str:
        """The outcome in a word or two."""
        if self.made is not None:
            return "created before" if self.before else "created"
        return self.failure.kind.replace("_", " ") if self.failure else "checked"

    def row(self) -> tuple[str, ...]:
        """Return this file's row in the table."""
        ids = ("-", "-")
        if self.made is not None:
            ids = (str(self.made.connector_id), str(self.made.credential_id))
        return self.title, sanitize(self.name, 40), self.type, *ids, self.words()


HEADINGS: Final = ("FILE", "NAME", "TYPE", "CONNECTOR", "CREDENTIAL", "OUTCOME")


def as_table(results: Iterable[FileResult]) -> str:
    """Format all results as a table, one line each."""
    return table([HEADINGS, *(result.row() for result in results)])


def failure_from(outcome: Outcome, flow: WizardFlow) -> Failure | None:
    """Return why an outcome is not a creation, with complaints at the fields of ``flow``.

    Returns None if a connector was created.
    """
    from wizard.api import Created, NotConnected, Refused
    from wizard.request_files import place_complaints
    from wizard.storage.history_events import NOT_CONNECTED

    if isinstance(outcome, Created):
        return None
    code = ExitCode(outcome.exit_code)
    if isinstance(outcome, NotConnected):
        return Failure(kind=NOT_CONNECTED, message=outcome.message, code=code)
    said = f" The server says: {outcome.server_message}" if outcome.server_message else ""
    message = f"{outcome.message}{said}"
    if isinstance(outcome, Refused):
        fields = place_complaints(flow, outcome.fields)
        return Failure(kind=str(outcome.kind), message=message, code=code, fields=fields)
    return Failure(kind=UNKNOWN, message=message, code=code)


def exit_code(results: Iterable[FileResult]) -> ExitCode:
    """Return 0 if all connectors exist, otherwise the status of the first failure."""
    return next((result.code for result in results if result.code), ExitCode.DONE)


def as_json(source: CreatedConnector) -> dict[str, Any]:
    """Return the fields that scripts rely on."""
    return {
        "connector_id": source.connector_id,
        "credential_id": source.credential_id,
        "status": source.status,
        "message": source.message,
        "name": source.name,
        "type": source.type,
    }


def as_text(source: CreatedConnector) -> str:
    """Return the same fields as text, one per line."""
    return output.table([(key, sanitize(str(value))) for key, value in as_json(source).items()])


@contextmanager
def fallback_to_stderr(sources: Iterable[CreatedConnector]) -> Iterator[None]:
    """Print ``sources`` on stderr, and raise CommandError, if the ``with`` block fails to print.

    A closed stdout fails as well, unless there is nothing that would be lost.
    """
    made = "\n\n".join(as_text(source) for source in sources)
    try:
        if made and sys.stdout is None:
            raise WizardError("It is closed.")
        yield
    except WizardError as problem:
        if not made:
            raise
        output.say(made)
        raise CommandError(
            f"standard output could not be written to. {problem.message} "
            "What stands above was created; sent once more, it would be created twice."
        ) from None
