"""``clarm-wizard history``: list the requests sent from this machine."""

from __future__ import annotations

import sys

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.exit_codes import ExitCode
from wizard.utils.timestamps import local_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from wizard.cli.argument_parser import Parser
    from wizard.storage.history_events import HistoryEntry

HEADINGS = ("WHEN", "OUTCOME", "TYPE", "NAME", "CONNECTOR", "CREDENTIAL", "HOST")


def run(args: Namespace) -> ExitCode:
    """List submissions, newest first, and say what to check when an outcome is unknown."""
    from wizard.storage.history import History
    from wizard.storage.paths import Paths

    log = History(Paths.find(sandbox=args.sandbox).history).read()
    for note in log.notes:
        output.say(note)
    if args.json:
        output.emit_json([entry.as_json() for entry in log.entries])
    elif log.entries:
        rows = [_row(entry) for entry in log.entries]
        output.emit(output.listing(HEADINGS, rows, map(_lines, log.entries)))
        for entry in log.entries:
            if entry.advice:
                output.say(output.wrapped(f"{entry.id}: {entry.advice}", sys.stderr))
    else:
        output.say("Nothing was sent from here yet.")
    return ExitCode.DONE


def _row(entry: HistoryEntry) -> tuple[str, ...]:
    return (
        local_time(entry.time),
        entry.status_label,
        entry.type,
        entry.name,
        "-" if entry.connector_id is None else str(entry.connector_id),
        "-" if entry.credential_id is None else str(entry.credential_id),
        entry.host,
    )


def _lines(entry: HistoryEntry) -> tuple[str, ...]:
    """Format an entry over several lines, for a narrow terminal."""
    ids = [
        f"{name} {number}"
        for name, number in (("connector", entry.connector_id), ("credential", entry.credential_id))
        if number is not None
    ]
    return (
        f"{local_time(entry.time)}  {entry.status_label}  {entry.type}",
        entry.name,
        ", ".join([*ids, f"on {entry.host}"]),
    )


def add_arguments(parser: Parser) -> None:
    """Add the options that select the history and the output format."""
    parser.add_json()
    parser.add_sandbox("what was sent to the sandbox")


HISTORY = Command(
    run,
    "List what was sent from this machine, newest first, with IDs and outcome.",
    "clarm-wizard history",
    "clarm-wizard history --json | jq '.[0].connector_id'",
    add_arguments=add_arguments,
)
