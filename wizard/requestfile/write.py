"""A request as something to keep or to run: its secrets are references, never values."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from wizard.api import BaseUrl, CreateSource
from wizard.files import FileProblem, expand
from wizard.forms import Secret
from wizard.requestfile.names import env_name

SESSION: Final = "CLARM_SESSION"

_PLAIN: Final = re.compile(r"[ !#-\[\]-~]*")
"""Text that means the same inside and outside of a JSON string."""


def as_file(request: CreateSource) -> tuple[str, tuple[str, ...]]:
    """The JSON text of a request file, and the variables that have to be set to use it."""
    found = _Secrets(request.type)
    body = found.replaced(request.body(), lambda name: {"env": name})
    return json.dumps(body, indent=2, ensure_ascii=False) + "\n", found.names


def save(text: str, name: str) -> Path:
    """Write ``text`` to a new file, ``~`` allowed; its path.

    Raises FileProblem where that cannot be, also when the file exists: nothing is overwritten.
    """
    try:
        path = expand(name)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise FileProblem("It exists, and is not overwritten.", where=name) from None
    except OSError as error:
        raise FileProblem.of_os(error, name) from None
    return path


def as_curl(request: CreateSource, server: BaseUrl) -> tuple[str, tuple[str, ...]]:
    """A command for bash or zsh that sends the request, and the variables that it needs.

    No value of them gets among the arguments of a program, where others could see it. Where a
    secret spans lines or holds quotes, the command needs jq to put it into JSON.
    """
    found = _Secrets(request.type)
    if all(_PLAIN.fullmatch(secret.get_secret_value()) for secret in request.secrets()):
        body = found.replaced(request.body(), lambda name: f"\0{name}\0")
        text = re.sub(r"([\\$`])", r"\\\1", json.dumps(body, indent=2))
        text = re.sub(r"\\\\u0000(\w+)\\\\u0000", r"$\1", text)
        start, end = "", f" <<END\n{text}\nEND"
    else:
        body = found.replaced(request.body(), lambda name: f"\0{name}\0")
        text = re.sub(r'"\\u0000(\w+)\\u0000"', r"$ENV.\1", json.dumps(body, indent=2))
        exports = f"export {' '.join(found.names)}\n"
        start, end = f"{exports}jq -n {shlex.quote(text)} |\n", ""
    cookie = f"""<(printf 'Cookie: fastapiusersauth=%s' "${SESSION}")"""
    command = (
        f"{start}curl {shlex.quote(server.create_url)} \\\n"
        f"  -H 'Content-Type: application/json' -H @{cookie} \\\n"
        f"  --data-binary @-{end}\n"
    )
    return command, (SESSION, *found.names)


def with_names(command: str, names: Sequence[str]) -> str:
    """``command`` below a comment that says which variables it needs."""
    return f"# Set these variables first: {', '.join(names)}\n{command}"


@dataclass(slots=True)
class _Secrets:
    """Gives each secret of a request the name of a variable."""

    type: str
    names: tuple[str, ...] = field(default=())

    def replaced(self, value: Any, reference: Callable[[str], Any], key: str = "secret") -> Any:
        """A copy of ``value`` with a reference in the place of each secret."""
        if isinstance(value, Secret):
            return reference(self._name(key))
        if isinstance(value, dict):
            return {k: self.replaced(item, reference, str(k)) for k, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.replaced(item, reference, key) for item in value]
        return value

    def _name(self, key: str) -> str:
        wanted = name = env_name(self.type, key)
        number = 1
        while name in self.names or name == SESSION:
            number += 1
            name = f"{wanted}_{number}"
        self.names += (name,)
        return name
