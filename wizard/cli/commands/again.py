"""``clarm-wizard again``: begin a new connector with the values of a former one."""

from __future__ import annotations

from argparse import SUPPRESS

from wizard.cli.command import Command
from wizard.cli.commands import run as wizard
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from wizard.cli.argument_parser import Parser


def run(args: Namespace) -> ExitCode:
    """Run the wizard, beginning with the values of a former submission."""
    return wizard.run(args, again=args.id)


def add_arguments(parser: Parser) -> None:
    """Add the ID, and the options for how the wizard looks."""
    parser.add_argument(
        "id", metavar="ID", help="an ID from `clarm-wizard history`", complete="history"
    )
    for name, words in (
        ("--plain", "ask line by line, without a screen"),
        ("--no-mouse", "don't capture the mouse"),
    ):
        parser.add_argument(name, action="store_true", default=SUPPRESS, help=words)
    parser.add_theme()
    parser.add_json()
    parser.add_sandbox()
    parser.add_api_url()


AGAIN = Command(
    run,
    "Create another connector like an earlier one. Asks for secrets again.",
    "clarm-wizard again 1f3a8b2c",
    "clarm-wizard again 1f3a8b2c --plain",
    add_arguments=add_arguments,
)
