"""``clarm-wizard create``: create connectors from request files, without prompts."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from wizard.cli import output
from wizard.cli.command import Command
from wizard.cli.results import (
    GIVEN_TWICE,
    INVALID_FILE,
    NOT_SENT,
    NOT_SIGNED_IN,
    Failure,
    FileResult,
    as_table,
    as_text,
    exit_code,
    fallback_to_stderr,
)
from wizard.utils.errors import CommandError, FileError, WizardError
from wizard.utils.exit_codes import ExitCode
from wizard.utils.gc_tuning import gc_paused

if TYPE_CHECKING:
    from wizard.cli.argument_parser import Parser
    from wizard.core.services import Services
    from wizard.core.submission import SourceCreator, SourceFile
    from wizard.request_files import ValidatedRequest


def run(args: Namespace) -> ExitCode:
    """Check all files, then show their requests (``--dry-run``) or send them."""
    with gc_paused():  # checked requests are kept until they are sent
        checked = list(_check_all(args.files))
    if not args.again:
        _refuse_doubles(checked)
    results = [result for result, _ in checked]
    if args.dry_run:
        return _show(checked, as_json=args.json)
    if any(result.failure for result in results):
        for result in results:
            result.failure = result.failure or Failure(
                kind=NOT_SENT,
                message="Not sent, because other files have to be put right first.",
                code=ExitCode.USAGE,
            )
        return _finish(results, as_json=args.json)
    return _send(args, checked)


def _check_all(names: Iterable[str]) -> Iterator[tuple[FileResult, ValidatedRequest | None]]:
    """Check each file; reject one given twice, since it would create two connectors."""
    from wizard.request_files import FROM_STDIN

    places: set[str] = set()
    for name in names:
        place = name if name == FROM_STDIN else os.path.realpath(name)
        if place in places:
            failure = Failure(GIVEN_TWICE, "This is given twice.", ExitCode.USAGE)
            yield FileResult(name, failure=failure), None
        else:
            places.add(place)
            yield _check(name)


def _refuse_doubles(checked: Iterable[tuple[FileResult, ValidatedRequest | None]]) -> None:
    """Reject files that produce the same request, which would create two connectors."""
    first: dict[str, FileResult] = {}
    for result, found in checked:
        if found and found.request and not result.failure:
            same = first.setdefault(found.request.digest(), result)
            if same is not result:
                result.failure = Failure(
                    kind=GIVEN_TWICE,
                    message=f"This is the same request as in {same.title}.",
                    code=ExitCode.USAGE,
                )


def _check(name: str) -> tuple[FileResult, ValidatedRequest | None]:
    """Read and check one file, reporting its warnings immediately."""
    from wizard.request_files import check, read

    try:
        checked = check(read(name))
    except FileError as problem:
        failure = Failure(kind=INVALID_FILE, message=str(problem), code=ExitCode.USAGE)
        return FileResult(name, failure=failure), None
    result = FileResult(name, checked.type, checked.name)
    for warning in checked.warnings:
        output.say(f"{result.title}: {warning}")
    if checked.problems:
        count = len(checked.problems)
        things = "one thing" if count == 1 else f"{count} things"
        result.failure = Failure(
            kind=INVALID_FILE,
            message=f"There {'is' if count == 1 else 'are'} {things} to put right.",
            code=ExitCode.USAGE,
            fields=checked.problems,
        )
    return result, checked


def _show(
    checked: Sequence[tuple[FileResult, ValidatedRequest | None]], *, as_json: bool
) -> ExitCode:
    """Show what would be sent, with every secret masked."""
    import json

    shown = [
        result.as_json()
        if result.failure or not (found and found.request)
        else {"request": found.request.masked()}
        for result, found in checked
    ]
    if as_json:
        output.emit_json(shown[0] if len(shown) == 1 else shown)
    for result, found in checked:
        if result.failure:
            _explain(result)
        elif not as_json and found and found.request:
            output.say(f"{result.title}: This would be sent:")
            body = json.dumps(found.request.masked(), indent=2)
            output.emit(body)
    return exit_code(result for result, _ in checked)


def _send(
    args: Namespace, checked: Sequence[tuple[FileResult, ValidatedRequest | None]]
) -> ExitCode:
    """Send new requests and print the result of every file."""
    results = [result for result, _ in checked]
    try:
        all_tried = _sent(args, checked)
    except (CommandError, WizardError) as error:
        if args.json:
            # stderr shows it once; stdout repeats it for each file.
            kind = NOT_SIGNED_IN if isinstance(error, CommandError) else NOT_SENT
            for result in results:
                if result.made is None and result.failure is None:
                    result.failure = Failure(kind, str(error), ExitCode.FAILED)
            _print(results, as_json=True)
        raise
    code = _finish(results, as_json=args.json)
    if all_tried:
        return code
    unknown = any(result.code is ExitCode.UNKNOWN for result in results)
    return ExitCode.UNKNOWN if unknown else ExitCode.LEFT


def _sent(args: Namespace, checked: Sequence[tuple[FileResult, ValidatedRequest | None]]) -> bool:
    """Send new requests; return False if interrupted.

    Raises CommandError or WizardError if nothing can be sent.
    """
    with gc_paused():  # loaded here because a dry run sends nothing
        from wizard.core.hardening import prepare_http

        prepare_http()
        from wizard.cli.batch import Batch, Job
        from wizard.cli.conflicts import again, take_conflict
        from wizard.core.services import services_for
        from wizard.core.submission import attempt_of
        from wizard.storage.conflicts import Reason, undecided

    with closing(services_for(sandbox=args.sandbox, api_url=args.api_url)) as services:
        host, history = services.host, services.history()
        jobs = []
        for result, found in checked:
            if found is None or found.flow is None or found.request is None:
                continue
            origin = _origin(found)
            conflicts = history.conflicts(**attempt_of(found.request, host, origin))
            if conflicts and not args.again and conflicts[0].reason is not Reason.IN_FLIGHT:
                take_conflict(result, conflicts[0])  # already known, so no sign-in is needed
            else:
                decided = again(conflicts) if args.again else undecided
                jobs.append(Job(result, found.request, found.flow, origin, decided))
        if not jobs:
            return True
        with gc_paused():
            client = _signed_in(services)
        return Batch(client, history, host, jobs, min(args.jobs, len(jobs))).run()


def _origin(checked: ValidatedRequest) -> SourceFile | None:
    from wizard.core.submission import SourceFile

    source = checked.source
    return SourceFile(source.path, source.digest) if source.path else None


def _signed_in(services: Services) -> SourceCreator:
    """Return a sender for the signed-in account, without prompting.

    Raises CommandError if nobody is signed in.
    """
    from wizard.auth.session import SessionError

    try:
        account = services.account()
    except SessionError as error:
        raise CommandError(str(error), ExitCode.NOT_ALLOWED) from None
    if not account.usable:
        raise CommandError(
            "You are not signed in. Set CLARM_SESSION or CLARM_SESSION_FILE, or use "
            "`clarm-wizard login`, which says how.",
            ExitCode.NOT_ALLOWED,
        )
    if account.notice:
        output.say(account.notice)
    return services.client(account)


def _finish(results: Sequence[FileResult], *, as_json: bool) -> ExitCode:
    """Print the result of every file; report failures on stderr too."""
    for result in results:
        if result.failure:
            _explain(result)
    _print(results, as_json=as_json)
    return exit_code(results)


def _print(results: Sequence[FileResult], *, as_json: bool) -> None:
    """Print the results on stdout."""
    single = len(results) == 1
    with fallback_to_stderr(result.made for result in results if result.made is not None):
        if as_json:
            shown = [result.as_json(with_file=not single) for result in results]
            output.emit_json(shown[0] if single else shown)
        elif not single:
            output.emit(as_table(results))
        elif results[0].made is not None:
            output.emit(as_text(results[0].made))


def _explain(result: FileResult) -> None:
    if result.failure:
        for line in result.failure.lines(result.title):
            output.say(line)


def add_arguments(parser: Parser) -> None:
    """Add the arguments for the files and for how their requests are sent."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="request files; - is stdin", complete="files"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="check, show each request, send nothing"
    )
    # --again duplicates what exists, so it is never suggested for another word.
    parser.add_argument(
        "--again",
        action="store_true",
        help="send what was created, or may have been, before",
        guess=False,
    )
    parser.add_number("--jobs", 1, 32, default=4, help="how many at once (default: 4)")
    parser.add_json()
    parser.add_sandbox()
    parser.add_api_url()


CREATE = Command(
    run,
    "Create connectors from request files (TOML or JSON), without questions.",
    "clarm-wizard create --dry-run github.toml",
    "clarm-wizard create *.toml --json",
    "generate | clarm-wizard create -",
    add_arguments=add_arguments,
)
