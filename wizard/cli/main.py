"""Entry point: runs what the arguments ask for and turns the outcome into an exit status."""

from __future__ import annotations

import sys

from wizard.cli import fast_path, output
from wizard.cli.kept_schema import use_schema_of_chosen_server
from wizard.core import crash_report, uncaught
from wizard.utils.exit_codes import ExitCode
from wizard.utils.gc_tuning import gc_paused

# Not imported from typing, which takes longer to load than a quick command takes to run.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from types import SimpleNamespace
    from typing import Any


def run(argv: Sequence[str]) -> ExitCode:
    """Parse ``argv`` and run the command; report any failure in one sentence."""
    output.prepare()
    uncaught.tell = output.say
    uncaught.catch_uncaught()
    code = _run(argv)
    if code is not ExitCode.DONE:
        output.say_unheard()
    return code


def _run(argv: Sequence[str]) -> ExitCode:
    try:
        given = list(argv)
        if not fast_path.text_for(given) and (problem := use_schema_of_chosen_server(given)):
            output.say(problem)
        if given[:1] == [fast_path.COMPLETE]:
            from wizard.cli.completions import listing

            text: str | None = listing(given[1:])
        else:
            text = fast_path.text_for(given)
        if text is None:
            try:
                args = fast_path.understood(given) or _parse(given)
            except SystemExit as stop:
                # argparse exits this way after --help and after an error it has reported
                return ExitCode(int(stop.code or 0))
            return _command(args)
        output.emit(text)
    except KeyboardInterrupt:
        output.say("")
        return ExitCode.LEFT
    except BaseException as error:  # a native library's panic is not an Exception
        return _failed(error)
    return ExitCode.DONE


def _command(args: Any) -> ExitCode:
    from wizard.cli.commands import load_command

    with gc_paused():
        command = load_command(args.command)
    return command.run(args)


def _parse(argv: list[str]) -> Namespace | SimpleNamespace:
    """Parse ``argv``, and load the error handling that may be needed from here on."""
    from wizard.utils import errors  # noqa: F401

    uncaught.catch_in_threads()
    given = fast_path.wizard(argv)
    if given is None:
        from wizard.cli.parser import parse

        return parse(argv)
    return given


def _folder_is_gone() -> bool:
    """Return whether the current folder was deleted, so that no path in it means anything."""
    import os

    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    except OSError:
        pass
    return False


def _failed(error: BaseException) -> ExitCode:
    """Report a failure: one that the user can fix, or a fault of this program."""
    from wizard.utils.errors import CommandError

    code = ExitCode.FAILED
    # A class that was never loaded was not raised, and the import itself may be what fails.
    trouble = sys.modules.get("wizard.utils.errors")
    if isinstance(error, CommandError):
        code, said = error.code, str(error)
    elif trouble is not None and isinstance(error, trouble.WizardError):
        code, said = ExitCode.USAGE if error.usage else code, str(error)
    elif isinstance(error, FileNotFoundError) and _folder_is_gone():
        code, said = ExitCode.USAGE, "the folder you're in was deleted. Change to another one."
    else:
        said = crash_report.apology(error)
    output.say(f"{fast_path.PROGRAM}: {said}")
    return code
