"""The outcome of each request file, for people (a table) and for programs (JSON)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wizard.cli import output
from wizard.cli.output import table
from wizard.storage.outcome_words import NOT_CONNECTED
from wizard.utils.errors import CommandError, WizardError
from wizard.utils.exit_codes import ExitCode
from wizard.utils.text import sanitize

if TYPE_CHECKING:
    from wizard.api import Outcome
    from wizard.core.results import CreatedConnector
    from wizard.flow import WizardFlow
    from wizard.request_files import RequestProblem

INVALID_FILE: Final = "invalid_file"
MISSING: Final = "missing"
NOT_SENT: Final = "not_sent"
NOT_SIGNED_IN: Final = "not_signed_in"
NOT_NOTED: Final = "history"
UNKNOWN: Final = "unknown"
CREATED_BEFORE: Final = "created_before"
GIVEN_TWICE: Final = "given_twice"
TEST_FAILED: Final = "test_failed"

AGAIN_UNKNOWN: Final = "unknown"
AGAIN_CREATED: Final = "created"
"""What ``--again`` sends: what may have been created, or also what was."""

GRAVEST_FIRST: Final = (
    ExitCode.UNKNOWN,
    ExitCode.NOT_ALLOWED,
    ExitCode.FAILED,
    ExitCode.USAGE,
    ExitCode.LEFT,
)
"""The exit status of several files is the first of these that one of them has."""


class Failure(NamedTuple):
    """Why no connector was created; ``fields`` lists the problems by field."""

    kind: str
    message: str
    code: ExitCode
    fields: tuple[RequestProblem, ...] = ()

    @property
    def outcome(self) -> str:
        """The word for programs; a kind that only the server's answers have is a refusal."""
        return _OUTCOMES.get(self.kind, "refused")

    def as_json(self) -> dict[str, Any]:
        """Return the error as JSON for programs."""
        fields = [{"loc": list(item.loc), "message": item.words} for item in self.fields]
        return {"kind": self.kind, "message": self.message, "fields": fields}

    def lines(self, name: str) -> list[str]:
        """Return the error as text for people, one line per field."""
        said = self.message if self.message.startswith(name) else f"{name}: {self.message}"
        return [said, *(f"  {item}" for item in self.fields)]


_OUTCOMES: Final = {
    UNKNOWN: "unknown",
    CREATED_BEFORE: "created_before",
    MISSING: "missing",
    INVALID_FILE: "invalid",
    GIVEN_TWICE: "invalid",
    NOT_SENT: "not_sent",
    NOT_SIGNED_IN: "not_sent",
    NOT_NOTED: "not_sent",
    NOT_CONNECTED: "not_sent",
    TEST_FAILED: "not_sent",
}


class FileResult:
    """A file, or one row of it, and its outcome: a connector or a failure.

    before: the connector comes from an earlier run, and nothing was sent now.

    Not a dataclass, because importing those takes longer than showing a command's help.
    """

    __slots__ = ("before", "failure", "file", "made", "name", "row", "type")

    def __init__(self, file: str, row: str = "", *, failure: Failure | None = None) -> None:
        self.file = file
        self.row = row
        self.type = ""
        self.name = ""
        self.made: CreatedConnector | None = None
        self.before = False
        self.failure = failure

    @property
    def title(self) -> str:
        """The file's name, safe to display."""
        from wizard.request_files import FROM_STDIN
        from wizard.request_files.reader import with_row
        from wizard.utils.files import STDIN

        return with_row(STDIN if self.file == FROM_STDIN else sanitize(self.file, 200), self.row)

    @property
    def code(self) -> ExitCode:
        """The exit status for this file alone."""
        return self.failure.code if self.failure else ExitCode.DONE

    @property
    def outcome(self) -> str:
        """What became of it, in the word for programs."""
        if self.made is not None:
            return CREATED_BEFORE if self.before else "created"
        return self.failure.outcome if self.failure else NOT_SENT

    def place(self) -> dict[str, Any]:
        """Return the file, and its row if it has several, as JSON."""
        return {"file": self.file, **({"row": self.row} if self.row else {})}

    def as_json(self, *, alone: bool = False) -> dict[str, Any]:
        """Return the IDs or the error; one that is not ``alone`` says which file it is of."""
        found: dict[str, Any] = {**self.place(), "outcome": self.outcome}
        if self.made is not None:
            found |= as_json(self.made)
        elif self.failure is not None:
            found["error"] = self.failure.as_json()
        if alone and self.failure is None:
            del found["file"]
        return found

    def words(self) -> str:
        """The outcome in a word or two."""
        if self.made is not None:
            return "created before" if self.before else "created"
        return self.failure.kind.replace("_", " ") if self.failure else "checked"

    def cells(self) -> tuple[str, ...]:
        """Return this file's row in the table."""
        ids = ("-", "-")
        if self.made is not None:
            ids = (str(self.made.connector_id), str(self.made.credential_id))
        return self.title, sanitize(self.name, 40), self.type, *ids, self.words()


HEADINGS: Final = ("FILE", "NAME", "TYPE", "CONNECTOR", "CREDENTIAL", "OUTCOME")


def as_table(results: Iterable[FileResult]) -> str:
    """Format all results as a table, one line each."""
    return table([HEADINGS, *(result.cells() for result in results)])


def failure_from(outcome: Outcome, flow: WizardFlow) -> Failure | None:
    """Return why an outcome is not a creation, with complaints at the fields of ``flow``.

    Returns None if a connector was created.
    """
    from wizard.api import Created, NotConnected, Refused
    from wizard.request_files import place_complaints

    if isinstance(outcome, Created):
        return None
    code = ExitCode(outcome.exit_code)
    if isinstance(outcome, NotConnected):
        return Failure(kind=NOT_CONNECTED, message=outcome.message, code=code)
    said = f" Server response: {outcome.server_message}" if outcome.server_message else ""
    message = f"{outcome.message}{said}"
    if isinstance(outcome, Refused):
        fields = place_complaints(flow, outcome.fields)
        return Failure(kind=str(outcome.kind), message=message, code=code, fields=fields)
    return Failure(kind=UNKNOWN, message=message, code=code)


def exit_code(results: Iterable[FileResult]) -> ExitCode:
    """Return 0 if all connectors exist, otherwise the gravest status."""
    return gravest(*(result.code for result in results))


def gravest(*codes: ExitCode) -> ExitCode:
    """Return the exit status that stands for all of ``codes``."""
    return next((code for code in GRAVEST_FIRST if code in codes), ExitCode.DONE)


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


def as_text(sources: Iterable[CreatedConnector]) -> str:
    """Return the same fields as text, one per line, the name first, and a blank line between."""
    return "\n\n".join(_lines(source) for source in sources)


def _lines(source: CreatedConnector) -> str:
    fields = as_json(source)
    named = {key: fields.pop(key) for key in ("name", "type")}
    return output.table([(key, sanitize(str(value))) for key, value in (named | fields).items()])


@contextmanager
def fallback_to_stderr(sources: Iterable[CreatedConnector], code: ExitCode) -> Iterator[None]:
    """Print ``sources`` on stderr, and raise CommandError, if the ``with`` block fails to print.

    A closed stdout fails as well, unless there is nothing that would be lost. code: the exit status
    of what is printed, which stays if it is graver.
    """
    made = as_text(sources)
    try:
        if made and sys.stdout is None:
            raise WizardError("It's closed.")
        yield
    except WizardError as problem:
        code = gravest(ExitCode.FAILED, code)
        if not made:
            raise CommandError(str(problem), code) from None
        output.say(made)
        raise CommandError(
            f"can't write to standard output. {problem.message} The connector above was created. "
            "Don't send it again, or you'll get a duplicate.",
            code,
        ) from None
