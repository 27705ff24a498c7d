"""A request as something to keep: its secrets are references to variables, never values."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator
from typing import Any, Final

from pydantic import SecretStr

from wizard.api import BaseUrl, CreateSource

SESSION: Final = "CLARM_SESSION"

_NO_NAME: Final = re.compile(r"[^A-Z0-9]+")
_MARK: Final = "\ue000"  # of a private area, so that no text of a request has it by chance


def variables(request: CreateSource) -> dict[str, tuple[str | int, ...]]:
    """The variables that the secrets of ``request`` are to be put in, and where each belongs."""
    named: dict[str, tuple[str | int, ...]] = {}
    for loc in _secrets(request.credentials, ()):
        words = [part for part in loc if isinstance(part, str)] or ["secret"]
        name = base = _NO_NAME.sub("_", words[-1].upper()).strip("_") or "SECRET"
        if name[0].isdigit() or name == SESSION:
            name = base = f"SECRET_{name}"
        number = 2
        while name in named:
            name, number = f"{base}_{number}", number + 1
        named[name] = loc
    return named


def request_file(request: CreateSource) -> str:
    """A request file in JSON for ``clarm-wizard create``, each secret an ``{"env": "NAME"}``."""
    body = _with_references(request, lambda name: {"env": name})
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n"


def curl(request: CreateSource, server: BaseUrl) -> str:
    """A command for bash or zsh that sends ``request``; it needs curl and jq.

    The session and the secrets come from variables, and appear in no list of processes.
    """
    body = _with_references(request, lambda name: f"{_MARK}{name}{_MARK}")
    text = json.dumps(body, indent=2, ensure_ascii=False)
    program = re.sub(f'"{_MARK}(\\w+){_MARK}"', r"env.\1", text)
    names = ", ".join([SESSION, *variables(request)])
    return (
        f"# Export these variables first: {names}\n"
        f"jq -n {shlex.quote(program)} |\n"
        f'  curl --config <(printf \'cookie = "fastapiusersauth=%s"\\n\' "${SESSION}") \\\n'
        f"    --header 'Content-Type: application/json' --data-binary @- \\\n"
        f"    {shlex.quote(server.create_url)}\n"
    )


def _with_references(request: CreateSource, refer: Callable[[str], Any]) -> dict[str, Any]:
    names = {loc: name for name, loc in variables(request).items()}

    def replaced(value: Any, loc: tuple[str | int, ...]) -> Any:
        if isinstance(value, SecretStr):
            return refer(names[loc])
        if isinstance(value, dict):
            return {key: replaced(item, (*loc, key)) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [replaced(item, (*loc, index)) for index, item in enumerate(value)]
        return value

    body = request.masked()
    body["credential"] = {"credentials": replaced(request.credentials, ())}
    return body


def _secrets(value: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, SecretStr):
        yield loc
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _secrets(item, (*loc, key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _secrets(item, (*loc, index))
