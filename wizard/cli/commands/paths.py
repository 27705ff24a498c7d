"""``clarm-wizard paths``: show where files are stored."""

from __future__ import annotations

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace


def run(args: Namespace) -> ExitCode:
    """List every location, whether or not anything is stored there."""
    from wizard.storage.paths import Paths

    paths, sandbox = Paths.find(), Paths.find(sandbox=True)
    output.emit(
        output.table(
            [
                ("config", str(paths.config)),
                ("drafts", str(paths.drafts)),
                ("history", str(paths.history)),
                ("logs", str(paths.crash)),
                ("cache", str(paths.cache)),
                ("sandbox drafts", str(sandbox.drafts)),
                ("sandbox history", str(sandbox.history)),
            ]
        )
    )
    return ExitCode.DONE


PATHS = Command(
    run,
    "Show where settings, drafts, history and logs are stored.",
    "clarm-wizard paths",
)
