"""The sources that a command is given: read, checked, and compared with each other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from wizard.cli import conflicts, output
from wizard.cli.results import GIVEN_TWICE, INVALID_FILE, MISSING, Failure, FileResult
from wizard.core.prior_attempts import created_before, find_conflicts
from wizard.core.submission import SourceFile
from wizard.storage.conflicts import Decided, Reason, undecided
from wizard.utils.errors import FileError
from wizard.utils.exit_codes import ExitCode

if TYPE_CHECKING:
    from wizard.api import CreateSourceRequest
    from wizard.request_files import RequestSource, ValidatedRequest
    from wizard.storage.history import History


class Candidate:
    """A source that may be sent, and its result.

    source: None if its file cannot be read. origin: its file, as the history knows it. checked:
    None until it was checked. decided: which conflicts the person wants to override.
    """

    __slots__ = ("checked", "decided", "origin", "result", "source")

    def __init__(
        self,
        result: FileResult,
        source: RequestSource | None = None,
        origin: SourceFile | None = None,
    ) -> None:
        self.result = result
        self.source = source
        self.origin = origin
        self.checked: ValidatedRequest | None = None
        self.decided: Decided = undecided

    @property
    def request(self) -> CreateSourceRequest | None:
        """The request, if the source was found complete."""
        return self.checked.request if self.checked else None

    @property
    def open(self) -> bool:
        """Whether nothing is known yet about its outcome."""
        return self.result.made is None and self.result.failure is None

    def check(self) -> Failure | None:
        """Check the source, reporting its warnings, and return what keeps it from being sent."""
        from wizard.request_files import check

        if self.source is None:
            return self.result.failure
        self.checked = checked = check(self.source)
        self.result.type, self.result.name = checked.type, checked.name
        for warning in checked.warnings:
            output.say(f"{self.result.title}: {warning}")
        if not checked.problems:
            return None
        count = len(checked.problems)
        if checked.incomplete:
            words = "One value is missing." if count == 1 else f"{count} values are missing."
            return Failure(MISSING, words, ExitCode.USAGE, checked.problems)
        message = f"Fix {count} problem{'s' * (count > 1)}."
        return Failure(INVALID_FILE, message, ExitCode.USAGE, checked.problems)

    def take_created(self, history: History, host: str) -> None:
        """Take the result from what this file created before, as far as that is known.

        The history knows a file that is the same; the record of its folder also one that is not
        complete, once that was checked.
        """
        parts = self.checked.known_parts() if self.checked else {}
        if self.origin and (found := created_before(history, host, parts, self.origin)):
            conflicts.take_conflict(self.result, found)

    def take_conflicts(self, history: History, host: str, again: str | None) -> None:
        """Take the first conflict that ``--again`` does not override as the result.

        Another run may end before this one is sent, so what it has in flight is looked at later.
        """
        if self.request is None:
            return
        found = find_conflicts(history, host, self.request, self.origin)
        self.decided = conflicts.decided_by(again, found)
        for conflict in found:
            if conflict.reason is not Reason.IN_FLIGHT and not self.decided(conflict):
                conflicts.take_conflict(self.result, conflict)
                return


def read_all(
    names: Sequence[str], *, sandbox: bool, only_looks: bool = False
) -> Iterator[Candidate]:
    """Yield a candidate for each source in files and folders, in a stable order.

    One that is given twice is a failure, since it would create two connectors. only_looks: as for
    ``SourceFile.of``.
    """
    from wizard.request_files import FROM_STDIN, with_folders_read, without_records

    places: set[str] = set()
    for given in without_records(names):
        try:
            files = list(with_folders_read([given]))
        except FileError as problem:
            yield _unreadable(given, problem)
            continue
        for name in files:
            place = name if name == FROM_STDIN else os.path.realpath(name)
            if place in places:
                failure = Failure(GIVEN_TWICE, "This appears twice.", ExitCode.USAGE)
                yield Candidate(FileResult(name, failure=failure))
            else:
                places.add(place)
                origin_of = partial(
                    SourceFile.of, sandbox=sandbox, in_folder=name != given, only_looks=only_looks
                )
                yield from _read(name, origin_of)


def _read(
    name: str, origin_of: Callable[[RequestSource], SourceFile | None]
) -> Iterator[Candidate]:
    from wizard.request_files import expand, read

    try:
        sources = expand(read(name))
    except FileError as problem:
        yield _unreadable(name, problem)
        return
    for source in sources:
        yield Candidate(FileResult(name, source.row), source, origin_of(source))


def _unreadable(name: str, problem: FileError) -> Candidate:
    return Candidate(FileResult(name, failure=Failure(INVALID_FILE, str(problem), ExitCode.USAGE)))


def refuse_doubles(candidates: Iterable[Candidate]) -> None:
    """Reject those that would create what an earlier one creates."""
    requests: dict[str, FileResult] = {}
    names: dict[tuple[str, str], FileResult] = {}
    for candidate in candidates:
        request, result = candidate.request, candidate.result
        if request is None or not candidate.open:
            continue
        same = requests.setdefault(request.digest(), result)
        named = names.setdefault((request.type, request.name), result)
        if same is not result:
            message = f"This is the same request as in {same.title}."
        elif named is not result:
            message = f"{named.title} has the same type and name. Give each a different name."
        else:
            continue
        result.failure = Failure(GIVEN_TWICE, message, ExitCode.USAGE)
