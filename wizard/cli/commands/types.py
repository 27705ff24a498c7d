"""``clarm-wizard types``: list the connector types."""

from __future__ import annotations

from wizard.cli import output
from wizard.cli.command import Command
from wizard.connectors import catalog
from wizard.connectors.catalog import all_types
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Final

    from wizard.cli.argument_parser import Parser


_FIELDS: Final = {"agrees": "confirmed", "differs": "differs", "missing": "not created"}
"""What the table says of a type that was compared with the server's."""


def run(args: Namespace) -> ExitCode:
    """List every type in the API's order, as a table or as JSON."""
    types, server = all_types(), catalog.server()
    standings = {} if server is None else {about.type: server.standing(about) for about in types}
    if args.json:
        output.emit_json(
            [
                {
                    "type": about.type,
                    "label": about.label,
                    "category": about.category,
                    "summary": about.summary,
                    "evidence": about.evidence,
                    "aliases": list(about.aliases),
                    "docs_url": about.docs_url,
                    **({"server_schema": standings[about.type]} if standings else {}),
                }
                for about in types
            ]
        )
    else:
        rows = [("TYPE", "NAME", "CATEGORY", "FIELDS")]
        for about in types:
            evidence = _FIELDS.get(standings.get(about.type, ""), about.evidence)
            rows.append((about.type, about.label, about.category, evidence))
        output.emit(output.table(rows))
    return ExitCode.DONE


def add_arguments(parser: Parser) -> None:
    """Add ``--json``."""
    parser.add_json()


TYPES = Command(
    run,
    "List the 51 connector types, in the API's order.",
    "clarm-wizard types",
    "clarm-wizard types --json | jq -r '.[].type'",
    add_arguments=add_arguments,
)
