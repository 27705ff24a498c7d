"""Saves a request as a file or as a command, from the review."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import PurePath

from wizard.api import CreateSourceRequest
from wizard.core.services import Services
from wizard.plain.options import InvalidChoice
from wizard.request_files import as_curl, as_file, save
from wizard.utils.errors import FileError


def saved(request: CreateSourceRequest, name: str) -> list[str]:
    """Write a new request file called ``name`` and return what to say; raises InvalidChoice."""
    try:
        text, names = as_file(request, PurePath(name).suffix)
        save(text, name)
    except FileError as error:
        raise InvalidChoice(str(error)) from None
    return [f"Saved. To send it: clarm-wizard create {shlex.quote(name)}", *_needs(names)]


def command(request: CreateSourceRequest, services: Services) -> list[str]:
    """Return a command's lines that send ``request``; raises InvalidChoice for the sandbox."""
    if services.sandbox:
        raise InvalidChoice("The sandbox ends with the wizard, so no command can send to it.")
    text, names = as_curl(request, services.server())
    return [*text.splitlines(), *_needs(names)]


def _needs(names: Sequence[str]) -> list[str]:
    return [f"Set these variables first: {', '.join(names)}."] if names else []
