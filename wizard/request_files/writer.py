"""Writes requests as files or commands, with references in place of secrets."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from wizard.api import BaseUrl, CreateSourceRequest
from wizard.api.base_url import COOKIE
from wizard.forms import Secret
from wizard.utils.files import FileError, expand_path


def env_name(type_name: str, key: str) -> str:
    """``slack``, ``slack_bot_token`` -> ``SLACK_BOT_TOKEN``; it always starts with the type."""
    own, prefix = _upper(key), _upper(type_name)
    return own if own.startswith(prefix) else f"{prefix}_{own}"


def _upper(name: str) -> str:
    return re.sub(r"[\W_]+", "_", name, flags=re.ASCII).strip("_").upper()


SESSION: Final = "CLARM_SESSION"

_PLAIN: Final = re.compile(r"[ !#-\[\]-~]*")
"""Text that means the same inside and outside of a JSON string."""

_INDENT: Final = "  "


@dataclass(frozen=True, slots=True)
class Reference:
    """Takes the place of a secret in a request: the name of the variable that holds it."""

    name: str


def as_file(request: CreateSourceRequest) -> tuple[str, tuple[str, ...]]:
    """Return the JSON text of a request file, and the variables that must be set to use it."""
    body, names = referring(request)
    text = "".join(
        json.dumps({"env": part.name}) if isinstance(part, Reference) else part
        for part in _json_parts(body, ascii_only=False)
    )
    return f"{text}\n", names


def save(text: str, name: str) -> Path:
    """Write ``text`` to a new file and return its path; ``name`` may contain ``~``.

    Raises FileError if that fails, also if the file exists: nothing is overwritten.
    """
    try:
        path = expand_path(name)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise FileError("It exists, and is not overwritten.", where=name) from None
    except OSError as error:
        raise FileError.of_os(error, name) from None
    return path


def as_curl(request: CreateSourceRequest, server: BaseUrl) -> tuple[str, tuple[str, ...]]:
    """Return a bash or zsh command that sends the request, and the variables it needs.

    Their values never become arguments of a program, where others could see them. If a secret spans
    lines or contains quotes, the command needs jq to encode it as JSON.
    """
    body, names = referring(request)
    parts = list(_json_parts(body))
    if all(_PLAIN.fullmatch(secret.get_secret_value()) for secret in request.secrets()):
        text = "".join(
            f'"${part.name}"' if isinstance(part, Reference) else _as_typed(part) for part in parts
        )
        start, end = "", f" <<END\n{text}\nEND"
    else:
        program = "".join(
            f"$ENV.{part.name}" if isinstance(part, Reference) else part for part in parts
        )
        start, end = f"export {' '.join(names)}\njq -n {shlex.quote(program)} |\n", ""
    cookie = f"""<(printf 'Cookie: {COOKIE}=%s' "${SESSION}")"""
    command = (
        f"{start}curl {shlex.quote(server.create_url)} \\\n"
        f"  -H 'Content-Type: application/json' -H @{cookie} \\\n"
        f"  --data-binary @-{end}\n"
    )
    return command, (SESSION, *names)


def _as_typed(text: str) -> str:
    """Escape JSON text for a here-document, in a shell that people also type into."""
    return re.sub(r"[\\$`]", r"\\\g<0>", text.replace("!", "\\u0021"))


def with_names(command: str, names: Sequence[str]) -> str:
    """Return ``command`` below a comment that lists the variables it needs."""
    return f"# Set these variables first: {', '.join(names)}\n{command}"


def referring(request: CreateSourceRequest) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the body with a ``Reference`` for each secret, and the names of all of them."""
    names: list[str] = []

    def replaced(value: Any, key: str = "secret") -> Any:
        if isinstance(value, Secret):
            names.append(_new_name(request.type, key, names))
            return Reference(names[-1])
        if isinstance(value, dict):
            return {k: replaced(item, str(k)) for k, item in value.items()}
        if isinstance(value, list | tuple):
            return [replaced(item, key) for item in value]
        return value

    return replaced(request.body()), tuple(names)


def _new_name(type_name: str, key: str, taken: Sequence[str]) -> str:
    wanted = name = env_name(type_name, key)
    number = 1
    while name in taken or name == SESSION:
        number += 1
        name = f"{wanted}_{number}"
    return name


def _json_parts(
    value: Any, indent: str = "", *, ascii_only: bool = True
) -> Iterator[str | Reference]:
    """Yield ``value`` as pieces of JSON text with the references between them.

    This way, no text in a value can be mistaken for a reference.
    """
    deeper = indent + _INDENT
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, dict) and value:
        for number, (key, item) in enumerate(value.items()):
            name = json.dumps(str(key), ensure_ascii=ascii_only)
            yield f"{',' if number else '{'}\n{deeper}{name}: "
            yield from _json_parts(item, deeper, ascii_only=ascii_only)
        yield f"\n{indent}}}"
    elif isinstance(value, list) and value:
        for number, item in enumerate(value):
            yield f"{',' if number else '['}\n{deeper}"
            yield from _json_parts(item, deeper, ascii_only=ascii_only)
        yield f"\n{indent}]"
    else:
        yield json.dumps(value, ensure_ascii=ascii_only)
