"""Fireflies.ai.

Facts: onyx: backend/onyx/connectors/fireflies/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from wizard.connectors.fields import Credential, Example, NoConfig, Token
from wizard.connectors.metadata import ConnectorInfo
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="fireflies",
    position=46,
    label="Fireflies.ai",
    category="Sales",
    summary="Meeting transcripts.",
    evidence="inferred",
    aliases=("meetings", "transcripts", "calls"),
    refresh=1800,
    prune=2592000,
    docs_url="https://docs.fireflies.ai/fundamentals/authorization",
    needs=("An API key from your Fireflies account.",),
    notes=(
        "Clarm doesn't check the key when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


class ApiKey(Credential):
    """Your API key."""

    fireflies_api_key: Annotated[
        Token,
        Ui(
            label="API key",
            help="Clarm indexes the meetings its owner can see.",
            where="app.fireflies.ai → Integrations → Fireflies API.",
        ),
    ]


CONFIG = NoConfig
CREDENTIAL = ApiKey

MINIMAL = Example(config={}, credentials={"fireflies_api_key": "FAKE"})
FULL = MINIMAL
