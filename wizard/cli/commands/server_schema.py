"""``clarm-wizard server-schema``: compare the server's own OpenAPI document with the catalog."""

from __future__ import annotations

import sys

from wizard.cli import output
from wizard.cli.command import Command
from wizard.utils.commands import command_line
from wizard.utils.errors import CommandError, WizardError
from wizard.utils.exit_codes import ExitCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from typing import Final

    from wizard.api import BaseUrl
    from wizard.api.schema_document import DocumentUrl
    from wizard.cli.argument_parser import Parser
    from wizard.connectors.server_schema.schema import ServerSchema
    from wizard.forms import Secret

DIFFERS: Final = ExitCode.FAILED
"""What the command ends with where something differs."""

_MAX_NAMED: Final = 8


def run(args: Namespace) -> ExitCode:
    """Read the document, keep what it says of the types, and show what differs."""
    from wizard.core.services import base_url, server_options

    server = base_url(args.api_url)
    if args.forget:
        return _forget(args, server)
    try:
        schema = _read(args, server)
    except WizardError as problem:
        raise CommandError(str(problem), ExitCode.USAGE) from None
    if args.json:
        output.emit_json(_as_json(schema))
    else:
        for line in _lines(schema):
            output.emit(output.wrapped(line, sys.stdout, indent="  "))
        forget = command_line("server-schema", "--forget", *server_options(args.api_url))
        output.say(f"Saved for {schema.host}. To remove it, run `{forget}`.")
    return DIFFERS if schema.differences else ExitCode.DONE


def _forget(args: Namespace, server: BaseUrl) -> ExitCode:
    from wizard.storage.paths import Paths
    from wizard.storage.server_schemas import ServerSchemaStore

    if args.source is not None:
        raise CommandError("use a document or --forget, not both.", ExitCode.USAGE)
    if ServerSchemaStore(Paths.find().config).forget(server.host):
        output.say(f"Removed the saved schema of {server.host}.")
    else:
        output.say(f"No schema of {server.host} is saved.")
    return ExitCode.DONE


def _read(args: Namespace, server: BaseUrl) -> ServerSchema:
    """Return what is kept now. Raises WizardError."""
    import os

    from wizard.core.server_schema import described_server, keep_schema, parse_document
    from wizard.core.services import URL_VARIABLE
    from wizard.storage.paths import Paths
    from wizard.utils.files import read_text_file

    source = args.source or f"{server.url}/openapi.json"
    chosen = args.api_url is not None or bool(os.environ.get(URL_VARIABLE, "").strip())
    address = None
    if "://" in source:
        from wizard.api.schema_document import DocumentUrl

        address = DocumentUrl(source)
        text, where = _fetched(address, server), address.url
    else:
        from wizard.api.schema_document import MAX_BYTES

        text, where = read_text_file(source, limit=MAX_BYTES), source
    endpoint = parse_document(text, where)
    about = described_server(endpoint, address, server, chosen=chosen or args.source is None)
    return keep_schema(endpoint, host=about.host, source=where, config=Paths.find().config)


def _fetched(address: DocumentUrl, server: BaseUrl) -> str:
    from wizard.api.schema_document import fetch_document
    from wizard.auth.account import find_account
    from wizard.core import uncaught
    from wizard.core.hardening import prepare_http

    prepare_http()

    def session() -> Secret | None:
        return find_account(server.host).session if address.is_on(server) else None

    return uncaught.run(fetch_document(address, session=session))


def _lines(schema: ServerSchema) -> Iterator[str]:
    """Yield what a person wants to know of a schema."""
    count = len(schema.types)
    yield f"{schema.source}: {count} type{'' if count == 1 else 's'}."
    untyped = [name for name, item in schema.types.items() if not item.is_typed]
    if len(untyped) == count:
        yield (
            "It doesn't list the types' fields (config is any object), so this only compares the "
            "types."
        )
    elif untyped:
        yield f"It doesn't list all fields of: {_named(untyped)}."
    if schema.missing:
        yield f"Types that only the wizard knows: {_named(schema.missing)}."
    for difference in schema.differences:
        if difference.part:
            part = difference.part
            yield f"{difference.type}, {part}: {difference.words}."
        elif difference.type not in schema.missing:
            yield f"{difference.type}: {difference.words}."
    if not schema.differences:
        yield "No differences."


def _named(names: list[str] | tuple[str, ...]) -> str:
    more = len(names) - _MAX_NAMED
    return ", ".join(names[:_MAX_NAMED]) + (f" and {more} more" if more > 0 else "")


def _as_json(schema: ServerSchema) -> dict[str, object]:
    from wizard.utils.timestamps import write_stamp

    return {
        "host": schema.host,
        "source": schema.source,
        "read_at": write_stamp(schema.read_at),
        "types": list(schema.types),
        "untyped": [name for name, item in schema.types.items() if not item.is_typed],
        "differences": [difference.as_json() for difference in schema.differences],
    }


def add_arguments(parser: Parser) -> None:
    """Add the arguments for the document and the server."""
    parser.add_argument(
        "source",
        nargs="?",
        metavar="URL|FILE",
        help="OpenAPI 3 in JSON or YAML (default: openapi.json at the API)",
        complete="files",
    )
    parser.add_argument("--forget", action="store_true", help="remove the server's saved schema")
    parser.add_json()
    parser.add_api_url()


SERVER_SCHEMA = Command(
    run,
    "Compare your server's OpenAPI document with the types the wizard knows.\n\nSaves it and uses "
    "it for that server: types and fields that only the server\nknows get a form. Exit status: 0 "
    "no differences, 1 some differences, 2 the\ndocument can't be used.",
    "clarm-wizard server-schema",
    "clarm-wizard server-schema https://api.example.com/openapi.json --json",
    "clarm-wizard server-schema --forget",
    add_arguments=add_arguments,
)
