"""``clarm-wizard template``: print a request file to fill in."""

from __future__ import annotations

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from wizard.cli.argument_parser import Parser


def run(args: Namespace) -> ExitCode:
    """Print the template of one type."""
    from wizard.connectors import load
    from wizard.request_files.template import template

    output.emit(template(load(args.connector_type)).rstrip("\n"))
    return ExitCode.DONE


def add_arguments(parser: Parser) -> None:
    """Add the type argument."""
    parser.add_type("connector_type")


TEMPLATE = Command(
    run,
    "Print a request file (TOML) to fill in, for `clarm-wizard create`.",
    "clarm-wizard template github > github.toml",
    add_arguments=add_arguments,
)
