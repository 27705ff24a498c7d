"""The request as a file or a command to keep; secrets are names of variables in both."""

from __future__ import annotations

from collections.abc import Sequence

from wizard.api import BaseUrl, CreateSource
from wizard.files import expand
from wizard.plain.options import Wrong
from wizard.requestfile import as_curl, as_file
from wizard.trouble import FileProblem


def saved(request: CreateSource, name: str) -> list[str]:
    """Write a request file called ``name``, which must not exist; what to say. Raises Wrong."""
    text, names = as_file(request)
    try:
        path = expand(name)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        problem = f"{name} exists, and is not overwritten."
    except OSError as error:
        problem = str(FileProblem.of_os(error, name))
    except FileProblem as error:
        problem = str(error)
    else:
        return [f"Saved. It can be sent with: clarm-wizard create {name}", *_needs(names)]
    raise Wrong(problem)


def command(request: CreateSource, server: BaseUrl | None) -> list[str]:
    """The lines of a command that sends ``request``. Raises Wrong for the sandbox."""
    if server is None:
        raise Wrong("The sandbox ends with this program, so there is no command for it.")
    text, names = as_curl(request, server)
    return [*text.splitlines(), *_needs(names)]


def _needs(names: Sequence[str]) -> list[str]:
    return [f"These variables have to be set for it: {', '.join(names)}."] if names else []
