"""``clarm-wizard check``: test the credentials of request files at their sources."""

from __future__ import annotations

from typing import Final

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.errors import FileError
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from wizard.cli.argument_parser import Parser
    from wizard.cli.source_checks import FileCheck

HEADINGS: Final = ("FILE", "NAME", "TYPE", "RESULT", "ACCOUNT")


def run(args: Namespace) -> ExitCode:
    """Test each file in turn; nothing is created."""
    from contextlib import closing

    from wizard.core.hardening import prepare_http

    prepare_http()
    from wizard.cli.source_checks import FileCheck, check_flow, exit_code
    from wizard.core.services import services_for
    from wizard.request_files import check, read

    results: list[FileCheck] = []
    with closing(services_for(sandbox=args.sandbox, api_url=None)) as services:
        for name in args.files:
            try:
                found = check(read(name))
            except FileError as problem:
                results.append(FileCheck.invalid(name, str(problem)))
            else:
                results.append(check_flow(name, found, services))
            if args.json or len(args.files) > 1:
                output.say("\n".join(results[-1].lines()))
    _print(results, as_json=args.json)
    return exit_code(results)


def _print(results: list[FileCheck], *, as_json: bool) -> None:
    single = len(results) == 1
    if as_json:
        shown = [result.as_json(with_file=not single) for result in results]
        output.emit_json(shown[0] if single else shown)
    elif single:
        output.emit("\n".join(results[0].lines()))
    else:
        output.emit(output.table([HEADINGS, *(result.row() for result in results)]))


def add_arguments(parser: Parser) -> None:
    """Add the arguments for the files."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="request files; - is stdin", complete="files"
    )
    parser.add_json()
    parser.add_sandbox()


CHECK = Command(
    run,
    "Test the credentials of request files at their sources; nothing is created.",
    "clarm-wizard check github.toml",
    "clarm-wizard check *.toml --json",
    add_arguments=add_arguments,
)
