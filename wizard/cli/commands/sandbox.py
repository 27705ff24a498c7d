"""``clarm-wizard sandbox``: the embedded API by itself."""

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
    """Run it until ctrl+c, which is the way to end it and no failure."""
    try:
        from wizard.sandbox import serve

        # Whoever closed stdout has to learn the address all the same.
        serve(args.port, tell=output.say if sys.stdout is None else output.emit)
    except KeyboardInterrupt:  # while it was starting
        return ExitCode.DONE
    return ExitCode.DONE


def add_arguments(parser: Parser) -> None:
    """Where it listens."""
    parser.add_port()


SANDBOX = Command(
    run,
    "Run the embedded API on this machine only, until interrupted with ctrl+c.",
    "clarm-wizard sandbox --port 8080",
    add_arguments=add_arguments,
)
