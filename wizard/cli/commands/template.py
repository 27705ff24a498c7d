"""``clarm-wizard template``: a request file to fill in."""

from __future__ import annotations

from argparse import Namespace

from wizard.cli import output
from wizard.connectors import load
from wizard.exit_codes import ExitCode
from wizard.requestfile.template import template


def run(args: Namespace) -> ExitCode:
    """Print the template of one type."""
    output.emit(template(load(args.connector_type)).rstrip("\n"))
    return ExitCode.DONE
