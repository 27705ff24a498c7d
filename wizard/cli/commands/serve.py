"""``clarm-wizard serve``: run the wizard in a browser on this machine."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from wizard.cli import output
from wizard.cli.command import Command
from wizard.core.hardening import SERVED
from wizard.utils.errors import CommandError
from wizard.utils.exit_codes import ExitCode
from wizard.utils.text import sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Final

    from wizard.cli.argument_parser import Parser

GUIDE: Final = """\
The wizard is at {address}
Open it in a browser on this machine. The URL works as a key: anyone who has it can use the wizard.
New connectors are printed here, too. Press ctrl+c to stop.

Some browsers keep ctrl+n, ctrl+t and ctrl+w for themselves. Click "Next" at the bottom instead.
"""


def run(args: Namespace) -> ExitCode:
    """Serve until ctrl+c, which counts as success."""
    from wizard.web import WebError, serve

    _check(args)
    # Inherited by the wizards this starts; the session, too, reaches them only this way.
    os.environ[SERVED] = "1"
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # print IDs as soon as they are known
    try:
        serve(
            _command(args),
            port=args.port,
            ready=lambda address: output.say(GUIDE.format(address=address)),
        )
    except WebError as error:
        raise CommandError(str(error)) from None
    except KeyboardInterrupt:  # during startup
        return ExitCode.DONE
    return ExitCode.DONE


def _check(args: Namespace) -> None:
    """Report what would prevent the wizard from starting here, rather than on a blank page."""
    if args.owner is not None and args.folder is None:
        raise CommandError("use --owner with a folder.", ExitCode.USAGE)
    if args.folder is not None and not os.path.isdir(args.folder):
        raise CommandError(f"no such folder: `{sanitize(args.folder)}`.", ExitCode.USAGE)
    if not args.sandbox:
        from wizard.core.services import base_url

        base_url(args.api_url)
        return
    from wizard.sandbox import Sandbox

    Sandbox()


def _command(args: Namespace) -> list[str]:
    """Return the command that starts one wizard.

    Uses Python's safe-path mode, since the current directory may contain its own "wizard"
    package.
    """
    command = [sys.executable, "-P", "-m", "wizard"]
    if args.sandbox:
        command.append("--sandbox")
    folder = None if args.folder is None else os.path.abspath(args.folder)
    given = {"--from": folder, "--owner": args.owner, "--api-url": args.api_url}
    for option, value in {**given, "--theme": args.theme}.items():
        if value is not None:
            command.append(f"{option}={value}")
    return command


def add_arguments(parser: Parser) -> None:
    """Add the options for where to listen and how to start the wizards in the browser."""
    parser.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help="start with the list of this folder's connectors",
        complete="files",
    )
    parser.add_argument(
        "--owner", metavar="NAME", default=None, help="only connectors this person has to complete"
    )
    parser.add_port()
    parser.add_sandbox()
    parser.add_api_url()
    parser.add_theme()


SERVE = Command(
    run,
    "Show the wizard in a browser, on this machine only, until you press ctrl+c.\n\nIts URL "
    "contains a part that nobody can guess. It uses this machine's session,\ndrafts and history. "
    "Needs: pip install 'clarm-wizard[web]'",
    "clarm-wizard serve --sandbox",
    "clarm-wizard serve sources/ --owner it",
    add_arguments=add_arguments,
)
