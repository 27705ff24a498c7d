"""``rotate``, ``edit``, ``update``, ``delete``: what Clarm's API has no call for.

People type them all the same. No help and no completion offers them.
"""

from __future__ import annotations

from functools import partial

from wizard.cli.command import Command
from wizard.utils.errors import CommandError
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from wizard.cli.argument_parser import Parser
    from wizard.storage.history_events import HistoryEntry


def _refuse(what: str, args: Namespace) -> ExitCode:
    """Say where it can be done instead. Raises CommandError."""
    found = dict.fromkeys(_connectors(args.names, sandbox=args.sandbox))
    where = f", at {' and '.join(found)}" if found else ""
    raise CommandError(
        f"Clarm's API can't {what}. Use Clarm's dashboard instead{where}.", ExitCode.USAGE
    )


def _connectors(names: Sequence[str], *, sandbox: bool) -> Iterator[str]:
    """Yield the connectors that ``names`` mean, as far as the history knows."""
    from wizard.storage.atomic import StorageError
    from wizard.storage.history import History
    from wizard.storage.paths import Paths

    try:
        entries = History(Paths.find(sandbox=sandbox).history).read().entries
    except StorageError:
        return
    for name in names:
        for entry in entries:
            if entry.connector_id is not None and _is_meant(entry, name):
                yield f"connector {entry.connector_id} (“{entry.name}”)"


def _is_meant(entry: HistoryEntry, name: str) -> bool:
    """Return whether a person calls the entry so: by its name, its ID or its file."""
    import os

    known = (entry.name.casefold(), str(entry.connector_id))
    return name.casefold() in known or os.path.realpath(name) == entry.source


def add_arguments(parser: Parser) -> None:
    """Add the names of connectors."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="a connector's name")
    parser.add_sandbox("use the sandbox's history")


def _command(name: str, what: str) -> Command:
    return Command(
        partial(_refuse, what),
        f"Explain where to {what}: Clarm's API can't.",
        f"clarm-wizard {name} NAME",
        add_arguments=add_arguments,
    )


ROTATE = _command("rotate", "change the credential of a connector")
EDIT = _command("edit", "change a connector")
UPDATE = _command("update", "change a connector")
DELETE = _command("delete", "delete a connector")
