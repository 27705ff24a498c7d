"""``clarm-wizard history``: list the requests sent from this machine, and settle them."""

from __future__ import annotations

import sys
from argparse import SUPPRESS

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.errors import CommandError
from wizard.utils.exit_codes import ExitCode
from wizard.utils.ids import read_id
from wizard.utils.timestamps import local_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from wizard.cli.argument_parser import Parser
    from wizard.storage.history import History
    from wizard.storage.history_events import HistoryEntry

HEADINGS = ("ID", "WHEN", "OUTCOME", "TYPE", "NAME", "CONNECTOR", "CREDENTIAL", "HOST")


SETTLE = "settle"


_USAGE = ExitCode.USAGE

MIN_ID_CHARS = 4
"""How much of an ID has to be typed."""


def run(args: Namespace) -> ExitCode:
    """List submissions, newest first, or settle one."""
    if args.action == SETTLE:
        return _settle(args)
    given = (args.id, args.folder, args.connector, args.credential)
    if args.exists or args.missing or any(value is not None for value in given):
        raise CommandError("these options are for `clarm-wizard history settle ID`.", _USAGE)
    return _list(args)


def _settle(args: Namespace) -> ExitCode:
    """Note what a person found out about a submission without an answer."""
    from pathlib import Path

    from wizard.core.settle_submission import noted_words, settle
    from wizard.storage.history import History
    from wizard.storage.paths import Paths

    if args.id is None or args.exists == args.missing:
        raise CommandError(
            "say which one and what you found: `clarm-wizard history settle ID --exists`, or "
            "`--missing`. To see the IDs, run `clarm-wizard history`.",
            _USAGE,
        )
    if (args.connector is None) != (args.credential is None) or (
        args.missing and args.connector is not None
    ):
        raise CommandError("use --connector and --credential together, with --exists.", _USAGE)
    ids = None if args.connector is None else (args.connector, args.credential)
    history = History(Paths.find(sandbox=args.sandbox).history)
    entry = _find(history, args.id, Path(args.folder or ""))
    settle(history, entry.id, exists=args.exists, ids=ids, source=entry.source)
    output.emit(noted_words(entry.name, exists=args.exists, ids=ids))
    return ExitCode.DONE


def _find(history: History, start: str, folder: Path) -> HistoryEntry:
    """Return the submission without an answer whose ID begins with ``start``.

    folder: where the record of colleagues' submissions is. Raises CommandError.
    """
    from wizard.storage.record import SourceRecord

    found = list(history.with_id(start)) if len(start) >= MIN_ID_CHARS else []
    if not found and len(start) >= MIN_ID_CHARS:
        unanswered = SourceRecord(folder).unanswered(start)
        found = [source.entry(folder, unanswered=True) for source in unanswered]
    if not found:
        raise CommandError(
            f"no such history entry: `{start}`. To see the IDs, run `clarm-wizard history`. For a "
            "colleague's entry, add --in and the folder of the request files.",
            _USAGE,
        )
    if len(found) > 1:
        raise CommandError(
            f"{len(found)} history entries start with `{start}`. Enter more of the ID.", _USAGE
        )
    [entry] = found
    if entry.outcome != "unknown":
        raise CommandError(
            f"“{entry.name}” was {entry.status_label}. You don't need to settle it.", _USAGE
        )
    if not entry.ended and history.in_flight(entry.id):
        raise CommandError(f"Another run is sending “{entry.name}”. Wait until it ends.")
    return entry


def _list(args: Namespace) -> ExitCode:
    """List submissions, newest first, and say what to check when an outcome is unknown."""
    from wizard.storage.history import History
    from wizard.storage.paths import Paths

    log = History(Paths.find(sandbox=args.sandbox).history).read()
    entries = [entry for entry in log.entries if _is_wanted(entry, args)]
    for note in log.notes:
        output.say(note)
    if args.json:
        output.emit_json([entry.as_json() for entry in entries])
    elif entries:
        rows = [_row(entry) for entry in entries]
        output.emit(output.listing(HEADINGS, rows, map(_lines, entries)))
        for entry in entries:
            if entry.advice:
                output.say(output.wrapped(f"{entry.short_id}: {entry.advice}", sys.stderr))
    elif log.entries:
        output.say("No history entries match.")
    else:
        output.say("You haven't sent anything from this machine yet.")
    return ExitCode.DONE


def _is_wanted(entry: HistoryEntry, args: Namespace) -> bool:
    """Return whether an entry passes all filters."""
    return (
        args.type in (None, entry.type)
        and args.name.casefold() in entry.name.casefold()
        and (args.since is None or entry.time >= args.since)
        and entry.id.startswith(args.only_id)
    )


def _row(entry: HistoryEntry) -> tuple[str, ...]:
    return (
        entry.short_id,
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
        f"{entry.short_id}  {local_time(entry.time)}  {entry.status_label}  {entry.type}",
        entry.name,
        ", ".join([*ids, f"on {entry.host}"]),
    )


def _id(text: str) -> int:
    from argparse import ArgumentTypeError

    number = read_id(text)
    if number is None:
        raise ArgumentTypeError(f"enter an ID, which is a whole number, not `{text}`")
    return number


def add_arguments(parser: Parser) -> None:
    """Add the options that select entries and the output format, or settle an entry."""
    from wizard.cli.moments import moment

    parser.usage = (
        "clarm-wizard history [OPTION ...]\n"
        "       clarm-wizard history settle ID (--exists | --missing) [OPTION ...]"
    )
    parser.add_argument("action", nargs="?", choices=(SETTLE,), metavar=SETTLE, help=SUPPRESS)
    parser.add_argument("id", nargs="?", metavar="ID", help=SUPPRESS, complete="history")
    parser.add_type("--type", help="only connectors of this type", default=SUPPRESS)
    parser.add_argument("--name", metavar="TEXT", default="", help="only names that contain this")
    parser.add_argument(
        "--since", type=moment, metavar="WHEN", help="only since 2025-11-29, or the last 3d"
    )
    parser.add_argument(
        "--id",
        dest="only_id",
        metavar="ID",
        default="",
        help="only the entry whose ID starts with this",
    )
    parser.add_json()
    parser.add_sandbox("use the sandbox's history")
    group = "settle an entry that had no answer"
    parser.add_argument("--exists", action="store_true", help="it exists", group=group)
    parser.add_argument("--missing", action="store_true", help="it doesn't exist", group=group)
    for name, words in (
        ("connector", "connector ID, if it exists"),
        ("credential", "credential ID"),
    ):
        parser.add_argument(f"--{name}", type=_id, metavar="N", help=f"its {words}", group=group)
    parser.add_argument(
        "--in",
        dest="folder",
        metavar="FOLDER",
        help="the folder a colleague sent it from",
        complete="files",
        group=group,
    )


HISTORY = Command(
    run,
    "List what you sent from this machine, newest first, with IDs and outcomes.",
    "clarm-wizard history settle 1f3a --exists --connector 10 --credential 1010",
    add_arguments=add_arguments,
)
