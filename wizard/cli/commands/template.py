"""``clarm-wizard template``: print a request file to fill in, or write several."""

from __future__ import annotations

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.errors import CommandError
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from wizard.cli.argument_parser import Parser


def run(args: Namespace) -> ExitCode:
    """Print the template of one type, or write one file for each type."""
    if args.into is not None:
        return _write(args.connector_types, args.into)
    if len(args.connector_types) > 1:
        raise CommandError("several templates need a folder: add `--into DIR`.", ExitCode.USAGE)
    from wizard.connectors import load
    from wizard.request_files.template import template

    output.emit(template(load(args.connector_types[0])).rstrip("\n"))
    return ExitCode.DONE


def _write(types: Sequence[str], folder: str) -> ExitCode:
    """Write one file for each type, and name each; those that are there already stay."""
    import os

    from wizard.connectors import load
    from wizard.request_files import save, template
    from wizard.utils.errors import FileError
    from wizard.utils.files import expand_path

    try:
        os.makedirs(expand_path(folder), exist_ok=True)
    except OSError as error:
        raise FileError.of_os(error, folder) from None
    code = ExitCode.DONE
    folded = [type.casefold() for type in types]  # outlook.toml may also be OUTLOOK.toml
    for index, type in enumerate(types):
        number = types[: index + 1].count(type)
        place = folded[: index + 1].count(type.casefold())
        text = template(load(type), ask=True, number=number)
        path = os.path.join(folder, f"{type}.toml" if place == 1 else f"{type}-{place}.toml")
        try:
            save(text, path)
        except FileError as error:
            output.say(str(error))
            code = ExitCode.FAILED
        else:
            output.emit(path)
    return code


def add_arguments(parser: Parser) -> None:
    """Add the types and the folder."""
    parser.add_type("connector_types", nargs="+")
    parser.add_argument(
        "--into",
        metavar="DIR",
        help="write a file for each type there, with { ask = true } for missing values",
        complete="files",
    )


TEMPLATE = Command(
    run,
    "Print a request file (TOML) to fill in, for `clarm-wizard create`.",
    "clarm-wizard template github > github.toml",
    "clarm-wizard template web slack github --into sources/",
    add_arguments=add_arguments,
)
