"""Loopio.

Facts: onyx: backend/onyx/connectors/loopio/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from wizard.connectors.addresses import subdomain_of
from wizard.connectors.fields import Config, Credential, Example, KeyId, Maybe, Text, Token
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import repaired_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="loopio",
    position=25,
    label="Loopio",
    category="Sales",
    summary="Library entries in Loopio stacks.",
    evidence="inferred",
    aliases=("rfp", "proposals", "library"),
    refresh=86400,
    prune=2592000,
    needs=(
        "The client ID and secret of an OAuth app in Loopio with the library:read scope.",
        "API access for your Loopio account. Ask Loopio to turn it on.",
    ),
    notes=(
        "Clarm doesn't check the app when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
        "The connector only calls api.loopio.com, not other regions.",
    ),
)


class Library(Config):
    """Which part of the library to index."""

    loopio_stack_name: Annotated[
        Maybe[Text], Ui(label="Stack", help="The exact name. Leave empty for all stacks.")
    ] = None


class Client(Credential):
    """An OAuth app."""

    loopio_subdomain: Annotated[
        Text,
        repaired_by(subdomain_of("loopio.com")),
        Ui(label="Subdomain", help="The first part of your Loopio URL. Used for links."),
    ]
    loopio_client_id: Annotated[
        KeyId,
        Ui(
            label="Client ID",
            help="The OAuth app's client ID.",
            where="Loopio → Admin → Integrations → OAuth apps.",
        ),
    ]
    loopio_client_token: Annotated[
        Token, Ui(label="Client secret", help="The OAuth app's client secret.")
    ]


CONFIG = Library
CREDENTIAL = Client

_CLIENT = {
    "loopio_subdomain": "your-company",
    "loopio_client_id": "FAKE",
    "loopio_client_token": "FAKE",
}

MINIMAL = Example(config={}, credentials=_CLIENT)
FULL = Example(config={"loopio_stack_name": "Security"}, credentials=_CLIENT)
