"""``clarm-wizard sandbox``: the embedded API by itself."""

from __future__ import annotations

import sys
from argparse import Namespace

from wizard.cli import output
from wizard.exit_codes import ExitCode
from wizard.sandbox import serve


def run(args: Namespace) -> ExitCode:
    """Run it until ctrl+c, which is the way to end it and no failure."""
    try:
        # Whoever closed stdout has to learn the address all the same.
        serve(args.port, tell=output.say if sys.stdout is None else output.emit)
    except KeyboardInterrupt:  # while it was starting
        return ExitCode.DONE
    return ExitCode.DONE
