"""Zulip.

Facts: onyx: backend/onyx/connectors/zulip/connector.py (June 2025).
"""

from __future__ import annotations

import configparser
import re
from typing import Annotated

from pydantic import Field

from wizard.connectors.doubts import unreachable
from wizard.connectors.fields import (
    Config,
    Credential,
    Example,
    KeyFile,
    Text,
    Url,
    checked,
    refusal,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import quoted, refused_if, warned_by
from wizard.forms import FileHint, Ui
from wizard.forms.key_files import one_setting_a_line

ABOUT = ConnectorInfo(
    type="zulip",
    position=18,
    label="Zulip",
    category="Messaging & communities",
    summary="Streams and topics in a Zulip organization.",
    evidence="inferred",
    aliases=("chat", "zuliprc"),
    refresh=1800,
    prune=2592000,
    docs_url="https://zulip.com/api/api-keys",
    needs=("A zuliprc file, for a bot or for you. You can download it from Zulip's settings.",),
)


def _check_zuliprc(text: str) -> str:
    """The file's [api] part, one ``key=value`` a line and no blanks.

    The server turns every blank into the end of a line, so "key = value" would break.
    """
    parser = configparser.ConfigParser(interpolation=None)
    text = one_setting_a_line(text)
    try:
        parser.read_string(text if re.search(r"^\s*\[", text, re.MULTILINE) else f"[api]\n{text}")
    except configparser.Error:
        raise refusal("This isn't a zuliprc file. It must start with [api].") from None
    section = {key: _bare(value) for key, value in _api(parser)}
    missing = [key for key in ("email", "key", "site") if not section.get(key)]
    if missing:
        raise refusal(f"Some keys are missing below [api]: {', '.join(missing)}.")
    if any(" " in value for value in section.values()):
        raise refusal("One of the values contains a space, and Clarm can't read it.")
    return "\n".join(["[api]", *(f"{key}={value}" for key, value in section.items())])


def _api(parser: configparser.ConfigParser) -> list[tuple[str, str]]:
    return parser.items("api") if parser.has_section("api") else []


def _bare(value: str) -> str:
    """A value without quotes around it, which belong to it nowhere in such a file."""
    found = quoted("")(value)
    return found.fix if found is not None and isinstance(found.fix, str) else value


def _name_warning(typed: str) -> str | None:
    # It becomes part of a file's name on the server.
    if re.fullmatch(r"[\w-]*", typed, re.ASCII):
        return None
    return "Use letters, digits, dashes and underscores to be safe."


class Realm(Config):
    """Which Zulip organization to index."""

    realm_name: Annotated[
        Text,
        Ui(
            label="Realm name",
            help="A short name for the organization.",
            warn=_name_warning,
        ),
        Field(examples=["your-org"]),
    ]
    realm_url: Annotated[
        Url,
        Ui(
            label="Realm URL",
            help="The organization's URL, without a port or a path.",
            warn=warned_by(
                refused_if(r"://[^/]+(:\d+|/.)", "Clarm ignores the port and the path"), unreachable
            ),
        ),
        Field(examples=["https://your-org.zulipchat.com"]),
    ]


class Zuliprc(Credential):
    """A user's or bot's API key."""

    zuliprc_content: Annotated[
        KeyFile,
        checked(_check_zuliprc),
        Ui(
            label="zuliprc content",
            help="The [api] section with email, key and site. Clarm indexes the streams the user "
            "or bot can see.",
            where="Zulip → Personal settings → Bots, or Account & privacy → API key.",
            file=FileHint(name="zuliprc file"),
        ),
    ]


CONFIG = Realm
CREDENTIAL = Zuliprc

MINIMAL = Example(
    config={"realm_name": "your-org", "realm_url": "https://your-org.zulipchat.com"},
    credentials={
        "zuliprc_content": "[api]\nemail=bot@example.com\nkey=FAKE\nsite=https://your-org.zulipchat.com"
    },
)
FULL = MINIMAL
