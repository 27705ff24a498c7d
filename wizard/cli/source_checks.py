"""The test of a request file's credential, for people (lines, a table) and for programs (JSON)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wizard.checks import CheckOutcome, CheckResult, Finding
from wizard.core.services import Services
from wizard.core.source_test import SourceTest
from wizard.request_files import FROM_STDIN, RequestProblem, ValidatedRequest
from wizard.utils.exit_codes import ExitCode
from wizard.utils.files import STDIN
from wizard.utils.text import sanitize

_CODES = {
    CheckOutcome.PASSED: ExitCode.DONE,
    CheckOutcome.FAILED: ExitCode.FAILED,
    CheckOutcome.CANNOT_TELL: ExitCode.UNKNOWN,
    CheckOutcome.SKIPPED: ExitCode.DONE,
}


@dataclass(frozen=True, slots=True)
class FileCheck:
    """A file and what its test found out; ``result`` is None if the file is not valid."""

    file: str
    type: str = ""
    name: str = ""
    result: CheckResult | None = None
    problems: tuple[RequestProblem, ...] = ()
    message: str = ""

    @classmethod
    def invalid(cls, file: str, message: str) -> FileCheck:
        """Return the result for a file that cannot be read."""
        return cls(file, message=message)

    @property
    def title(self) -> str:
        """The file's name, safe to display."""
        return STDIN if self.file == FROM_STDIN else sanitize(self.file, 200)

    @property
    def outcome(self) -> str:
        """The outcome as programs get it."""
        return self.result.outcome.replace(" ", "_") if self.result else "invalid"

    @property
    def code(self) -> ExitCode:
        """The exit status for this file alone."""
        return _CODES[self.result.outcome] if self.result else ExitCode.USAGE

    def as_json(self, *, with_file: bool) -> dict[str, Any]:
        """Return the result as JSON for programs."""
        found = self.result
        fields = [
            {"loc": list(item.loc), "message": item.words, "warning": False}
            for item in self.problems
        ]
        if found is not None:
            fields = [
                {"loc": list(loc_of(item)), "message": item.words, "warning": item.warning}
                for item in found.findings
                if item.path
            ]
        shown = {
            "outcome": self.outcome,
            "type": self.type,
            "name": self.name,
            "account": found.account if found else "",
            "scopes": list(found.scopes) if found else [],
            "hosts": list(found.hosts) if found else [],
            "message": found.headline if found else self.message,
            "fields": fields,
        }
        return {"file": self.file, **shown} if with_file else shown

    def lines(self) -> list[str]:
        """Return what a person is told: the outcome, and a line for each finding."""
        if self.result is None:
            said = self.message if self.message.startswith(self.title) else ""
            first = said or f"{self.title}: {self.message}"
            return [first, *(f"  {problem}" for problem in self.problems)]
        found = self.result
        asked = f" (asked {', '.join(found.hosts)})" if found.hosts else ""
        first = f"{self.title}: {found.outcome}: {found.headline}{asked}"
        rest = found.findings if found.outcome is CheckOutcome.PASSED else found.findings[1:]
        return [first, *(f"  {item.words}" for item in rest)]

    def row(self) -> tuple[str, ...]:
        """Return this file's row in the table."""
        account = self.result.account if self.result else ""
        return self.title, sanitize(self.name, 40), self.type, self.outcome, account or "-"


def loc_of(finding: Finding) -> tuple[str, ...]:
    """Return the location of a finding's field in the request."""
    part, _, key = finding.path.partition(".")
    return ("credential", "credentials", key) if part == "credentials" else (part, key)


def check_flow(file: str, found: ValidatedRequest, services: Services) -> FileCheck:
    """Test the credential of one file.

    A file that is not complete is tested too, as long as nothing is wrong with its credential.
    """
    problems = tuple(p for p in found.problems if p.loc[:1] in (("credential",), ("type",)))
    if found.flow is None or problems:
        message = "This cannot be tested before it is put right."
        return FileCheck(file, found.type, found.name, problems=problems, message=message)
    result = asyncio.run(SourceTest(services).run(found.flow))
    return FileCheck(file, found.type, found.name, result)


def exit_code(results: Iterable[FileCheck]) -> ExitCode:
    """Return 0 if nothing speaks against any file, else the gravest: 1, then 2, then 3."""
    codes = {result.code for result in results}
    order = (ExitCode.FAILED, ExitCode.USAGE, ExitCode.UNKNOWN)
    return next((code for code in order if code in codes), ExitCode.DONE)
