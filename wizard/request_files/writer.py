"""Writes requests as files or commands, with references in place of secrets."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pydantic
from pydantic import BaseModel

from wizard.api import BaseUrl, CreateSourceRequest
from wizard.api.base_url import COOKIE
from wizard.connectors.serialize import to_wire
from wizard.flow import Step, WizardFlow
from wizard.forms import FormState, Secret
from wizard.forms.json_editing import to_data
from wizard.forms.raw import Kept
from wizard.request_files.resolver import ASK
from wizard.request_files.toml import toml_document
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


def as_file(
    source: CreateSourceRequest | WizardFlow, suffix: str = ".json"
) -> tuple[str, tuple[str, ...]]:
    """Return the text of a request file, and the variables that must be set to use it.

    source: a request, or one that is not complete yet; what it lacks is ``{ ask = true }``.
    suffix: that of the file, ``.toml`` for TOML; any other is JSON. Raises FileError for what TOML
    cannot express.
    """
    body = source.body() if isinstance(source, CreateSourceRequest) else _body_so_far(source)
    body, names = referring(body)
    if suffix.lower() != ".toml":
        text = "".join(
            json.dumps({"env": part.name}) if isinstance(part, Reference) else part
            for part in _json_parts(body, ascii_only=False)
        )
        return f"{text}\n", names
    tables = {
        "config": body.pop("config"),
        "credential.credentials": body.pop("credential")["credentials"],
    }
    try:
        return toml_document(_with_env(body), _with_env(tables)), names
    except TypeError as error:
        raise FileError(
            f"{error}, which this request contains.", advice="Save it as .json."
        ) from None


def _body_so_far(flow: WizardFlow) -> dict[str, Any]:
    """Return what is known of a request, in the shape of one."""
    values = {step: _values_so_far(state) for step, state in flow.forms.items()}
    configure, schedule = values.get(Step.CONFIGURE, {}), values.get(Step.SCHEDULE, {})
    return {
        "name": configure.get("name", ASK),
        "type": flow.type or ASK,
        "config": configure.get("config", {}),
        "credential": {"credentials": values.get(Step.CREDENTIAL, {})},
        "refresh_freq": schedule.get("refresh_freq"),
        "prune_freq": schedule.get("prune_freq"),
    }


def _values_so_far(state: FormState[Any]) -> dict[str, Any]:
    """Return a form's values as they would be sent, or as entered while it is not complete."""
    found = state.read()
    if isinstance(found.value, BaseModel):
        return to_wire(found.value)
    raw = state.raw
    for error in found.errors:
        if error.missing:
            raw = state.form.with_raw(raw, error.loc, Kept(ASK))
    data = to_data(state.form, raw, state.context)
    return data if isinstance(data, dict) else {}


def _with_env(value: Any) -> Any:
    if isinstance(value, Reference):
        return {"env": value.name}
    if isinstance(value, dict):
        return {key: _with_env(item) for key, item in value.items()}
    return [_with_env(item) for item in value] if isinstance(value, list) else value


def save(text: str, name: str) -> Path:
    """Write ``text`` to a new file and return its path; ``name`` may contain ``~``.

    Raises FileError if that fails, also if the file exists: nothing is overwritten. What was
    written until then is removed, since a part of a request is often one, too.
    """
    data = text.encode()
    try:
        path = expand_path(name)
        file = path.open("xb")
        try:
            with file:
                file.write(data)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    except FileExistsError:
        raise FileError("It exists and won't be overwritten.", where=name) from None
    except OSError as error:
        raise FileError.of_os(error, name) from None
    return path


def as_curl(request: CreateSourceRequest, server: BaseUrl) -> tuple[str, tuple[str, ...]]:
    """Return a bash or zsh command that sends the request, and the variables it needs.

    Their values never become arguments of a program, where others could see them. If a secret spans
    lines or contains quotes, the command needs jq to encode it as JSON.
    """
    body, names = referring(request.body())
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


def referring(body: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return ``body`` with a ``Reference`` for each secret, and the names of all of them."""
    names: list[str] = []

    def replaced(value: Any, key: str = "secret") -> Any:
        if isinstance(value, Kept):
            return dict(ASK) if value.value is ASK else str(value)
        if isinstance(value, Secret | pydantic.Secret):
            names.append(_new_name(str(body["type"]), key, names))
            return Reference(names[-1])
        if isinstance(value, Mapping):
            return {k: replaced(item, str(k)) for k, item in value.items()}
        if isinstance(value, list | tuple):
            return [replaced(item, key) for item in value]
        return value

    return replaced(body), tuple(names)


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
