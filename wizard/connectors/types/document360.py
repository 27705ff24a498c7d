"""Document360.

Facts: onyx: backend/onyx/connectors/document360/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import part_of_address
from wizard.connectors.doubts import looks_like_several
from wizard.connectors.fields import Config, Credential, Example, Text, Token
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, repaired_by, warned_by
from wizard.forms import Ui

_GUID = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

ABOUT = ConnectorInfo(
    type="document360",
    position=21,
    label="Document360",
    category="Knowledge base & wikis",
    summary="Articles in one Document360 workspace.",
    evidence="inferred",
    aliases=("docs", "documentation", "help center"),
    refresh=1800,
    prune=2592000,
    docs_url="https://docs.document360.com/docs/api-tokens",
    needs=(
        "An API token with the GET permission, from the portal's settings.",
        "The portal ID and the exact name of the workspace.",
    ),
    notes=(
        "Clarm doesn't check the token or the workspace when it creates the connector, so wrong "
        "ones fail later. Test them here first.",
        "The connector only calls Document360's European data center.",
    ),
)


class Workspace(Config):
    """What to index."""

    workspace: Annotated[
        Text,
        repaired_by(refused_if("://", "Enter the workspace's name, not a URL")),
        Ui(label="Workspace", help="The exact name, as shown in the portal's workspace menu."),
    ]
    categories: Annotated[
        list[
            Annotated[Text, repaired_by(refused_if("://", "Enter the category's name, not a URL"))]
        ],
        Ui(
            label="Categories",
            help="Exact names. Leave empty for all categories.",
            warn=warned_by(looks_like_several),
        ),
        Field(examples=[["Getting started"]]),
    ] = Field(default_factory=list)


class ApiToken(Credential):
    """An API token from the portal."""

    portal_id: Annotated[
        Text,
        repaired_by(part_of_address(_GUID, "Enter only the ID", of=rf"/|.{_GUID}|{_GUID}.")),
        Ui(label="Portal ID", help="The ID in the URLs of the portal's pages."),
    ]
    document360_api_token: Annotated[
        Token,
        Ui(
            label="API token",
            help="It only needs the GET permission.",
            where="Document360 → Settings → Knowledge base portal → API tokens.",
            warn=warned_by(
                refused_if(
                    "^d360_sk_",
                    "This key is for a newer API than the one the connector calls.",
                )
            ),
        ),
    ]


CONFIG = Workspace
CREDENTIAL = ApiToken

MINIMAL = Example(
    config={"workspace": "Support"},
    credentials={"portal_id": "FAKE", "document360_api_token": "FAKE"},
)
FULL = Example(
    config={"workspace": "Support", "categories": ["Getting started", "Billing"]},
    credentials={"portal_id": "FAKE", "document360_api_token": "FAKE"},
)
