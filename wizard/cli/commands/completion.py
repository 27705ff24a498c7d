"""``clarm-wizard completion``: the script that makes a shell complete the arguments."""

from __future__ import annotations

from argparse import Action, Namespace, _SubParsersAction

import shtab

from wizard.cli import output
from wizard.cli.parser import Parser, build_parser
from wizard.connectors.index import all_types
from wizard.exit_codes import ExitCode

FILES = {"from_file", "files"}
TYPES = {"type", "connector_type"}


def run(args: Namespace) -> ExitCode:
    """Print the completion script of one shell."""
    parser = build_parser()
    _annotate(parser, [about.type for about in all_types()])
    output.emit(shtab.complete(parser, shell=args.shell).rstrip())
    return ExitCode.DONE


def _annotate(parser: Parser, types: list[str]) -> None:
    """Tell shtab which arguments are files, and which are types."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for command in action.choices.values():
                _annotate(command, types)
        elif action.dest in TYPES:
            action.choices = types
        elif action.dest in FILES:
            _complete_files(action)


def _complete_files(action: Action) -> None:
    action.complete = shtab.FILE  # type: ignore[attr-defined]
