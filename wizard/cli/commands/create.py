"""``clarm-wizard create``: create connectors from request files, without prompts."""

from __future__ import annotations

from argparse import SUPPRESS, Namespace
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from wizard.cli import output
from wizard.cli.command import Command
from wizard.cli.results import (
    AGAIN_CREATED,
    AGAIN_UNKNOWN,
    MISSING,
    NOT_SENT,
    NOT_SIGNED_IN,
    TEST_FAILED,
    Failure,
    FileResult,
    as_table,
    as_text,
    exit_code,
    fallback_to_stderr,
)
from wizard.utils.commands import command_line
from wizard.utils.errors import CommandError, WizardError
from wizard.utils.exit_codes import ExitCode
from wizard.utils.gc_tuning import gc_paused

if TYPE_CHECKING:
    from wizard.cli.argument_parser import Parser
    from wizard.cli.candidates import Candidate
    from wizard.core.services import Services
    from wizard.core.submission import SourceCreator


def run(args: Namespace) -> ExitCode:
    """Look at all files, then show their requests (``--dry-run``) or send them."""
    from wizard.cli.candidates import read_all

    if args.dry_run and args.check:
        words = "a dry run opens no connection: omit --dry-run or --check."
        raise CommandError(words, ExitCode.USAGE)
    with gc_paused():  # what was read is kept until it is sent
        candidates = list(read_all(args.files, sandbox=args.sandbox, only_looks=args.dry_run))
    results = [candidate.result for candidate in candidates]
    alone = _is_one_file(args.files, results)
    try:
        with closing(_services(args)) as services:
            _look(args, candidates, services)
            if args.dry_run:
                return _show(candidates, as_json=args.json, alone=alone)
            if args.check:
                _test(candidates, services)
            if not args.ready:
                _wait_for_all(results)
            all_tried = _send(args, candidates, services)
    except (CommandError, WizardError) as error:
        for result in results:
            _explain(result)
        before = exit_code(results)
        if args.json:
            # stderr shows it once; stdout repeats it for each file.
            kind = NOT_SIGNED_IN if isinstance(error, CommandError) else NOT_SENT
            for result in results:
                if result.made is None and result.failure is None:
                    result.failure = Failure(kind, str(error), ExitCode.FAILED)
            _print(results, before, as_json=True, alone=alone)
        if before is ExitCode.UNKNOWN:
            raise CommandError(str(error), before) from None
        raise
    for result in results:
        _explain(result)
    code = exit_code(results)
    code = code if all_tried or code is ExitCode.UNKNOWN else ExitCode.LEFT
    _print(results, code, as_json=args.json, alone=alone)
    return code


def _is_one_file(names: Sequence[str], results: Sequence[FileResult]) -> bool:
    """Return whether one file that is one source was named, so that its result is no list."""
    return len(names) == len(results) == 1 and names == [results[0].file] and not results[0].row


def _services(args: Namespace) -> Services:
    from wizard.core.services import services_for

    return services_for(sandbox=args.sandbox, api_url=args.api_url)


def _look(args: Namespace, candidates: Sequence[Candidate], services: Services) -> None:
    """Find what is not to be sent, and why: it is not complete, or was sent before."""
    from wizard.cli.candidates import refuse_doubles

    history, repeats = services.history(), args.again == AGAIN_CREATED
    if unread := history.unread:
        output.say(unread)
    with gc_paused():
        for candidate in candidates:
            # A source that exists needs none of its variables any more.
            if candidate.open and not repeats:
                candidate.take_created(history, services.host)
            if candidate.open or args.dry_run:
                failure = candidate.check()
                if failure and candidate.open and not repeats:
                    candidate.take_created(history, services.host)
                if candidate.open:
                    candidate.result.failure = failure
    if not repeats:
        refuse_doubles(candidates)
    for candidate in candidates:
        if candidate.open:
            candidate.take_conflicts(history, services.host, args.again)
        failure = candidate.result.failure
        if args.ready and failure and failure.kind == MISSING:
            candidate.result.failure = failure._replace(code=ExitCode.DONE)


def _test(candidates: Sequence[Candidate], services: Services) -> None:
    """Test what would be sent, and keep back what fails."""
    from wizard.core.hardening import prepare_http

    prepare_http()
    from wizard.cli.source_checks import refuse_failed

    refuse_failed(candidates, services)


def _failed_test(result: FileResult) -> bool:
    return result.failure is not None and result.failure.kind == TEST_FAILED


def _wait_for_all(results: Sequence[FileResult]) -> None:
    """Send nothing while any file has to be put right, since files may belong together."""
    if any(result.code is ExitCode.USAGE or _failed_test(result) for result in results):
        for result in results:
            if result.made is None and result.failure is None:
                result.failure = Failure(
                    kind=NOT_SENT,
                    message="Not sent: fix the other files first, or use `--ready`.",
                    code=ExitCode.USAGE,
                )


def _send(args: Namespace, candidates: Sequence[Candidate], services: Services) -> bool:
    """Send what is left; return False if interrupted.

    Raises CommandError or WizardError if nothing can be sent.
    """
    if not any(candidate.open for candidate in candidates):
        return True
    with gc_paused():  # loaded here because a dry run sends nothing
        from wizard.core.hardening import prepare_http

        prepare_http()
        from wizard.cli.batch import Batch, Job

        client = _signed_in(services)
    jobs = [
        Job(candidate.result, found.request, found.flow, candidate.origin, candidate.decided)
        for candidate in candidates
        if candidate.open and (found := candidate.checked) and found.request and found.flow
    ]
    history, at_once = services.history(), min(args.jobs, len(jobs))
    return Batch(client, history, services.host, jobs, at_once).run()


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
        login = command_line("login", *services.options)
        raise CommandError(
            "You aren't signed in. Set CLARM_SESSION or CLARM_SESSION_FILE, or run "
            f"`{login}` for instructions.",
            ExitCode.NOT_ALLOWED,
        )
    if account.notice:
        output.say(account.notice)
    return services.client(account)


def _show(candidates: Sequence[Candidate], *, as_json: bool, alone: bool) -> ExitCode:
    """Show what would be sent, with every secret masked, and what would not be, and why."""
    import json

    shown = []
    for candidate in candidates:
        result, request = candidate.result, candidate.request
        _explain(result)
        shown.append(result.as_json(alone=alone))
        if request is not None and candidate.open:
            shown[-1]["request"] = request.masked()
            if not as_json:
                output.say(f"{result.title}: This would be sent:")
                output.emit(json.dumps(request.masked(), indent=2))
    if as_json:
        output.emit_json(shown[0] if alone else shown)
    return exit_code(candidate.result for candidate in candidates)


def _print(results: Sequence[FileResult], code: ExitCode, *, as_json: bool, alone: bool) -> None:
    """Print the results on stdout. code: the exit status, in case that fails."""
    made = [result.made for result in results if result.made is not None]
    with fallback_to_stderr(made, code):
        if as_json:
            shown = [result.as_json(alone=alone) for result in results]
            output.emit_json(shown[0] if alone else shown)
        elif not alone:
            output.emit(as_table(results))
        elif results[0].made is not None:
            output.emit(as_text([results[0].made]))


def _explain(result: FileResult) -> None:
    if result.failure:
        for line in result.failure.lines(result.title):
            output.say(line)


def add_arguments(parser: Parser) -> None:
    """Add the arguments for the files and for how their requests are sent."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="request files or folders; - for stdin",
        complete="files",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="check and show each request; send nothing"
    )
    parser.add_argument(
        "--ready", action="store_true", help="send complete requests, and list the rest"
    )
    parser.add_argument(
        "--check", action="store_true", help="test each credential first; skip failures"
    )
    # --again duplicates what exists, so it is never suggested for another word.
    parser.add_argument(
        "--again",
        action="store_const",
        const=AGAIN_UNKNOWN,
        help="resend if it may exist; =created: even if it does",
        guess=False,
    )
    parser.add_argument(
        "--again=created",
        dest="again",
        action="store_const",
        const=AGAIN_CREATED,
        help=SUPPRESS,
        guess=False,
    )
    parser.add_number("--jobs", 1, 32, default=4, help="how many to send at once (default: 4)")
    parser.add_json()
    parser.add_sandbox()
    parser.add_api_url()


CREATE = Command(
    run,
    "Create connectors from request files (TOML or JSON). Asks no questions.",
    "clarm-wizard create --dry-run github.toml",
    "clarm-wizard create sources/ --ready --check --json",
    add_arguments=add_arguments,
)
