"""An argument parser with words of our own, and the arguments that several commands take."""

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
    """An argument parser that says what was meant, and can have a help page laid out by hand.

    actions: its arguments. commands: the parsers of its commands, as far as they were made.
    known_commands: the names of all of them.
    completions: by where an argument is stored, what ``wizard.cli.completions`` completes it with.
    """

    def __init__(self, *, page: str | None = None, **options: Any) -> None:
        self.actions: list[Action] = []
        self.commands: dict[str, Parser] = {}
        self.known_commands: Sequence[str] = ()
        self.completions: dict[str, str] = {}
        self._never_guessed: set[str] = set()
        self._page = page
        super().__init__(allow_abbrev=False, formatter_class=_Formatter, **options)

    def add_argument(
        self, *names: Any, complete: str | None = None, guess: bool = True, **options: Any
    ) -> Action:
        """As argparse does; ``guess``: whether it is proposed for a word that is like it."""
        action = super().add_argument(*names, **options)
        self.actions.append(action)
        if complete is not None:
            self.completions[action.dest] = complete
        if not guess:
            self._never_guessed.update(action.option_strings)
        return action

    def add_json(self, *, default: Any = SUPPRESS) -> None:
        """``--json``. By default a command leaves what was said before its name as it is."""
        self.add_argument(
            "--json", action="store_true", default=default, help="print the result as JSON"
        )

    def add_sandbox(
        self,
        help: str = "use the embedded API: nothing leaves this machine",
        *,
        default: Any = SUPPRESS,
    ) -> None:
        """``--sandbox``."""
        self.add_argument("--sandbox", action="store_true", default=default, help=help)

    def add_api_url(self, *, default: Any = SUPPRESS) -> None:
        """``--api-url``."""
        self.add_argument(
            "--api-url", metavar="URL", default=default, help="the API's address (CLARM_API_URL)"
        )

    def add_theme(self, *, default: Any = SUPPRESS) -> None:
        """``--theme``."""
        self.add_argument(
            "--theme", metavar="NAME", default=default, help="colours", complete="themes"
        )

    def add_port(self) -> None:
        """``--port``."""
        self.add_number(
            "--port", 0, 65535, default=0, help="port to listen on (default: a free one)"
        )

    def add_number(self, name: str, low: int, high: int, **options: Any) -> None:
        """An option that takes a whole number from ``low`` to ``high``."""

        def number(text: str) -> int:
            if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
                raise ArgumentTypeError(f"enter a whole number from {low} to {high}, not `{text}`")
            return int(text)

        self.add_argument(name, type=number, metavar="N", **options)

    def add_type(
        self, name: str, help: str = "as `clarm-wizard types` lists it", **options: Any
    ) -> None:
        """An argument that takes a type of connector."""
        self.add_argument(
            name, type=_connector_type, metavar="TYPE", help=help, complete="types", **options
        )

    def format_help(self) -> str:
        return self._page if self._page is not None else super().format_help()

    def error(self, message: str) -> Any:
        """Say what is wrong and where to read on, and exit 2."""
        import re

        from wizard.utils.text import sanitize

        for theirs, ours in WORDS:
            message = re.sub(theirs, ours, message, flags=re.DOTALL)
        # What was typed may be the name of any file.
        self.exit(ExitCode.USAGE, f"{PROGRAM}: {sanitize(message)}\nSee `{self.prog} --help`.\n")

    def option_strings(self) -> list[str]:
        """Every option that this parser takes, as one types it."""
        return [option for action in self.actions for option in action.option_strings]

    def refuse(self, word: str) -> None:
        """Say that there is no such argument or option here, and which may be meant; exit 2."""
        word, kind, hint = word.partition("=")[0], "argument", ""
        if word.startswith("-"):
            known = [name for name in self.option_strings() if name not in self._never_guessed]
            kind, hint = "option", _did_you_mean(word, known)
        self.error(f"there is no {kind} `{word}` here.{hint}")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Where argparse would be silent that nothing could be written, this raises Trouble."""
        show = output.say if file is sys.stderr else output.emit
        show(message.removesuffix("\n"))

    def _check_value(self, action: Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            kind = "command" if action.dest == "command" else "value"
            known = list(self.known_commands if kind == "command" else action.choices)
            message = f"there is no {kind} `{value}`.{_did_you_mean(value, known)}"
            self.error(f"{message} There are: {', '.join(known)}.")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that always fits a terminal of 80 columns, and is the same in every one."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=24, width=79)


def _connector_type(text: str) -> str:
    """A type's exact value; the error names the nearest."""
    from wizard.connectors.registry import UnknownConnectorType, about

    try:
        return about(text).type
    except UnknownConnectorType as error:
        hint = f" Did you mean {_either(error.nearest)}?" if error.nearest else ""
        raise ArgumentTypeError(
            f"there is no type `{text}`.{hint} `{PROGRAM} types` lists all of them."
        ) from None


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    from wizard.utils.text import did_you_mean

    return did_you_mean(word, known)


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)
