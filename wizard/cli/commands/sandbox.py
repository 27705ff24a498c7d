"""``clarm-wizard sandbox``: run the embedded API on its own."""

from __future__ import annotations

import sys

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from wizard.cli.argument_parser import Parser


def run(args: Namespace) -> ExitCode:
    """Run the sandbox until ctrl+c, which counts as success."""
    try:
        from wizard.sandbox import serve

        # The address has to be shown even if stdout is closed.
        serve(args.port, drift=args.drift, tell=output.say if sys.stdout is None else output.emit)
    except KeyboardInterrupt:  # during startup
        return ExitCode.DONE
    return ExitCode.DONE


def add_arguments(parser: Parser) -> None:
    """Add the options for the port to listen on, and for what it knows."""
    parser.add_port()
    parser.add_argument(
        "--drift",
        action="store_true",
        help="add types and fields that a newer server may have",
    )


SANDBOX = Command(
    run,
    "Run the fake API on this machine, until you press ctrl+c.",
    "clarm-wizard sandbox --port 8080",
    "clarm-wizard sandbox --drift",
    add_arguments=add_arguments,
)
