"""Egnyte.

Facts: onyx: backend/onyx/connectors/egnyte/connector.py (June 2025).
"""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote

from pydantic import Field

from wizard.connectors.addresses import subdomain_of
from wizard.connectors.fields import Config, Credential, Example, Maybe, Text, Token
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import Repair, repaired_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="egnyte",
    position=47,
    label="Egnyte",
    category="Storage",
    summary="Files in an Egnyte domain.",
    evidence="inferred",
    aliases=("files", "cloud storage"),
    refresh=1800,
    prune=2592000,
    docs_url="https://developers.egnyte.com/",
    needs=("An access token from an Egnyte app with the Egnyte.filesystem scope.",),
    notes=(
        "Clarm doesn't check the token when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


def _path(text: str) -> Repair | None:
    """``Z:\\Shared`` or ``https://acme.egnyte.com/app/…/files/1/Shared`` -> ``/Shared``."""
    if "://" in text or "egnyte.com" in text:
        found = re.search(r"/files/\d+(/[^?#]+)", text)
        path = unquote(found[1]) if found else None
        return Repair("Enter only the path, such as /Shared/Documents", path)
    path = re.sub(r"^[A-Za-z]:(?=[/\\])", "", text).replace("\\", "/")
    path = f"/{path.lstrip('/')}"
    reason = "Start the path with a slash, such as /Shared/Documents"
    return Repair(reason, path) if path != text else None


class Files(Config):
    """Which files to index."""

    folder_path: Annotated[
        Maybe[Annotated[Text, repaired_by(_path)]],
        Ui(
            label="Folder",
            help="Index only what's below this path. Leave empty to index everything.",
        ),
        Field(examples=["/Shared/Documents"]),
    ] = None


class AccessToken(Credential):
    """A token from an Egnyte app."""

    domain: Annotated[
        Text,
        repaired_by(subdomain_of("egnyte.com")),
        Ui(label="Domain", help="The first part of your Egnyte URL, without .egnyte.com."),
        Field(examples=["your-company"]),
    ]
    access_token: Annotated[
        Token, Ui(label="Access token", help="From an app with the Egnyte.filesystem scope.")
    ]


CONFIG = Files
CREDENTIAL = AccessToken

_TOKEN = {"domain": "your-company", "access_token": "FAKE"}

MINIMAL = Example(config={}, credentials=_TOKEN)
FULL = Example(config={"folder_path": "/Shared/Documents"}, credentials=_TOKEN)
