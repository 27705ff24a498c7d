"""``clarm-wizard drafts``: list the drafts that the wizard can resume, or delete some."""

from __future__ import annotations

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.errors import CommandError
from wizard.utils.exit_codes import ExitCode
from wizard.utils.text import sanitize
from wizard.utils.timestamps import local_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from wizard.cli.argument_parser import Parser
    from wizard.storage.drafts import DraftStore, DraftSummary

HEADINGS = ("ID", "SAVED", "TYPE", "NAME", "STEP", "NOTE")


def run(args: Namespace) -> ExitCode:
    """List drafts, newest first, or delete those that were named."""
    from wizard.storage.drafts import DraftStore
    from wizard.storage.paths import Paths
    from wizard.utils.timestamps import now

    store = DraftStore(Paths.find(sandbox=args.sandbox).drafts)
    found = store.list()
    for note in found.notes:
        output.say(note)
    drafts = found.drafts
    if args.older_than is not None:
        drafts = tuple(draft for draft in drafts if now() - draft.saved_at > args.older_than)
    if args.delete is not None:
        if bool(args.delete) is (args.older_than is not None):
            raise CommandError("say which ones: IDs, or --older-than 30d.", ExitCode.USAGE)
        return _delete(store, drafts, args.delete)
    if args.json:
        output.emit_json([_as_json(draft) for draft in drafts])
    elif drafts:
        rows = [_row(draft) for draft in drafts]
        output.emit(output.listing(HEADINGS, rows, map(_lines, rows)))
        sandbox = " --sandbox" if args.sandbox else ""
        output.say(f"To resume one: clarm-wizard{sandbox} --resume ID")
    else:
        output.say("You have no drafts." if not found.drafts else "No draft is that old.")
    return ExitCode.DONE


def _delete(store: DraftStore, drafts: Sequence[DraftSummary], ids: Sequence[str]) -> ExitCode:
    """Delete the ``drafts`` with these IDs, or without IDs all that no wizard has open."""
    known = {draft.id for draft in drafts}
    for draft_id in ids:
        if draft_id not in known:
            raise CommandError(
                f"no such draft: `{sanitize(draft_id, 40)}`. To list drafts, run `clarm-wizard "
                "drafts`.",
                ExitCode.USAGE,
            )
    wanted = ids or [draft.id for draft in drafts if not draft.in_use]
    for draft_id in dict.fromkeys(wanted):
        store.delete(draft_id)
        output.emit(f"Deleted {draft_id}.")
    if not wanted:
        output.say("Nothing to delete.")
    return ExitCode.DONE


def _row(draft: DraftSummary) -> tuple[str, ...]:
    return (
        draft.id,
        local_time(draft.saved_at),
        draft.type or "-",
        draft.name or "-",
        draft.step or "-",
        draft.problem or ("open in another wizard" if draft.in_use else "old" if draft.old else ""),
    )


def _lines(row: tuple[str, ...]) -> tuple[str, ...]:
    """Format a row over several lines, for a narrow terminal."""
    id, saved, type_name, name, step, note = row
    return (f"{id}  {saved}  {type_name}", name, f"at {step}" + (f": {note}" if note else ""))


def _as_json(draft: DraftSummary) -> dict[str, object]:
    from wizard.utils.timestamps import write_stamp

    return {
        "id": draft.id,
        "saved_at": write_stamp(draft.saved_at),
        "host": draft.host,
        "type": draft.type,
        "name": draft.name,
        "step": draft.step,
        "in_use": draft.in_use,
        "old": draft.old,
        "problem": draft.problem,
    }


def add_arguments(parser: Parser) -> None:
    """Add the options that select the drafts, the output format, and what to do with them."""
    from wizard.cli.moments import age

    parser.add_argument(
        "--older-than", type=age, metavar="AGE", help="only drafts older than this, such as 30d"
    )
    parser.add_argument(
        "--delete",
        nargs="*",
        metavar="ID",
        help="delete these drafts, or those of --older-than",
        complete="drafts",
        guess=False,
    )
    parser.add_json()
    parser.add_sandbox("use the sandbox's drafts")


DRAFTS = Command(
    run,
    "List drafts you can resume, or delete them.",
    "clarm-wizard --resume ID",
    "clarm-wizard drafts --delete ID",
    "clarm-wizard drafts --delete --older-than 30d",
    add_arguments=add_arguments,
)
