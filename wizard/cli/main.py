"""Runs what the arguments ask for, and turns however it ends into an exit status."""

from __future__ import annotations

import sys

from wizard.cli import fast_path, output
from wizard.core import crash_report, failures
from wizard.utils.exit_codes import ExitCode
from wizard.utils.gc_tuning import gc_paused

# Not from typing: to import that takes longer than to answer what is quick.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from types import SimpleNamespace
    from typing import Any


def run(argv: Sequence[str]) -> ExitCode:
    """Parse, run the command, and say in one sentence what went wrong if anything did."""
    output.prepare()
    failures.tell = output.say
    failures.catch_uncaught()
    code = _run(argv)
    if code is not ExitCode.DONE:
        output.say_unheard()
    return code


def _run(argv: Sequence[str]) -> ExitCode:
    try:
        given = list(argv)
        if given[:1] == [fast_path.COMPLETE]:
            from wizard.cli.completions import listing

            text: str | None = listing(given[1:])
        else:
            text = fast_path.text_for(given)
        if text is None:
            try:
                args = fast_path.understood(given) or _parse(given)
            except SystemExit as stop:
                # argparse leaves this way, after --help and after an error that it has shown
                return ExitCode(int(stop.code or 0))
            return _command(args)
        output.emit(text)
    except KeyboardInterrupt:
        output.say("")
        return ExitCode.LEFT
    except BaseException as error:  # a native library's panic is no Exception
        return _failed(error)
    return ExitCode.DONE


def _command(args: Any) -> ExitCode:
    from wizard.cli.commands import load_command

    with gc_paused():
        command = load_command(args.command)
    return command.run(args)


def _parse(argv: list[str]) -> Namespace | SimpleNamespace:
    """What ``argv`` says; and what may be needed when things fail is at hand from here on."""
    from wizard.utils import errors  # noqa: F401

    failures.catch_in_threads()
    given = fast_path.wizard(argv)
    if given is None:
        from wizard.cli.parser import parse

        return parse(argv)
    return given


def _failed(error: BaseException) -> ExitCode:
    """Say what went wrong: what the person can mend, or that this program failed."""
    from wizard.utils.errors import CommandError

    code = ExitCode.FAILED
    # What was never loaded was not raised; and loading may be what fails.
    trouble = sys.modules.get("wizard.utils.errors")
    if isinstance(error, CommandError):
        code, said = error.code, str(error)
    elif trouble is not None and isinstance(error, trouble.WizardError):
        code, said = ExitCode.USAGE if error.usage else code, str(error)
    else:
        said = crash_report.apology(error)
    output.say(f"{fast_path.PROGRAM}: {said}")
    return code
