"""The definition of a command."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from wizard.cli.argument_parser import Parser
    from wizard.utils.exit_codes import ExitCode


def _add_none(parser: Parser) -> None:
    """Add nothing: for commands without arguments."""


class Command:
    """A command: the function that runs it, its help text and its arguments.

    summary: its first line also appears in shell completions.
    examples: complete command lines.
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
