"""``clarm-wizard`` without a command: the wizard on the screen, or as line prompts."""

from __future__ import annotations

import os
import sys

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils import gc_tuning
from wizard.utils.errors import CommandError
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from pathlib import Path

    from wizard.cli.argument_parser import Parser
    from wizard.core.options import Options
    from wizard.core.results import RunResult


FRAMES_PER_SECOND = "240"
"""If a key changes the screen twice, the second frame is 4 ms later and not 17."""


def run(args: Namespace, *, again: str | None = None) -> ExitCode:
    """Run the wizard, then print the IDs of the connectors it created on stdout.

    again: the ID of the submission to begin another like.
    """
    with gc_tuning.gc_paused():
        from wizard.core.options import Options
        from wizard.utils.signals import die_by
        from wizard.utils.text import sanitize

    options = Options(
        type=args.type,
        from_file=args.from_file,
        owner=args.owner,
        resume=args.resume,
        again=again,
        sandbox=args.sandbox,
        # Without a terminal, line prompts have to be requested explicitly.
        plain=args.plain or (output.can_draw() and output.is_dumb()),
        json=args.json,
        api_url=args.api_url,
        mouse=not args.no_mouse,
        theme=args.theme,
    )
    if args.owner is not None and (args.from_file is None or not args.from_file.is_dir()):
        raise CommandError("use --owner with --from and a folder.", ExitCode.USAGE)
    if sys.stderr is None:
        output.say(output.NO_STDERR)
        return ExitCode.USAGE
    if not options.plain and not output.can_draw():
        output.say(output.NO_TERMINAL)
        return ExitCode.USAGE
    if options.plain and not args.plain:
        output.say(output.DUMB_TERMINAL.format(term=sanitize(os.environ.get("TERM", ""), 40)))
    state = _select_frontend(options)(options)
    _tell(state, as_json=args.json)
    if state.signal is not None and state.code is ExitCode.LEFT:
        die_by(state.signal)
    return state.code


def _select_frontend(options: Options) -> Callable[[Options], RunResult]:
    """Return the frontend that asks the questions, loading only that one."""
    if options.plain:
        from wizard.core.hardening import prepare_http
        from wizard.plain import run

        prepare_http()
    else:
        os.environ.setdefault("TEXTUAL_FPS", FRAMES_PER_SECOND)  # read when Textual is imported
        gc_tuning.pause()  # until the first screen is shown
        from wizard.tui.run import run
    return run


def _tell(state: RunResult, *, as_json: bool) -> None:
    """Print the outcome: results on stdout, everything else on stderr."""
    from wizard.cli import results

    try:
        with results.fallback_to_stderr(state.created, state.code):
            if as_json:
                # One object after another, so that `jq .connector_id` accepts any number of them.
                for source in state.created:
                    output.emit_json(results.as_json(source))
            elif state.created:
                output.emit(results.as_text(state.created))
    finally:
        if state.message:
            output.say(state.message)


def add_arguments(parser: Parser) -> None:
    """Add the options for how the wizard starts and looks."""
    parser.add_type("--type", help="start with this type; in a folder, show only this type")
    parser.add_argument(
        "--from",
        dest="from_file",
        type=_path,
        metavar="FILE",
        help="start from a request file or a folder of them",
        complete="files",
    )
    parser.add_argument(
        "--owner", metavar="NAME", default=None, help="only connectors this person has to complete"
    )
    parser.add_argument("--resume", metavar="ID", help="resume a draft", complete="drafts")
    parser.add_argument("--plain", action="store_true", help="ask line by line, without a screen")
    parser.add_argument("--no-mouse", action="store_true", help="don't capture the mouse")
    parser.add_theme(default=None)
    parser.add_json(default=False)
    parser.add_sandbox(default=False)
    parser.add_api_url(default=None)


def _path(text: str) -> Path:
    from pathlib import Path

    return Path(text)


RUN = Command(
    run,
    "Create a connector, step by step.",
    "clarm-wizard --sandbox",
    "clarm-wizard --type github --json | jq .connector_id",
    add_arguments=add_arguments,
)
