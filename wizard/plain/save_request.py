"""Saves a request as a file, as far as it is known, or as a command."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import PurePath

from wizard.api import CreateSourceRequest
from wizard.core.services import Services
from wizard.flow import WizardFlow
from wizard.plain.input import Misunderstood
from wizard.plain.options import InvalidChoice
from wizard.request_files import as_curl, as_file, save
from wizard.utils.errors import FileError


def saved(flow: WizardFlow, name: str) -> list[str]:
    """Write what is known to a new request file called ``name``, and return what to say.

    Raises Misunderstood.
    """
    if flow.type is None:
        raise Misunderstood("Choose a type before you save.")
    missing = bool(flow.errors())
    try:
        text, names = as_file(flow if missing else flow.request(), PurePath(name).suffix)
        save(text, name)
    except FileError as error:
        raise Misunderstood(str(error)) from None
    file = shlex.quote(name)
    then = f"Saved. To send it: clarm-wizard create {file}"
    if missing:
        then = f"Saved. Missing values stay open. To enter them: clarm-wizard --from {file}"
    return [then, *_needs(names)]


def command(request: CreateSourceRequest, services: Services) -> list[str]:
    """Return a command's lines that send ``request``; raises InvalidChoice for the sandbox."""
    if services.sandbox:
        raise InvalidChoice("The sandbox ends with the wizard, so no command can send to it.")
    text, names = as_curl(request, services.server())
    return [*text.splitlines(), *_needs(names)]


def _needs(names: Sequence[str]) -> list[str]:
    return [f"Set these variables first: {', '.join(names)}."] if names else []
