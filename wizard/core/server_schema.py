"""The server's own schema: read from its OpenAPI document, kept, and put over the catalog."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from wizard import __version__, connectors
from wizard.connectors.server_schema.schema import ServerSchema
from wizard.connectors.server_schema.server_types import ServerTypes
from wizard.storage.atomic import StorageError
from wizard.storage.server_schemas import ServerSchemaStore
from wizard.utils.errors import FileError
from wizard.utils.text import sanitize

if TYPE_CHECKING:
    from wizard.api import BaseUrl
    from wizard.api.schema_document import DocumentUrl
    from wizard.connectors.server_schema.openapi import Endpoint

_DEPTH: Final = 100


class InvalidDocument(FileError):
    """A document that says nothing usable of the types; the text says why."""

    usage = True


def use_kept_schema(host: str, config: Path) -> str:
    """Put the kept schema of a server over the catalog, if there is one.

    Returns a sentence if it cannot be used, which ``catalog.server_problem`` repeats.
    """
    store = ServerSchemaStore(config)
    try:
        schema = store.read(host)
        if schema is not None and schema.version != __version__:
            schema = _compared_again(schema, store)
    except FileError as problem:
        connectors.use_server(None, str(problem))
        return str(problem)
    connectors.use_server(None if schema is None else ServerTypes(schema))
    return ""


def _compared_again(schema: ServerSchema, store: ServerSchemaStore) -> ServerSchema:
    """Return a schema compared with the catalog of this version. Raises FileError."""
    from wizard.connectors.server_schema.comparison import compared
    from wizard.forms import SchemaError

    try:
        schema = compared(schema)
        store.write(schema)
    except SchemaError as problem:
        raise InvalidDocument(str(problem), where=str(store.path(schema.host))) from None
    except StorageError:
        pass  # it is compared the next time as well
    return schema


def parse_document(text: str, where: str) -> Endpoint:
    """Return what an OpenAPI document in JSON or YAML says of the API. Raises FileError."""
    from wizard.api.base_url import CREATE_PATH
    from wizard.connectors.server_schema.openapi import read_endpoint
    from wizard.forms import SchemaError
    from wizard.utils.files import parse_json
    from wizard.utils.yaml import parse_yaml

    is_json = text.lstrip("\ufeff \t\r\n").startswith(("{", "["))
    try:
        value = json.loads(text, parse_constant=_refuse) if is_json else None
    except (ValueError, RecursionError):
        value = None
    if value is None:
        # The strict parser is much slower, and says what is wrong where.
        strict = is_json or not text.strip()
        value = (
            parse_json(text, where=where, depth=_DEPTH) if strict else parse_yaml(text, where=where)
        )
    try:
        return read_endpoint(value, CREATE_PATH)
    except SchemaError as problem:
        raise InvalidDocument(str(problem), where=where) from None


def _refuse(constant: str) -> float:
    raise ValueError(constant)  # JSON has neither NaN nor Infinity


def keep_schema(endpoint: Endpoint, *, host: str, source: str, config: Path) -> ServerSchema:
    """Compare what a document says with the catalog, and keep it for a server.

    Raises FileError for a document that cannot be used, and StorageError.
    """
    from wizard.connectors.server_schema.reading import schema_of
    from wizard.forms import SchemaError
    from wizard.utils.timestamps import now

    try:
        schema = schema_of(endpoint, host=host, source=sanitize(source), read_at=now())
    except SchemaError as problem:
        raise InvalidDocument(str(problem), where=source) from None
    ServerSchemaStore(config).write(schema)
    return schema


def described_server(
    endpoint: Endpoint, address: DocumentUrl | None, usual: BaseUrl, *, chosen: bool
) -> BaseUrl:
    """Return the server that a document is about.

    That is the one that the person chose; else the first that the document names; else the one
    that the document is on. usual: the chosen one, or the default.
    """
    from wizard.api import BaseUrl, BaseUrlError

    if chosen:
        return usual
    named = [url for url in endpoint.servers if "://" in url]
    if address is not None:
        prefix = endpoint.prefix
        folder = "" if prefix.startswith(address.folder) else address.folder
        named.append(f"{address.origin}{folder}{prefix}")
    for url in named:
        try:
            return BaseUrl.parse(urlsplit(url)._replace(query="", fragment="").geturl())
        except (BaseUrlError, ValueError):
            continue
    return usual
