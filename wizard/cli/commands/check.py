"""``clarm-wizard check``: test the credentials of request files at their sources."""

from __future__ import annotations

from typing import Final

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from wizard.cli.argument_parser import Parser
    from wizard.cli.source_checks import FileCheck

HEADINGS: Final = ("FILE", "NAME", "TYPE", "RESULT", "ACCOUNT")


def run(args: Namespace) -> ExitCode:
    """Test each source in turn; nothing is created."""
    from contextlib import closing

    from wizard.core.hardening import prepare_http

    prepare_http()
    from wizard.cli.candidates import read_all
    from wizard.cli.source_checks import exit_code, tested_candidate
    from wizard.core.services import services_for

    results: list[FileCheck] = []
    with closing(services_for(sandbox=args.sandbox, api_url=None)) as services:
        for candidate in read_all(args.files, sandbox=args.sandbox):
            if candidate.open:
                candidate.result.failure = candidate.check()
            results.append(tested_candidate(candidate, services))
            if args.json or len(args.files) > 1:
                output.say("\n".join(results[-1].lines()))
    alone = len(args.files) == len(results) == 1 and not results[0].file.row
    _print(results, as_json=args.json, alone=alone)
    return exit_code(results)


def _print(results: list[FileCheck], *, as_json: bool, alone: bool) -> None:
    if as_json:
        shown = [result.as_json(alone=alone) for result in results]
        output.emit_json(shown[0] if alone else shown)
    elif alone:
        output.emit("\n".join(results[0].lines()))
    else:
        output.emit(output.table([HEADINGS, *(result.row() for result in results)]))


def add_arguments(parser: Parser) -> None:
    """Add the arguments for the files."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="request files or folders; - for stdin",
        complete="files",
    )
    parser.add_json()
    parser.add_sandbox()


CHECK = Command(
    run,
    "Test the credentials in request files at their sources. Creates nothing.",
    "clarm-wizard check github.toml",
    "clarm-wizard check *.toml --json",
    add_arguments=add_arguments,
)
