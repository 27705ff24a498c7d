"""Building blocks for connector types: base models, field types and field markers.

A type's module imports everything it needs from here, from ``wizard.forms`` and from pydantic.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticKnownError

from wizard.connectors.addresses import part_of_address
from wizard.connectors.connector import Example
from wizard.connectors.repairs import (
    refusal,
    refused_if,
    repaired_by,
    trimmed,
    without_invisible,
)
from wizard.connectors.secret_repairs import TOKEN_RULES
from wizard.forms import FileHint, Secret, SecretExtra, Ui
from wizard.utils.text import looks_like_secret

__all__ = [
    "GUID",
    "NEWER",
    "AlwaysSent",
    "ChannelName",
    "CommaList",
    "CommaSeparated",
    "Config",
    "Credential",
    "Day",
    "Digits",
    "Email",
    "Example",
    "Guid",
    "KeyFile",
    "KeyId",
    "Maybe",
    "NoConfig",
    "NoCredential",
    "OnlyWhenChanged",
    "Password",
    "TenantId",
    "Text",
    "Token",
    "Url",
    "checked",
    "not_a_token",
    "path_warning",
    "prefix_warning",
    "refusal",
    "without_spaces",
]

T = TypeVar("T")


# --- Base models -------------------------------------------------------------------------------


class Config(BaseModel):
    """What to index. Keys that no field knows are kept, because the server may know them."""

    model_config = ConfigDict(
        extra="allow", frozen=True, hide_input_in_errors=True, defer_build=True
    )


class Credential(SecretExtra, Config):
    """How to sign in. A text under a key that no field knows is taken for a secret."""


class NoConfig(Config):
    """Nothing to configure."""


class NoCredential(Credential):
    """No credential needed."""


# --- Marks: when a field is sent ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AlwaysSent:
    """Marks a field as sent even at its default: the server needs it or may assume otherwise."""


@dataclass(frozen=True, slots=True)
class OnlyWhenChanged:
    """Marks a field as sent only if it differs from its default: the server may not know it."""


@dataclass(frozen=True, slots=True)
class CommaSeparated:
    """Marks a list that is sent as one comma-separated text."""


NEWER = Ui(group="Clarm may not support these", advanced=True)
"""For fields that came late: mark them ``OnlyWhenChanged`` as well."""


# --- Checks ------------------------------------------------------------------------------------


def without_spaces(name: str) -> str:
    """Check a name used in URLs, for which people may enter the display name with its spaces."""
    words = name.split()
    if len(words) > 1:
        raise refusal("Enter it as it appears in the URL, without spaces", fix="-".join(words))
    return name


def not_a_token(value: str) -> str:
    """Check a value that is displayed and stored as typed, so it must not be a token."""
    if looks_like_secret(value):
        raise refusal("This looks like a secret, and this field is visible. Remove it")
    return value


def _text(value: Any) -> str:
    return value.get_secret_value() if isinstance(value, Secret) else str(value)


def checked(check: Callable[[str], str]) -> AfterValidator:
    """Validate a secret's text: ``check`` returns the text to keep or raises a ``refusal``."""
    return AfterValidator(lambda secret: Secret(check(_text(secret))))


def prefix_warning(*prefixes: str) -> Callable[[str], str | None]:
    """Return a mild warning for text with an unusual prefix; for ``Ui(warn=…)``."""
    usual = " or ".join(f'"{prefix}"' for prefix in prefixes)

    def warn(typed: str) -> str | None:
        started = len(typed) >= min(map(len, prefixes))
        if not started or typed.startswith(prefixes):
            return None
        return f"It usually starts with {usual}. Check that this is the right one."

    return warn


def path_warning(typed: str) -> str | None:
    """Warn mildly about what looks like a path, not an upload's ID; for ``Ui(warn=…)``."""
    if re.search(r"[/\\]", typed) is None:
        return None
    return "This looks like a path. Enter what the upload returned. Clarm doesn't read paths."


def _is_complete(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and not re.search(r"[\s\x00-\x1f\x7f]", url)
    except ValueError:
        return False


def _check_url(value: str) -> str:
    if not value.lower().startswith(("https://", "http://")):
        proposal = f"https://{value}"
        is_right = "://" not in value and not value.startswith("http") and _is_complete(proposal)
        if not is_right:
            raise refusal("Start with https://")
        is_host = re.match(r"[\w-]+(\.[\w-]+)+\.?(:\d+)?([/?#]|$)", value) is not None
        raise refusal("Start with https://", fix=proposal, sure=is_host)
    if not _is_complete(value):
        raise refusal("Enter a full URL, such as https://www.example.com")
    if "@" in urlsplit(value).netloc:
        raise refusal("Remove the username and password from the URL")
    return value


def _check_email(value: str) -> str:
    found = re.fullmatch(r"(?:mailto:|[^@<>]*<)?([^@\s,;<>]+@[^@\s,;<>]+)>?", value)
    domain = found[1].partition("@")[2].strip(".") if found else ""
    if found is None or (found[1] != value and "." not in domain):
        raise refusal("Enter an email address, such as name@example.com")
    if found[1] != value:
        words = "Enter only the email address, such as name@example.com"
        raise refusal(words, fix=found[1], sure=True)
    if "." not in domain:
        raise refusal("Enter the full address. Domains contain a dot, as in example.com")
    return value


GUID: Final = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def _check_guid(value: str) -> str:
    if re.fullmatch(GUID, value) is None:
        raise refusal("Enter the full ID, such as 01234567-89ab-cdef-0123-456789abcdef")
    return value


def _tenant_warning(typed: str) -> str | None:
    if not typed or re.fullmatch(rf"{GUID}|[\w-]+\.onmicrosoft\.com", typed):
        return None
    return (
        "Tenant IDs look like 01234567-89ab-cdef-0123-456789abcdef. Check that this is the right "
        "one."
    )


def _check_digits(value: str) -> str:
    if re.fullmatch(r"[0-9]+", value) is None:
        raise refusal("Enter only digits")
    return value


def _check_one_line(value: str) -> str:
    if re.search(r"[\r\n]", value):
        raise refusal("Enter a single line")
    return value


def _check_day(value: Any) -> Any:
    if isinstance(value, date) or (
        isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip(), re.ASCII)
    ):
        return value.strip() if isinstance(value, str) else value
    raise refusal("Enter a date as YYYY-MM-DD, such as 2025-01-31")


def _filled(value: Any) -> Any:
    """Return ``value`` unless it is a blank text or secret, which counts as missing."""
    if isinstance(value, str | Secret) and not trimmed(_text(value)):
        raise PydanticKnownError("missing")
    return value


def _blank_is_none(value: Any) -> Any:
    blank = isinstance(value, str | Secret) and not trimmed(_text(value))
    return None if blank else value


def _secret(clean: Callable[[str], str]) -> BeforeValidator:
    """Remove from a secret what does not belong to it."""

    def make(value: Any) -> Any:
        return Secret(clean(_text(value))) if isinstance(value, str | Secret) else value

    return BeforeValidator(make)


def _cleaned(clean: Callable[[str], str]) -> BeforeValidator:
    """Remove from a text what does not belong to it."""
    return BeforeValidator(lambda value: clean(value) if isinstance(value, str) else value)


def _split(value: Any) -> Any:
    """Return a list from a comma-separated text, or from a list whose items may contain commas."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return value
    return [part.strip() for item in value for part in item.split(",") if part.strip()]


# --- Kinds of fields ---------------------------------------------------------------------------

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    _cleaned(trimmed),
    BeforeValidator(_filled),
    AfterValidator(not_a_token),
]
"""Some text that is no secret; blanks and invisible characters around it go."""

_Plain = Annotated[Text, _cleaned(without_invisible)]

Maybe = Annotated[T | None, BeforeValidator(_blank_is_none)]
"""``Maybe[Text]``: a value or nothing. Nothing is not sent."""

Url = Annotated[
    _Plain,
    AfterValidator(_check_url),
    Field(json_schema_extra={"format": "uri"}),
]
"""A whole web address, sent as it was typed."""

Email = Annotated[
    _Plain, AfterValidator(_check_email), Field(json_schema_extra={"format": "email"})
]

Guid = Annotated[
    _Plain,
    AfterValidator(_check_guid),
    repaired_by(part_of_address(rf"({GUID})", "Enter only the ID", of=r"[/:{}]")),
    Field(json_schema_extra={"format": "uuid"}),
]

TenantId = Annotated[Text, Ui(warn=_tenant_warning)]
"""A Microsoft tenant: nearly always a GUID, but its domain name works too."""

Digits = Annotated[_Plain, AfterValidator(_check_digits)]
"""A number that is a name: text on the wire, leading zeros and all."""

ChannelName = Annotated[Text, AfterValidator(lambda name: name.removeprefix("#"))]

Day = Annotated[date, BeforeValidator(_check_day)]
"""A day; ``YYYY-MM-DD`` on the wire."""

CommaList = Annotated[
    list[T],
    BeforeValidator(_split),
    CommaSeparated(),
    Ui(separator=","),
    WithJsonSchema({"type": "string", "description": "Values joined by commas"}),
]
"""``CommaList[Text]``: a list for people, one text with bare commas on the wire."""

KeyId = Annotated[
    _Plain,
    repaired_by(*TOKEN_RULES, refused_if("://", "This is a URL. Enter the key itself")),
    _cleaned(without_invisible),
]
"""The half of a key that is no secret."""

_Key = Annotated[Secret, Field(min_length=1), _secret(trimmed), BeforeValidator(_filled)]

Token = Annotated[
    _Key, checked(_check_one_line), repaired_by(*TOKEN_RULES), _secret(without_invisible)
]
"""A key or token of one line: blanks around it come from copying, and go."""

Password = Annotated[
    Secret,
    Field(min_length=1),
    _secret(lambda text: text.strip("\r\n\ufeff")),
    BeforeValidator(_filled),
    checked(_check_one_line),
]
"""Chosen by a person, so blanks may belong to it; only line ends around it go, and the mark
that files begin with."""

KeyFile = Annotated[_Key, Ui(multiline=True, file=FileHint(name="key file"))]
"""The content of a file that is a secret. Add a ``checked(…)`` for its shape."""
