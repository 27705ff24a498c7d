"""The request as a file or a command to keep; secrets are names of variables in both."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.api import CreateSource
from wizard.plain.options import Wrong
from wizard.requestfile import as_curl, as_file, save
from wizard.services import Services
from wizard.trouble import FileProblem


def saved(request: CreateSource, name: str) -> list[str]:
    """Write a request file called ``name``, which must not exist; what to say. Raises Wrong."""
    text, names = as_file(request)
    try:
        save(text, name)
    except FileProblem as error:
        raise Wrong(str(error)) from None
    return [f"Saved. It can be sent with: clarm-wizard create {name}", *_needs(names)]


def command(request: CreateSource, services: Services) -> list[str]:
    """The lines of a command that sends ``request``. Raises Wrong for the sandbox."""
    if services.sandbox:
        raise Wrong("The sandbox ends with this program, so there is no command for it.")
    text, names = as_curl(request, services.server())
    return [*text.splitlines(), *_needs(names)]


def _needs(names: Sequence[str]) -> list[str]:
    return [f"These variables have to be set for it: {', '.join(names)}."] if names else []
