"""Microsoft Teams.

Facts: onyx: backend/onyx/connectors/teams/connector.py (June 2025, the newer fields 2026-02).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.about import About
from wizard.connectors.kit import (
    NEWER,
    Config,
    Credential,
    Example,
    Guid,
    OnlyWhenChanged,
    TenantId,
    Text,
    Token,
    Url,
)
from wizard.forms import Ui

ABOUT = About(
    type="teams",
    position=30,
    label="Microsoft Teams",
    category="Messaging & communities",
    summary="Messages of the channels of teams.",
    evidence="inferred",
    aliases=("msteams", "office 365", "m365", "chat"),
    refresh=1800,
    prune=2592000,
    docs_url="https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app",
    needs=(
        "An app registration in Microsoft Entra, with its client ID, tenant ID and a client "
        "secret.",
        "The Microsoft Graph application permissions Team.ReadBasic.All, Channel.ReadBasic.All, "
        "ChannelMessage.Read.All and User.Read.All, with an admin's consent.",
    ),
    notes=("The teams are listed on creation: when there are none, it is refused.",),
)


class Channels(Config):
    """Which teams to index."""

    teams: Annotated[
        list[Text],
        Ui(label="Teams", help="Names, exactly as Teams shows them. Empty means all teams."),
        Field(examples=[["Support", "Engineering"]]),
    ] = Field(default_factory=list)
    authority_host: Annotated[
        Url,
        Ui(label="Login host", help="Only for national clouds."),
        NEWER,
        OnlyWhenChanged(),
    ] = "https://login.microsoftonline.com"
    graph_api_host: Annotated[
        Url,
        Ui(label="Graph host", help="Only for national clouds."),
        NEWER,
        OnlyWhenChanged(),
    ] = "https://graph.microsoft.com"


class ClientSecret(Credential):
    """An app registration with a secret."""

    teams_client_id: Annotated[
        Guid,
        Ui(
            label="Application (client) ID",
            help="Of the app registration.",
            where="Microsoft Entra admin center → App registrations → your app → Overview.",
        ),
    ]
    teams_client_secret: Annotated[
        Token,
        Ui(
            label="Client secret",
            help="The secret's value, not its ID. Shown once when it is made.",
            where="Your app → Certificates & secrets.",
        ),
    ]
    teams_directory_id: Annotated[
        TenantId,
        Ui(label="Directory (tenant) ID", help="On the same page as the client ID."),
    ]


CONFIG = Channels
CREDENTIAL = ClientSecret

_CREDENTIALS = {
    "teams_client_id": "00000000-0000-0000-0000-000000000000",
    "teams_client_secret": "FAKE",
    "teams_directory_id": "00000000-0000-0000-0000-000000000000",
}

MINIMAL = Example(config={}, credentials=_CREDENTIALS)
FULL = Example(
    config={
        "teams": ["Support", "Engineering"],
        "authority_host": "https://login.microsoftonline.us",
        "graph_api_host": "https://graph.microsoft.us",
    },
    credentials=_CREDENTIALS,
)
