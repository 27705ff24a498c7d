"""``clarm-wizard paths``: where the files are."""

from __future__ import annotations

from argparse import Namespace

from wizard.cli import output
from wizard.exit_codes import ExitCode
from wizard.storage.paths import Paths


def run(args: Namespace) -> ExitCode:
    """Name every place, whether there is anything in it or not."""
    paths, sandbox = Paths.find(), Paths.find(sandbox=True)
    output.emit(
        output.table(
            [
                ("config", str(paths.config)),
                ("drafts", str(paths.drafts)),
                ("history", str(paths.history)),
                ("logs", str(paths.crash)),
                ("sandbox drafts", str(sandbox.drafts)),
                ("sandbox history", str(sandbox.history)),
            ]
        )
    )
    return ExitCode.DONE
