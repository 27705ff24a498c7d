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
    needs=("A personal API key that may read.",),
    notes=("Clarm does not try the key: test it here first, or a wrong one fails later.",),
)


class ApiKey(Credential):
    """A personal API key."""

    linear_api_key: Annotated[
        Token,
        Ui(
            label="API key",
            help="What its owner may read is indexed.",
            where="Linear → Settings → Security & access → Personal API keys.",
            warn=prefix_warning("lin_api_"),
        ),
    ]


class OAuthToken(Credential):
    """The token of a Linear OAuth application."""

    access_token: Annotated[
        Token,
        Ui(
            label="OAuth access token",
            help="Of an OAuth application, if you hold one. Without the word Bearer.",
            warn=warned_by(
                refused_if("^lin_api_", "This is a personal API key: choose that way to sign in")
            ),
        ),
    ]


CONFIG = NoConfig
CREDENTIAL = Annotated[
    ApiKey | OAuthToken,
    Ui(
        label="How to sign in",
        labels={"ApiKey": "Personal API key", "OAuthToken": "OAuth access token"},
        helps={
            "ApiKey": "Made in Linear's settings in a minute.",
            "OAuthToken": "Only if an OAuth application has already got one for you.",
        },
    ),
]

MINIMAL = Example(config={}, credentials={"linear_api_key": "lin_api_FAKE"})
FULL = MINIMAL
MORE = (Example(config={}, credentials={"access_token": "FAKE"}),)
