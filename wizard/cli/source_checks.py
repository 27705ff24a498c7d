"""The test of a source's credential, for people (lines, a table) and for programs (JSON)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from wizard.checks import CheckOutcome, CheckResult, Finding
from wizard.cli import output
from wizard.cli.candidates import Candidate
from wizard.cli.results import TEST_FAILED, Failure, FileResult
from wizard.core import uncaught
from wizard.core.services import Services
from wizard.core.source_test import SourceTest
from wizard.request_files import RequestProblem
from wizard.utils.exit_codes import ExitCode
from wizard.utils.text import sanitize

_CODES: Final = {
    CheckOutcome.PASSED: ExitCode.DONE,
    CheckOutcome.FAILED: ExitCode.FAILED,
    CheckOutcome.CANNOT_TELL: ExitCode.UNKNOWN,
    CheckOutcome.SKIPPED: ExitCode.DONE,
}


@dataclass(frozen=True, slots=True)
class FileCheck:
    """A source and what its test found out; ``result`` is None if its file is not valid."""

    file: FileResult
    result: CheckResult | None = None

    @property
    def outcome(self) -> str:
        """The outcome as programs get it."""
        return self.result.outcome.replace(" ", "_") if self.result else "invalid"

    @property
    def code(self) -> ExitCode:
        """The exit status for this source alone."""
        return _CODES[self.result.outcome] if self.result else ExitCode.USAGE

    def as_json(self, *, alone: bool) -> dict[str, Any]:
        """Return the result as JSON for programs; ``alone``: without the file."""
        found, failure = self.result, self.file.failure
        if found is not None:
            fields = [
                {"loc": list(loc_of(item)), "message": item.words, "warning": item.warning}
                for item in found.findings
                if item.path
            ]
        else:
            fields = [
                {"loc": list(item.loc), "message": item.words, "warning": False}
                for item in (failure.fields if failure else ())
            ]
        shown = {
            "outcome": self.outcome,
            "type": self.file.type,
            "name": self.file.name,
            "account": found.account if found else "",
            "scopes": list(found.scopes) if found else [],
            "hosts": list(found.hosts) if found else [],
            "message": found.headline if found else failure.message if failure else "",
            "fields": fields,
        }
        return shown if alone else {**self.file.place(), **shown}

    def lines(self) -> list[str]:
        """Return what a person is told: the outcome, and a line for each finding."""
        title, found = self.file.title, self.result
        if found is None:
            return self.file.failure.lines(title) if self.file.failure else [title]
        asked = f" (asked {', '.join(found.hosts)})" if found.hosts else ""
        first = f"{title}: {found.outcome}: {found.headline}{asked}"
        rest = found.findings if found.outcome is CheckOutcome.PASSED else found.findings[1:]
        return [first, *(f"  {item.words}" for item in rest)]

    def row(self) -> tuple[str, ...]:
        """Return this source's row in the table."""
        account = self.result.account if self.result else ""
        name = sanitize(self.file.name, 40)
        return self.file.title, name, self.file.type, self.outcome, account or "-"


def loc_of(finding: Finding) -> tuple[str, ...]:
    """Return the location of a finding's field in the request."""
    part, _, key = finding.path.partition(".")
    return ("credential", "credentials", key) if part == "credentials" else (part, key)


def tested_candidate(candidate: Candidate, services: Services) -> FileCheck:
    """Test the credential of one source that was checked.

    A file that is not complete is tested too, as long as nothing is wrong with its credential.
    """
    checked, failure = candidate.checked, candidate.result.failure
    problems = failure.fields if failure else ()
    wrong = [problem for problem in problems if problem.loc[:1] in (("credential",), ("type",))]
    if checked is None or checked.flow is None or wrong:
        return FileCheck(candidate.result)
    return FileCheck(candidate.result, uncaught.run(SourceTest(services).run(checked.flow)))


def refuse_failed(candidates: Iterable[Candidate], services: Services) -> None:
    """Test the sources that would be sent; one that fails gets a failure, and is not sent."""
    for candidate in candidates:
        if not candidate.open:
            continue
        tested = tested_candidate(candidate, services)
        result = tested.result
        if result is None:
            continue
        output.say("\n".join(tested.lines()))
        if result.outcome is CheckOutcome.FAILED:
            fields = tuple(
                RequestProblem(loc_of(item), item.words)
                for item in result.findings
                if item.path and not item.warning
            )
            candidate.result.failure = Failure(
                TEST_FAILED, f"Not sent: {result.headline}", ExitCode.FAILED, fields
            )


def exit_code(results: Iterable[FileCheck]) -> ExitCode:
    """Return 0 if nothing speaks against any source, else the gravest: 1, then 2, then 3."""
    codes = {result.code for result in results}
    order = (ExitCode.FAILED, ExitCode.USAGE, ExitCode.UNKNOWN)
    return next((code for code in order if code in codes), ExitCode.DONE)
