"""``clarm-wizard schema``: print the JSON Schema of request bodies, for other programs."""

from __future__ import annotations

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.errors import CommandError
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from wizard.cli.argument_parser import Parser


def run(args: Namespace) -> ExitCode:
    """Print the schema of one type, or with ``--all`` a schema for every type."""
    if args.all == bool(args.connector_type):
        raise CommandError(
            "say which type, as in `clarm-wizard schema slack`, or use `--all`.", ExitCode.USAGE
        )
    from wizard.connectors import json_schema, load

    if args.all:
        output.emit_json(json_schema.schema_of_all())
    else:
        output.emit_json(json_schema.schema(load(args.connector_type)))
    return ExitCode.DONE


def add_arguments(parser: Parser) -> None:
    """Add the arguments that select one type or all."""
    parser.add_type("connector_type", nargs="?")
    parser.add_argument("--all", action="store_true", help="one schema for all 51 types")


SCHEMA = Command(
    run,
    "Print the JSON Schema (2020-12) for a type's full request body.",
    "clarm-wizard schema slack > slack.schema.json",
    "clarm-wizard schema --all",
    add_arguments=add_arguments,
)
