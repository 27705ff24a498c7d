"""``clarm-wizard sandbox``: the embedded API by itself."""

from __future__ import annotations

from argparse import Namespace

from wizard.exit_codes import ExitCode
from wizard.sandbox import serve


def run(args: Namespace) -> ExitCode:
    """Run it until ctrl+c, which is the way to end it and no failure."""
    try:
        serve(args.port)
    except KeyboardInterrupt:  # while it was starting
        return ExitCode.DONE
    return ExitCode.DONE
