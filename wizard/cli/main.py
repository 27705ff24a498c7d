"""Runs what the arguments ask for, and turns however it ends into an exit status."""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable, Sequence

from wizard import crash
from wizard.cli import output
from wizard.cli.errors import CommandError
from wizard.cli.parser import PROGRAM, parse
from wizard.exit_codes import ExitCode
from wizard.server import BadAddress
from wizard.trouble import Trouble


def run(argv: Sequence[str]) -> ExitCode:
    """Parse, run the command, and say in one sentence what went wrong if anything did."""
    output.prepare()
    threading.excepthook = sys.unraisablehook = _failed_aside
    try:
        args = parse(argv)
        module, _, function = args.run.partition(".")
        command: Callable[..., ExitCode] = getattr(
            importlib.import_module(f"wizard.cli.commands.{module}"), function
        )
        return command(args)
    except SystemExit as stop:
        # argparse leaves this way, after --help and after an error that it has shown
        return ExitCode(int(stop.code or 0))
    except KeyboardInterrupt:
        output.say("")
        return ExitCode.LEFT
    except CommandError as error:
        output.say(f"{PROGRAM}: {error}")
        return error.code
    except Trouble as error:
        output.say(f"{PROGRAM}: {error}")
        return ExitCode.USAGE if isinstance(error, BadAddress) else ExitCode.FAILED
    except Exception as error:
        output.say(f"{PROGRAM}: {crash.apology(error)}")
        return ExitCode.FAILED


def _failed_aside(failure: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
    """What fails in a thread, or while an object ends, is written down, not printed.

    Its text may hold what was typed, and there may be a screen where it would be printed.
    """
    if failure.exc_value is not None:
        crash.report(failure.exc_value)
