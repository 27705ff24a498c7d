"""Parses the command line without loading Textual, httpx or pydantic."""

from __future__ import annotations

from wizard.cli.argument_parser import Parser
from wizard.cli.commands import MODULES, UNLISTED, load_command
from wizard.cli.fast_path import MAIN_HELP, PROGRAM, VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Container, Sequence
    from typing import Final

    from wizard.cli.command import Command

SHARED: Final = ("json", "sandbox", "api_url")
"""Where options are stored that some commands take as well, before their name or after."""

CONTRADICTIONS: Final = (("sandbox", "api_url"), ("resume", "from_file"), ("resume", "type"))
"""Options of which only one can be followed."""


def parse(argv: Sequence[str]) -> Namespace:
    """Parse ``argv``; on an error, suggest the nearest word and exit with status 2.

    ``command`` in the result is the name of the command to run, or None for the wizard itself.
    """
    # A command that does not occur in argv cannot be meant, and building its parser takes time.
    parser = build_parser(argv)
    args, unknown = parser.parse_known_args(argv)
    chosen: Parser = args.parser
    if unknown:
        chosen.refuse(unknown[0])
    options = {action.dest: action.option_strings[-1] for action in parser.actions}
    if args.command:
        for name, option in options.items():
            if getattr(args, name, None) and option not in chosen.option_strings():
                if name in SHARED:
                    chosen.error(f"`{args.command}` doesn't take {option}.")
                chosen.error(f"{option} is for the wizard, not for `{args.command}`.")
    for names in CONTRADICTIONS:
        if all(getattr(args, name, None) for name in names):
            first, second = (options[name] for name in names)
            chosen.error(f"use {first} or {second}, not both.")
    return args


def build_parser(only: Container[str] = MODULES) -> Parser:
    """Build the parser for the wizard's own arguments and the commands in ``only``."""
    parser = Parser(prog=PROGRAM, page=MAIN_HELP)
    parser.known_commands = tuple(MODULES)
    parser.add_argument("--version", action="version", version=VERSION)
    load_command(None).add_arguments(parser)
    parser.set_defaults(command=None, parser=parser)
    subparsers = parser.add_subparsers(
        dest="command", metavar="COMMAND", parser_class=Parser, prog=PROGRAM
    )
    for name in (*MODULES, *UNLISTED):
        if name in only:
            parser.commands[name] = _add(subparsers.add_parser, name, load_command(name))
    return parser


def _add(add_parser: Callable[..., Parser], name: str, command: Command) -> Parser:
    """Add the parser of one command."""
    parser = add_parser(
        name,
        description=command.summary,
        epilog="examples:\n" + "\n".join(f"  {line}" for line in command.examples),
    )
    command.add_arguments(parser)
    parser.set_defaults(parser=parser)
    return parser
