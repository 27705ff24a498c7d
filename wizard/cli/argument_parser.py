"""Argument parser with custom messages, and arguments shared by several commands."""

from __future__ import annotations

import argparse
import sys
from argparse import SUPPRESS, ArgumentTypeError

from wizard.cli import output
from wizard.cli.fast_path import PROGRAM
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Action
    from collections.abc import Iterable, Sequence
    from typing import Any, Final

WORDS: Final = (
    (r"^argument (\S+): ignored explicit argument .*", r"\1 takes no value."),
    (r"^argument (\S+): expected one argument$", r"\1 needs a value."),
    (r"^argument (\S+): ", r"\1: "),
)
"""What argparse says, and how it is said here."""


class Parser(argparse.ArgumentParser):
    """Argument parser that suggests near matches and accepts a hand-written help page.

    actions: this parser's arguments.
    commands: the parsers of its commands that have been built so far.
    known_commands: the names of all commands.
    completions: maps an argument's ``dest`` to what ``wizard.cli.completions`` completes it with.
    """

    def __init__(self, *, page: str | None = None, **options: Any) -> None:
        self.actions: list[Action] = []
        self.commands: dict[str, Parser] = {}
        self.known_commands: Sequence[str] = ()
        self.completions: dict[str, str] = {}
        self._never_guessed: set[str] = set()
        self._sections: dict[str, Any] = {}
        self._page = page
        super().__init__(allow_abbrev=False, formatter_class=_Formatter, **options)

    def add_argument(
        self,
        *names: Any,
        complete: str | None = None,
        guess: bool = True,
        group: str = "",
        **options: Any,
    ) -> Action:
        """Add an argument as argparse does.

        guess: whether it may be suggested for similar words. group: its heading in the help.
        """
        section = self._sections.get(group)
        if group and section is None:
            section = self._sections[group] = self.add_argument_group(group)
        add = super().add_argument if section is None else section.add_argument
        action = add(*names, **options)
        self.actions.append(action)
        if complete is not None:
            self.completions[action.dest] = complete
        if not guess:
            self._never_guessed.update(action.option_strings)
        return action

    def add_json(self, *, default: Any = SUPPRESS) -> None:
        """Add ``--json``; by default, a command keeps the value given before its name."""
        self.add_argument(
            "--json", action="store_true", default=default, help="print the result as JSON"
        )

    def add_sandbox(
        self,
        help: str = "use a local fake API; nothing leaves this machine",
        *,
        default: Any = SUPPRESS,
    ) -> None:
        """Add ``--sandbox``."""
        self.add_argument("--sandbox", action="store_true", default=default, help=help)

    def add_api_url(self, *, default: Any = SUPPRESS) -> None:
        """Add ``--api-url``."""
        self.add_argument(
            "--api-url", metavar="URL", default=default, help="the API's URL (CLARM_API_URL)"
        )

    def add_theme(self, *, default: Any = SUPPRESS) -> None:
        """Add ``--theme``."""
        self.add_argument(
            "--theme", metavar="NAME", default=default, help="choose the colors", complete="themes"
        )

    def add_port(self) -> None:
        """Add ``--port``."""
        self.add_number(
            "--port", 0, 65535, default=0, help="the port to listen on (default: any free port)"
        )

    def add_number(self, name: str, low: int, high: int, **options: Any) -> None:
        """Add an option that takes a whole number from ``low`` to ``high``."""

        def number(text: str) -> int:
            if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
                raise ArgumentTypeError(f"enter a whole number from {low} to {high}, not `{text}`")
            return int(text)

        self.add_argument(name, type=number, metavar="N", **options)

    def add_type(
        self, name: str, help: str = "a type from `clarm-wizard types`", **options: Any
    ) -> None:
        """Add an argument that takes a connector type."""
        self.add_argument(
            name, type=_connector_type, metavar="TYPE", help=help, complete="types", **options
        )

    def format_help(self) -> str:
        return self._page if self._page is not None else super().format_help()

    def error(self, message: str) -> Any:
        """Report the error, point to the help and exit with status 2."""
        import re

        from wizard.utils.text import sanitize

        for theirs, ours in WORDS:
            message = re.sub(theirs, ours, message, flags=re.DOTALL)
        # The user may have typed the name of any file.
        self.exit(ExitCode.USAGE, f"{PROGRAM}: {sanitize(message)}\nSee `{self.prog} --help`.\n")

    def option_strings(self) -> list[str]:
        """Return every option this parser accepts, as typed on the command line."""
        return [option for action in self.actions for option in action.option_strings]

    def refuse(self, word: str) -> None:
        """Report an unknown argument or option, suggest the nearest one, and exit with status 2."""
        word, kind, hint = word.partition("=")[0], "argument", ""
        if word.startswith("-"):
            known = [name for name in self.option_strings() if name not in self._never_guessed]
            kind, hint = "option", _did_you_mean(word, known)
        self.error(f"no such {kind} here: `{word}`.{hint}")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Write the message, and raise WizardError where argparse would ignore a failed write."""
        show = output.say if file is sys.stderr else output.emit
        show(message.removesuffix("\n"))

    def _check_value(self, action: Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            kind = "command" if action.dest == "command" else "value"
            known = list(self.known_commands if kind == "command" else action.choices)
            message = f"no such {kind}: `{value}`.{_did_you_mean(value, known)}"
            self.error(f"{message} Known: {', '.join(known)}.")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help formatter that fits 80 columns and ignores the terminal's width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=24, width=79)


def _connector_type(text: str) -> str:
    """Return the exact value of a connector type; the error suggests the nearest one."""
    from wizard.connectors.catalog import UnknownConnectorType, about

    try:
        return about(text).type
    except UnknownConnectorType as error:
        hint = f" Did you mean {_either(error.nearest)}?" if error.nearest else ""
        raise ArgumentTypeError(
            f"no such type: `{text}`.{hint} To list all types, run `{PROGRAM} types`."
        ) from None


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    from wizard.utils.text import did_you_mean

    return did_you_mean(word, known)


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)
