"""``clarm-wizard completion``: the script that makes a shell complete the arguments."""

from __future__ import annotations

import os

from wizard.cli import output
from wizard.connectors.index import values
from wizard.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Final

SCRIPTS: Final = os.path.join(os.path.dirname(os.path.dirname(__file__)), "completions")
"""The folder of the scripts. They are made of the parser ahead of time, since that takes long,
by ``python -m tests.cli.completions``; a test keeps them true."""

TYPES: Final = "@TYPES@"
"""Stands for the types in the scripts, so that a new type changes none of them."""


def run(args: Namespace) -> ExitCode:
    """Print the completion script of one shell."""
    with open(os.path.join(SCRIPTS, f"clarm-wizard.{args.shell}"), encoding="utf-8") as file:
        script = file.read().rstrip()
    output.emit(script.replace(TYPES, " ".join(values())))
    return ExitCode.DONE
