"""``clarm-wizard serve``: the wizard in a browser on this machine."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from io import TextIOWrapper
from typing import Final

from wizard.cli import output
from wizard.cli.environment import SERVED
from wizard.cli.errors import CommandError
from wizard.exit_codes import ExitCode
from wizard.web import WebError, serve

GUIDE: Final = """\
The wizard is at {address}
Open it in a browser on this machine. The address is a key: whoever has it can use it.
What is created there is printed here too. Press ctrl+c to stop.

Some browsers keep ctrl+n, ctrl+t and ctrl+w for themselves: "Next" at the bottom can be clicked.
"""


def run(args: Namespace) -> ExitCode:
    """Serve until ctrl+c, which is the way to end it and no failure."""
    _check(args)
    # For the wizards that it starts; the session too reaches them this way alone.
    os.environ[SERVED] = "1"
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # IDs are printed when they are there
    try:
        serve(
            _command(args),
            port=args.port,
            ready=lambda address: output.say(GUIDE.format(address=address)),
        )
    except WebError as error:
        raise CommandError(str(error)) from None
    except KeyboardInterrupt:  # while it was starting
        return ExitCode.DONE
    return ExitCode.DONE


def _check(args: Namespace) -> None:
    """What would keep the wizard from beginning is said here, not to a blank page."""
    if not args.sandbox:
        from wizard.server import base_url

        base_url(args.api_url)
        return
    from wizard.sandbox import Sandbox

    Sandbox()


def _command(args: Namespace) -> list[str]:
    """What starts one wizard. Safe path: the current folder may have a "wizard" of its own."""
    command = [sys.executable, "-P", "-m", "wizard"]
    if args.sandbox:
        command.append("--sandbox")
    for option, value in (("--api-url", args.api_url), ("--theme", args.theme)):
        if value is not None:
            command.append(f"{option}={value}")
    return command
