"""``clarm-wizard drafts``: list the drafts that the wizard can resume."""

from __future__ import annotations

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.exit_codes import ExitCode
from wizard.utils.timestamps import local_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from wizard.cli.argument_parser import Parser
    from wizard.storage.drafts import DraftSummary

HEADINGS = ("ID", "SAVED", "TYPE", "NAME", "STEP", "NOTE")


def run(args: Namespace) -> ExitCode:
    """List drafts, newest first."""
    from wizard.storage.drafts import DraftStore
    from wizard.storage.paths import Paths

    found = DraftStore(Paths.find(sandbox=args.sandbox).drafts).list()
    for note in found.notes:
        output.say(note)
    if args.json:
        output.emit_json([_as_json(draft) for draft in found.drafts])
    elif found.drafts:
        rows = [_row(draft) for draft in found.drafts]
        output.emit(output.listing(HEADINGS, rows, map(_lines, rows)))
        sandbox = " --sandbox" if args.sandbox else ""
        output.say(f"Go on with one: clarm-wizard{sandbox} --resume ID")
    else:
        output.say("There are no drafts.")
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
    """Add the options that select the drafts and the output format."""
    parser.add_json()
    parser.add_sandbox("the drafts of the sandbox")


DRAFTS = Command(
    run,
    "List the drafts that the wizard can go on with.",
    "clarm-wizard drafts",
    "clarm-wizard --resume ID",
    add_arguments=add_arguments,
)
