"""Makes the completion scripts that the program prints: ``python -m tests.cli.completions``."""

from __future__ import annotations

from argparse import Action, _SubParsersAction
from pathlib import Path

import shtab

from wizard.cli.commands.completion import SCRIPTS, TYPES
from wizard.cli.parser import Parser, build_parser
from wizard.cli.quick import SHELLS

FILE_ARGUMENTS = {"from_file", "files"}
TYPE_ARGUMENTS = {"type", "connector_type"}


def script_for(shell: str) -> str:
    """The script as it is stored: with a placeholder for the types."""
    parser = build_parser()
    _annotate(parser)
    return str(shtab.complete(parser, shell=shell)).rstrip() + "\n"


def stored(shell: str) -> Path:
    """Where the program looks for it."""
    return Path(SCRIPTS) / f"clarm-wizard.{shell}"


def _annotate(parser: Parser) -> None:
    """Tell shtab which arguments are files, and which are types."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for command in action.choices.values():
                _annotate(command)
        elif action.dest in TYPE_ARGUMENTS:
            action.choices = [TYPES]
        elif action.dest in FILE_ARGUMENTS:
            _complete_files(action)


def _complete_files(action: Action) -> None:
    action.complete = shtab.FILE  # type: ignore[attr-defined]


if __name__ == "__main__":
    for name in SHELLS:
        stored(name).write_text(script_for(name), encoding="utf-8")
