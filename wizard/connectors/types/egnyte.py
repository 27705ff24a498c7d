"""Egnyte.

Facts: onyx: backend/onyx/connectors/egnyte/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from wizard.connectors.about import About
from wizard.connectors.kit import Config, Credential, Example, Maybe, Text, Token, refusal
from wizard.forms import Ui

ABOUT = About(
    type="egnyte",
    position=47,
    label="Egnyte",
    category="Storage",
    summary="Files of an Egnyte domain.",
    evidence="inferred",
    aliases=("files", "cloud storage"),
    refresh=1800,
    prune=2592000,
    docs_url="https://developers.egnyte.com/",
    needs=("An access token of an Egnyte app with the scope Egnyte.filesystem.",),
    notes=("The token is not tried out when the connector is made: a wrong one fails later.",),
)


def _check_path(value: str) -> str:
    if not value.startswith("/"):
        raise refusal("Begin the path with a slash, such as /Shared/Documents")
    return value


class Files(Config):
    """Which files to index."""

    folder_path: Annotated[
        Maybe[Annotated[Text, AfterValidator(_check_path)]],
        Ui(label="Folder", help="Only what is below this path. Empty means everything."),
        Field(examples=["/Shared/Documents"]),
    ] = None


class AccessToken(Credential):
    """A token of an Egnyte app."""

    domain: Annotated[
        Text,
        Ui(label="Domain", help="The first part of your Egnyte address, without .egnyte.com."),
        Field(examples=["your-company"]),
    ]
    access_token: Annotated[
        Token, Ui(label="Access token", help="Of an app with the scope Egnyte.filesystem.")
    ]


CONFIG = Files
CREDENTIAL = AccessToken

_TOKEN = {"domain": "your-company", "access_token": "FAKE"}

MINIMAL = Example(config={}, credentials=_TOKEN)
FULL = Example(config={"folder_path": "/Shared/Documents"}, credentials=_TOKEN)
