"""Fills the placeholders of a declaration with values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

from wizard.api.vendor import UnsafeRequest
from wizard.connectors.checks.conditions import plain

_PLACEHOLDER: Final = re.compile(
    r"\{(?P<path>(?:config|credentials|kept|derived)\.\w+|each|parent|typed)"
    r"(?:\[(?P<index>0)\])?(?:\|(?P<way>path|raw|origin|host))?\}"
)
_HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?")
_MAX_PORT: Final = 65535

Values = Mapping[str, Any]


class MissingValue(LookupError):
    """A value that a declaration names is not there; ``path`` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class UnusableValue(ValueError):
    """A value cannot stand where a declaration puts it; ``path`` says which one."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path


def paths_in(value: Any) -> Iterator[str]:
    """Yield the paths that the texts in ``value`` name."""
    if isinstance(value, str):
        for match in _PLACEHOLDER.finditer(value):
            yield match["path"]
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from paths_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from paths_in(item)


def fill(text: str, values: Values, encode: Callable[[str], str] = str) -> str:
    """Return ``text`` with its placeholders filled in, each through ``encode``.

    Raises MissingValue.
    """

    def value(match: re.Match[str]) -> str:
        found = _text(match, values)
        return found if match["way"] == "raw" else encode(found)

    return _PLACEHOLDER.sub(value, text)


def fill_json(value: Any, values: Values) -> Any:
    """Return a JSON value with the placeholders in its texts filled in. Raises MissingValue."""
    if isinstance(value, str):
        return fill(value, values)
    if isinstance(value, Mapping):
        return {key: fill_json(item, values) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [fill_json(item, values) for item in value]
    return value


def fill_url(template: str, values: Values, *, public: bool = False) -> str:
    """Return the address, with each value encoded for its position.

    A value at the very start is an address that a person typed: it has to be https, unless nothing
    secret is sent there (``public``). A value in the host has to be a host name. Raises
    MissingValue, UnusableValue and UnsafeRequest.
    """
    first = _PLACEHOLDER.match(template)
    base, rest = "", template
    if first is not None:
        base, rest = _base(_text(first, values), first["path"], public), template[first.end() :]
    elif template.startswith("https://"):
        host, slash, path = template.removeprefix("https://").partition("/")
        base, rest = f"https://{_host(host, values)}", slash + path

    def value(match: re.Match[str]) -> str:
        found = _text(match, values)
        if {".", ".."} & set(found.split("/")):
            raise UnusableValue(match["path"], "This would lead to a different host.")
        return found if match["way"] == "raw" else quote(found, "/" if match["way"] else "")

    return base + _PLACEHOLDER.sub(value, rest)


def _base(text: str, path: str, public: bool) -> str:
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        raise UnusableValue(path, "This isn't a URL.") from None
    if parts.scheme == "http" and not public:
        # The connector may work there all the same.
        raise UnsafeRequest(
            "This can't be tested, because the wizard never sends secrets over http://."
        )
    if parts.scheme not in ("http", "https"):
        raise UnusableValue(path, "The URL must start with https://.")
    if not _is_host(parts.netloc):
        raise UnusableValue(path, "This isn't a URL.")
    return text.strip().partition("#")[0].rstrip("/")


def _host(host: str, values: Values) -> str:
    paths = list(paths_in(host))
    filled = fill(host, values)
    if not _is_host(filled):
        raise UnusableValue(paths[0] if paths else "", "This can't be part of a host name.")
    return filled


def _is_host(text: str) -> bool:
    port = text.partition(":")[2]
    return _HOST.fullmatch(text) is not None and int(port or 0) <= _MAX_PORT


def _text(match: re.Match[str], values: Values) -> str:
    path = match["path"]
    value = plain(values.get(path))
    if match["index"]:
        value = value[0] if isinstance(value, list | tuple) and value else None
    if isinstance(value, list | tuple):
        value = ",".join(map(str, value))
    if value is None or (value == "" and path != "typed" and not path.startswith("kept.")):
        raise MissingValue(path)
    text = str(value)
    if match["way"] == "origin":
        return "/".join(text.split("/")[:3])
    return host_of(text) if match["way"] == "host" else text


def host_of(text: str) -> str:
    """Return the host, with its port, of an address or of what has no scheme."""
    try:
        return urlsplit(text.strip() if "://" in text else f"//{text.strip()}").netloc
    except ValueError:
        return ""
