"""What a command is made of."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from wizard.cli.argument_parser import Parser
    from wizard.utils.exit_codes import ExitCode


def _add_none(parser: Parser) -> None:
    """For a command that takes no arguments."""


class Command:
    """One command: what runs it, what its help says, and the arguments that it takes.

    summary: its first line also stands in the completions. examples: whole command lines.
    """

    __slots__ = ("add_arguments", "examples", "run", "summary")

    def __init__(
        self,
        run: Callable[[Namespace], ExitCode],
        summary: str,
        *examples: str,
        add_arguments: Callable[[Parser], None] = _add_none,
    ) -> None:
        self.run = run
        self.summary = summary
        self.examples = examples
        self.add_arguments = add_arguments
