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
    summary="Transcripts of meetings.",
    evidence="inferred",
    aliases=("meetings", "transcripts", "calls"),
    refresh=1800,
    prune=2592000,
    docs_url="https://docs.fireflies.ai/fundamentals/authorization",
    needs=("An API key of your Fireflies account.",),
    notes=("Clarm does not try the key: test it here first, or a wrong one fails later.",),
)


class ApiKey(Credential):
    """A person's API key."""

    fireflies_api_key: Annotated[
        Token,
        Ui(
            label="API key",
            help="The meetings that its owner may see are indexed.",
            where="app.fireflies.ai → Integrations → Fireflies API.",
        ),
    ]


CONFIG = NoConfig
CREDENTIAL = ApiKey

MINIMAL = Example(config={}, credentials={"fireflies_api_key": "FAKE"})
FULL = MINIMAL
