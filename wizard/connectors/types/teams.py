"""Microsoft Teams.

Facts: onyx: backend/onyx/connectors/teams/connector.py (June 2025, the newer fields 2026-02).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.doubts import looks_like_several
from wizard.connectors.fields import (
    GUID,
    Credential,
    Example,
    Text,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, repaired_by, warned_by
from wizard.connectors.types._microsoft import (
    ClientId,
    ClientSecretValue,
    DirectoryId,
    InCloud,
)
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="teams",
    position=30,
    label="Microsoft Teams",
    category="Messaging & communities",
    summary="Messages in Teams channels.",
    evidence="inferred",
    aliases=("msteams", "office 365", "m365", "chat"),
    refresh=1800,
    prune=2592000,
    docs_url="https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-register-app",
    needs=(
        "An app registration in Microsoft Entra, with its client ID, its tenant ID and a client "
        "secret.",
        "These application permissions for Microsoft Graph, with admin consent: "
        "Team.ReadBasic.All, Channel.ReadBasic.All, ChannelMessage.Read.All and User.Read.All.",
    ),
    notes=("Clarm lists the teams on creation, and fails if it finds none.",),
)


_NAME = refused_if("://", "Enter the team's name as shown in Teams, not its URL")
_ID = refused_if(f"^{GUID}$", "This looks like a team ID. Enter the team's name.")


class Channels(InCloud):
    """Which teams to index."""

    teams: Annotated[
        list[Annotated[Text, repaired_by(_NAME)]],
        Ui(
            label="Teams",
            help="Team names, exactly as shown in Teams. Leave empty for all teams.",
            warn=warned_by(_ID, looks_like_several),
        ),
        Field(examples=[["Support", "Engineering"]]),
    ] = Field(default_factory=list)


class ClientSecret(Credential):
    """An app registration with a client secret."""

    teams_client_id: ClientId
    teams_client_secret: ClientSecretValue
    teams_directory_id: DirectoryId


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
