"""The arguments. Importing and using this loads no Textual, httpx or pydantic."""

from __future__ import annotations

import argparse
import sys
from argparse import SUPPRESS, ArgumentTypeError

from wizard.cli import output
from wizard.cli.help import MAIN_HELP
from wizard.cli.quick import PROGRAM, SHELLS, VERSION
from wizard.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Container, Iterable, Sequence
    from pathlib import Path
    from typing import Any, Final

    Add = Callable[..., "Parser"]
    """Adds a command: its name, the function to run, its summary, and examples."""

WIZARD_ONLY: Final = {
    "type": "--type",
    "from_file": "--from",
    "resume": "--resume",
    "plain": "--plain",
    "no_mouse": "--no-mouse",
    "theme": "--theme",
}
"""Options that make no sense with a command: where they are stored, and their names."""

SHARED: Final = {"json": "--json", "sandbox": "--sandbox", "api_url": "--api-url"}
"""Options that some commands take as well, before their name or after."""

CONTRADICTIONS: Final = (("sandbox", "api_url"), ("resume", "from_file"), ("resume", "type"))
"""Options of which only one can be followed."""

AGAIN: Final = "--again"
"""Creates what exists once more, so it is never proposed for another word."""

WORDS: Final = (
    (r"^argument (\S+): ignored explicit argument .*", r"\1 takes no value."),
    (r"^argument (\S+): expected one argument$", r"\1 needs a value."),
    (r"^argument (\S+): ", r"\1: "),
)
"""What argparse says, and how it is said here."""


class Parser(argparse.ArgumentParser):
    """An argument parser that says what was meant, and can have a help page laid out by hand."""

    def __init__(self, *, page: str | None = None, **options: Any) -> None:
        super().__init__(
            allow_abbrev=False,
            formatter_class=_Formatter,
            **options,
        )
        self._page = page

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
        return list(self._option_string_actions)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Where argparse would be silent that nothing could be written, this raises Trouble."""
        show = output.say if file is sys.stderr else output.emit
        show(message.removesuffix("\n"))

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            kind = "command" if action.dest == "command" else "value"
            known = list(COMMANDS if kind == "command" else action.choices)
            message = f"there is no {kind} `{value}`.{_did_you_mean(value, known)}"
            self.error(f"{message} There are: {', '.join(known)}.")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that always fits a terminal of 80 columns, and is the same in every one."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=24, width=79)


def parse(argv: Sequence[str]) -> Namespace:
    """Understand ``argv``; exits 2 with a sentence that names the nearest word if it cannot.

    ``run`` in the result names the module and function in ``wizard.cli.commands`` to call.
    """
    # A command that is not named cannot be meant, and costs time to make.
    parser = build_parser(argv)
    args, unknown = parser.parse_known_args(argv)
    chosen: Parser = args.parser
    if unknown:
        word = unknown[0].partition("=")[0]
        kind = "option" if word.startswith("-") else "argument"
        known = [option for option in chosen.option_strings() if option != AGAIN]
        hint = _did_you_mean(word, known) if kind == "option" else ""
        chosen.error(f"there is no {kind} `{word}` here.{hint}")
    if args.command:
        for name, option in WIZARD_ONLY.items():
            if getattr(args, name, None) and option not in chosen.option_strings():
                chosen.error(f"{option} is for the wizard, not for `{args.command}`.")
        for name, option in SHARED.items():
            if getattr(args, name, None) and option not in chosen.option_strings():
                chosen.error(f"`{args.command}` takes no {option}.")
    for names in CONTRADICTIONS:
        if all(getattr(args, name, None) for name in names):
            first, second = (SHARED.get(name) or WIZARD_ONLY[name] for name in names)
            chosen.error(f"give {first} or {second}, not both.")
    return args


def build_parser(only: Container[str] | None = None) -> Parser:
    """The parser of everything that can be typed; of the commands, those in ``only`` if given."""
    parser = Parser(prog=PROGRAM, page=MAIN_HELP)
    parser.add_argument("--version", action="version", version=VERSION)
    parser.add_argument("--type", type=connector_type, metavar="TYPE", help="start with this type")
    parser.add_argument(
        "--from", dest="from_file", type=_path, metavar="FILE", help="start from a request file"
    )
    parser.add_argument("--resume", metavar="ID", help="go on with a draft")
    parser.add_argument("--plain", action="store_true", help="line by line, no screen")
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    parser.add_argument("--theme", metavar="NAME", help="colours")
    _sandbox(parser, default=False)
    _json(parser, default=False)
    _api_url(parser, default=None)
    parser.set_defaults(command=None, run="wizard.run", parser=parser)

    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", parser_class=Parser, prog=PROGRAM
    )

    def add(name: str, run: str, summary: str, *examples: str) -> Parser:
        command: Parser = commands.add_parser(
            name,
            help=summary,
            description=summary,
            epilog="examples:\n" + "\n".join(f"  {line}" for line in examples),
        )
        command.set_defaults(run=run, parser=command)
        return command

    for name, make in COMMANDS.items():
        if only is None or name in only:
            make(add)
    return parser


def _types(add: Add) -> None:
    types = add(
        "types",
        "types.run",
        "List the 51 types of connector, in the API's order.",
        "clarm-wizard types",
        "clarm-wizard types --json | jq -r '.[].type'",
    )
    _json(types)


def _schema(add: Add) -> None:
    schema = add(
        "schema",
        "schema.run",
        "Print the JSON Schema (2020-12) of a type's whole request body.",
        "clarm-wizard schema slack > slack.schema.json",
        "clarm-wizard schema --all",
    )
    _type(schema, nargs="?")
    schema.add_argument("--all", action="store_true", help="one schema for all 51 types")


def _template(add: Add) -> None:
    template = add(
        "template",
        "template.run",
        "Print a request file (TOML) to fill in, for `clarm-wizard create`.",
        "clarm-wizard template github > github.toml",
    )
    _type(template)


def _create(add: Add) -> None:
    create = add(
        "create",
        "create.run",
        "Create connectors from request files (TOML or JSON), without questions.",
        "clarm-wizard create --dry-run github.toml",
        "clarm-wizard create *.toml --json",
        "generate | clarm-wizard create -",
    )
    create.add_argument("files", nargs="+", metavar="FILE", help="request files; - is stdin")
    create.add_argument(
        "--dry-run", action="store_true", help="check, show each request, send nothing"
    )
    create.add_argument(
        AGAIN, action="store_true", help="send what was created, or may have been, before"
    )
    create.add_argument(
        "--jobs", type=jobs, default=4, metavar="N", help="how many at once (default: 4)"
    )
    _json(create)
    _sandbox(create)
    _api_url(create)


def _login(add: Add) -> None:
    login = add(
        "login",
        "session.login",
        "Keep the session in the system keyring. Asked for masked, or read from stdin.\n\n"
        "The session is the value of the cookie `fastapiusersauth`: sign in to Clarm in\n"
        "a browser, open the developer tools, and copy it from the API host's cookies.\n"
        "Without a keyring, set CLARM_SESSION or CLARM_SESSION_FILE instead.",
        "clarm-wizard login",
        "pass show clarm | clarm-wizard login",
    )
    _api_url(login)


def _logout(add: Add) -> None:
    logout = add(
        "logout",
        "session.logout",
        "Forget the session that `login` kept.",
        "clarm-wizard logout",
    )
    _api_url(logout)


def _status(add: Add) -> None:
    status = add(
        "status",
        "session.status",
        "Say where the session comes from, never its value.\n\n"
        "In this order: CLARM_API_KEY (sent as a bearer token; untested), CLARM_SESSION,\n"
        "CLARM_SESSION_FILE, the system keyring; else it is asked for when needed.",
        "clarm-wizard status",
    )
    _api_url(status)


def _history(add: Add) -> None:
    history = add(
        "history",
        "history.run",
        "List what was sent from this machine, newest first, with IDs and outcome.",
        "clarm-wizard history",
        "clarm-wizard history --json | jq '.[0].connector_id'",
    )
    _json(history)
    _sandbox(history, "what was sent to the sandbox")


def _drafts(add: Add) -> None:
    drafts = add(
        "drafts",
        "drafts.run",
        "List the drafts that the wizard can go on with.",
        "clarm-wizard drafts",
        "clarm-wizard --resume ID",
    )
    _json(drafts)
    _sandbox(drafts, "the drafts of the sandbox")


def _run_sandbox(add: Add) -> None:
    sandbox = add(
        "sandbox",
        "sandbox.run",
        "Run the embedded API on this machine only, until interrupted with ctrl+c.",
        "clarm-wizard sandbox --port 8080",
    )
    _port(sandbox)


def _serve(add: Add) -> None:
    served = add(
        "serve",
        "serve.run",
        "Show the wizard in a browser on this machine only, until interrupted with ctrl+c.\n\n"
        "Its address has a part that nobody can guess. Sessions, drafts and history are those\n"
        "of this machine. Needs: pip install 'clarm-wizard[web]'",
        "clarm-wizard serve --sandbox",
        "clarm-wizard serve --port 8000",
    )
    _port(served)
    _sandbox(served)
    _api_url(served)
    served.add_argument("--theme", metavar="NAME", default=SUPPRESS, help="colours")


def _paths(add: Add) -> None:
    add(
        "paths",
        "paths.run",
        "Show where the settings, drafts, history and logs are kept.",
        "clarm-wizard paths",
    )


def _completion(add: Add) -> None:
    completion = add(
        "completion",
        "completion.run",
        "Print a script that teaches a shell to complete this program's arguments.",
        'eval "$(clarm-wizard completion bash)"    # in ~/.bashrc',
        "clarm-wizard completion zsh > ~/.zfunc/_clarm-wizard",
        "clarm-wizard completion fish > ~/.config/fish/completions/clarm-wizard.fish",
    )
    completion.add_argument("shell", choices=SHELLS, help="bash, zsh or fish")


COMMANDS: Final[dict[str, Callable[[Add], None]]] = {
    "types": _types,
    "schema": _schema,
    "template": _template,
    "create": _create,
    "login": _login,
    "logout": _logout,
    "status": _status,
    "history": _history,
    "drafts": _drafts,
    "sandbox": _run_sandbox,
    "serve": _serve,
    "paths": _paths,
    "completion": _completion,
}
"""What adds each command, in the order of the help."""


def _json(parser: Parser, *, default: Any = SUPPRESS) -> None:
    # A command leaves what was said before its name as it is: hence SUPPRESS.
    parser.add_argument(
        "--json", action="store_true", default=default, help="print the result as JSON"
    )


def _sandbox(
    parser: Parser,
    words: str = "use the embedded API: nothing leaves this machine",
    *,
    default: Any = SUPPRESS,
) -> None:
    parser.add_argument("--sandbox", action="store_true", default=default, help=words)


def _api_url(parser: Parser, *, default: Any = SUPPRESS) -> None:
    parser.add_argument(
        "--api-url", metavar="URL", default=default, help="the API's address (CLARM_API_URL)"
    )


def _port(parser: Parser) -> None:
    parser.add_argument(
        "--port", type=port, default=0, metavar="N", help="port to listen on (default: a free one)"
    )


def _type(parser: Parser, **options: Any) -> None:
    parser.add_argument(
        "connector_type",
        type=connector_type,
        metavar="TYPE",
        help="as `clarm-wizard types` lists it",
        **options,
    )


def _path(text: str) -> Path:
    from pathlib import Path

    return Path(text)


def connector_type(text: str) -> str:
    """A type's exact value; the error names the nearest."""
    from wizard.connectors.index import UnknownType, about

    try:
        return about(text).type
    except UnknownType as error:
        hint = f" Did you mean {_either(error.nearest)}?" if error.nearest else ""
        raise ArgumentTypeError(
            f"there is no type `{text}`.{hint} `{PROGRAM} types` lists all of them."
        ) from None


def port(text: str) -> int:
    """A TCP port; 0 stands for a free one."""
    return _whole_number(text, 0, 65535)


def jobs(text: str) -> int:
    """How many requests may be under way at once."""
    return _whole_number(text, 1, 32)


def _whole_number(text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise ArgumentTypeError(f"enter a whole number from {low} to {high}, not `{text}`")
    return int(text)


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    from wizard.nearest import did_you_mean

    return did_you_mean(word, known)


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"`{name}`" for name in names)
