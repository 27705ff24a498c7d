"""Understands the arguments. Importing and using this loads no Textual, httpx or pydantic."""

from __future__ import annotations

import argparse
import sys
from argparse import SUPPRESS, ArgumentTypeError

from wizard.cli import output
from wizard.cli.commands import MODULES, load_command
from wizard.cli.help import MAIN_HELP
from wizard.cli.quick import PROGRAM, VERSION
from wizard.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Action, Namespace
    from collections.abc import Callable, Container, Iterable, Sequence
    from typing import Any, Final

    from wizard.cli.command import Command

SHARED: Final = ("json", "sandbox", "api_url")
"""Where options are stored that some commands take as well, before their name or after."""

CONTRADICTIONS: Final = (("sandbox", "api_url"), ("resume", "from_file"), ("resume", "type"))
"""Options of which only one can be followed."""

WORDS: Final = (
    (r"^argument (\S+): ignored explicit argument .*", r"\1 takes no value."),
    (r"^argument (\S+): expected one argument$", r"\1 needs a value."),
    (r"^argument (\S+): ", r"\1: "),
)
"""What argparse says, and how it is said here."""


class Parser(argparse.ArgumentParser):
    """An argument parser that says what was meant, and can have a help page laid out by hand.

    actions: its arguments. commands: the parsers of its commands, as far as they were made.
    completions: by where an argument is stored, what ``wizard.cli.completions`` completes it with.
    """

    def __init__(self, *, page: str | None = None, **options: Any) -> None:
        self.actions: list[Action] = []
        self.commands: dict[str, Parser] = {}
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

        from wizard.clean import clean

        for theirs, ours in WORDS:
            message = re.sub(theirs, ours, message, flags=re.DOTALL)
        # What was typed may be the name of any file.
        self.exit(ExitCode.USAGE, f"{PROGRAM}: {clean(message)}\nSee `{self.prog} --help`.\n")

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
            known = list(MODULES if kind == "command" else action.choices)
            message = f"there is no {kind} `{value}`.{_did_you_mean(value, known)}"
            self.error(f"{message} There are: {', '.join(known)}.")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that always fits a terminal of 80 columns, and is the same in every one."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=24, width=79)


def parse(argv: Sequence[str]) -> Namespace:
    """Understand ``argv``; exits 2 with a sentence that names the nearest word if it cannot.

    ``command`` in the result is the name of the command to run, None for the wizard itself.
    """
    # A command that is not named cannot be meant, and costs time to make.
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
                    chosen.error(f"`{args.command}` takes no {option}.")
                chosen.error(f"{option} is for the wizard, not for `{args.command}`.")
    for names in CONTRADICTIONS:
        if all(getattr(args, name, None) for name in names):
            first, second = (options[name] for name in names)
            chosen.error(f"give {first} or {second}, not both.")
    return args


def build_parser(only: Container[str] = MODULES) -> Parser:
    """The parser of the wizard's own arguments, and of the commands in ``only``."""
    parser = Parser(prog=PROGRAM, page=MAIN_HELP)
    parser.add_argument("--version", action="version", version=VERSION)
    load_command(None).add_arguments(parser)
    parser.set_defaults(command=None, parser=parser)
    subparsers = parser.add_subparsers(
        dest="command", metavar="COMMAND", parser_class=Parser, prog=PROGRAM
    )
    for name in MODULES:
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


def _connector_type(text: str) -> str:
    """A type's exact value; the error names the nearest."""
    from wizard.connectors.index import UnknownType, about

    try:
        return about(text).type
    except UnknownType as error:
        hint = f" Did you mean {_either(error.nearest)}?" if error.nearest else ""
        raise ArgumentTypeError(
            f"there is no type `{text}`.{hint} `{PROGRAM} types` lists all of them."
        ) from None


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    from wizard.nearest import did_you_mean

    return did_you_mean(word, known)


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)
