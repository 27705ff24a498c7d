"""Productboard.

Facts: onyx: backend/onyx/connectors/productboard/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from wizard.connectors.fields import Credential, Example, NoConfig, Token, prefix_warning
from wizard.connectors.metadata import ConnectorInfo
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="productboard",
    position=15,
    label="Productboard",
    category="Ticketing & projects",
    summary="Features, components, products and objectives.",
    evidence="inferred",
    aliases=("product management", "roadmap", "features"),
    refresh=1800,
    prune=2592000,
    docs_url="https://developer.productboard.com/reference/api-token",
    needs=("An access token for the public API. Your plan must include API access.",),
    notes=(
        "Clarm doesn't check the token when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
        "The connector uses version 1 of Productboard's API, which was due to end in July 2026.",
    ),
)


class AccessToken(Credential):
    """An access token for the workspace."""

    productboard_access_token: Annotated[
        Token,
        Ui(
            label="Access token",
            help="A long access token for the workspace.",
            where="Productboard → Workspace settings → Integrations → Public APIs.",
            warn=prefix_warning("eyJ"),
        ),
    ]


CONFIG = NoConfig
CREDENTIAL = AccessToken

MINIMAL = Example(config={}, credentials={"productboard_access_token": "eyJFAKE"})
FULL = MINIMAL
