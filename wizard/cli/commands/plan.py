"""``clarm-wizard plan``: show what became of the request files of a folder."""

from __future__ import annotations

import re
import sys

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.errors import CommandError, FileError
from wizard.utils.exit_codes import ExitCode
from wizard.utils.gc_tuning import gc_paused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from typing import Final

    from wizard.cli.argument_parser import Parser
    from wizard.plan import Plan, PlannedSource

HEADINGS: Final = ("SOURCE", "TYPE", "OWNER", "STATE", "IDS")

_MARKUP: Final = r"[\\`*_{}\[\]<>|~#&!@$-]"
"""Characters that Markdown may take for markup."""


def run(args: Namespace) -> ExitCode:
    """Read the plan without opening a connection, and show it."""
    if args.json and args.markdown:
        raise CommandError("use --json or --markdown, not both.", ExitCode.USAGE)
    with gc_paused():
        plan = _read(args)
    if args.json:
        output.emit_json(plan.as_json())
        return plan.code
    for note in plan.notes:
        output.say(output.wrapped(note, sys.stderr))
    if args.markdown:
        output.emit("\n".join(_markdown(plan)))
        return plan.code
    output.emit(output.fitted([HEADINGS, *map(_row, plan.sources)], keep=len(HEADINGS) - 1))
    output.emit(output.wrapped(plan.summary, sys.stdout))
    if plan.to_settle is not None:
        first, *commands = _to_settle(plan.to_settle)
        output.emit("\n".join([output.wrapped(f"Next: {first}", sys.stdout), *commands]))
    elif plan.next_command:
        output.emit(f"Next: {plan.next_command}")
    for line in _advice(plan):
        output.say(line if line.startswith("  ") else output.wrapped(line, sys.stderr))
    return plan.code


def _read(args: Namespace) -> Plan:
    from wizard.core.services import base_url, server_options
    from wizard.plan import read_plan
    from wizard.storage.drafts import DraftStore
    from wizard.storage.history import History
    from wizard.storage.paths import Paths

    paths = Paths.find()
    try:
        plan = read_plan(
            args.files,
            host=base_url(args.api_url).host,
            options=server_options(args.api_url),
            history=History(paths.history),
            drafts=DraftStore(paths.drafts),
            owner=args.owner or "",
        )
    except FileError as error:
        raise CommandError(str(error), ExitCode.USAGE) from None
    if not plan.sources:
        raise CommandError(plan.nobody, ExitCode.USAGE)
    return plan


def _row(source: PlannedSource) -> tuple[str, ...]:
    state = source.state.words
    optional = " (optional)" if source.note.optional and not source.is_created else ""
    return source.label, source.type, source.note.owner, state + optional, source.ids


def _advice(plan: Plan) -> Iterator[str]:
    """Yield what cannot be seen in the table."""
    from wizard.plan import Broken, Changed, LookUp

    for source in plan.sources:
        state = source.state
        if isinstance(state, Changed):
            yield f"{source.label}: {state.advice}"
        elif isinstance(state, Broken):
            yield from (f"{source.label}: {problem}" for problem in state.problems)
        elif isinstance(state, LookUp) and source is not plan.to_settle:
            first, *commands = _to_settle(source)
            yield f"{source.label}: {first}"
            yield from commands


def _to_settle(source: PlannedSource) -> Iterator[str]:
    """Yield what to do about a source to look up, with commands on lines of their own to copy."""
    from wizard.plan import LookUp
    from wizard.plan.plan import settle_commands

    yield f"Look for “{source.name}” in Clarm, then run one of these:"
    if isinstance(source.state, LookUp):
        yield from (f"  {command}" for command in settle_commands(source.state))


def _markdown(plan: Plan) -> Iterator[str]:
    """Yield the lines of a table for a ticket."""
    yield "| Source | Type | Owner | State | IDs |"
    yield "| --- | --- | --- | --- | --- |"
    for source in plan.sources:
        yield f"| {' | '.join(map(_escaped, _row(source)))} |"
    yield ""
    yield _escaped(plan.summary)


def _escaped(text: str) -> str:
    """Return ``text`` as Markdown that shows it as it is."""
    return re.sub(_MARKUP, r"\\\g<0>", text)


def add_arguments(parser: Parser) -> None:
    """Add the arguments for the files, whose sources to show, and how."""
    parser.add_argument(
        "files", nargs="+", metavar="FOLDER", help="request files, or a folder of them",
        complete="files",
    )  # fmt: skip
    parser.add_argument(
        "--owner", metavar="NAME", help="only connectors this person has to complete"
    )
    parser.add_json()
    parser.add_argument(
        "--markdown", action="store_true", help="print a Markdown table, for a ticket"
    )
    parser.add_api_url()


PLAN = Command(
    run,
    "Show what a folder's request files have created and what's missing.\n\nSends nothing. Exit "
    "status: 0 all created, 2 something is missing,\n3 something was sent without an answer: "
    "check it in Clarm.",
    "clarm-wizard plan sources/",
    "clarm-wizard plan sources/ --owner it",
    "clarm-wizard plan sources/ --markdown | pbcopy",
    add_arguments=add_arguments,
)
