"""``clarm-wizard schema``: what a request body may be, for editors and other programs."""

from __future__ import annotations

from argparse import Namespace

from wizard.cli import output
from wizard.cli.errors import CommandError
from wizard.exit_codes import ExitCode


def run(args: Namespace) -> ExitCode:
    """Print the schema of one type, or with ``--all`` one for every type."""
    if args.all == bool(args.connector_type):
        raise CommandError(
            "say which type, as in `clarm-wizard schema slack`, or `--all`.", ExitCode.USAGE
        )
    from wizard import schema
    from wizard.connectors import load

    if args.all:
        output.emit_json(schema.schema_of_all())
    else:
        output.emit_json(schema.schema(load(args.connector_type)))
    return ExitCode.DONE
