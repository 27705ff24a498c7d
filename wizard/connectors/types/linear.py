"""Linear.

Facts: onyx: backend/onyx/connectors/linear/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from wizard.connectors.fields import Credential, Example, NoConfig, Token, prefix_warning
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, warned_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="linear",
    position=19,
    label="Linear",
    category="Ticketing & projects",
    summary="Issues and comments.",
    evidence="inferred",
    aliases=("issues", "tickets"),
    refresh=1800,
    prune=2592000,
    docs_url="https://linear.app/docs/api-and-webhooks",
    needs=("A personal API key with read access.",),
    notes=(
        "Clarm doesn't check the key when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


class ApiKey(Credential):
    """A personal API key."""

    linear_api_key: Annotated[
        Token,
        Ui(
            label="API key",
            help="Clarm indexes what its owner can read.",
            where="Linear → Settings → Security & access → Personal API keys.",
            warn=prefix_warning("lin_api_"),
        ),
    ]


class OAuthToken(Credential):
    """A token from a Linear OAuth application."""

    access_token: Annotated[
        Token,
        Ui(
            label="OAuth access token",
            help="From an OAuth application. Leave out the word Bearer.",
            warn=warned_by(
                refused_if("^lin_api_", "This is a personal API key. Choose that sign-in method")
            ),
        ),
    ]


CONFIG = NoConfig
CREDENTIAL = Annotated[
    ApiKey | OAuthToken,
    Ui(
        label="Sign-in method",
        labels={"ApiKey": "Personal API key", "OAuthToken": "OAuth access token"},
        helps={
            "ApiKey": "Takes a minute to create in Linear's settings.",
            "OAuthToken": "Only if an OAuth application has already given you one.",
        },
    ),
]

MINIMAL = Example(config={}, credentials={"linear_api_key": "lin_api_FAKE"})
FULL = MINIMAL
MORE = (Example(config={}, credentials={"access_token": "FAKE"}),)
