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
    summary="Library entries of Loopio stacks.",
    evidence="inferred",
    aliases=("rfp", "proposals", "library"),
    refresh=86400,
    prune=2592000,
    needs=(
        "The client ID and secret of an OAuth app made in Loopio, with the scope library:read.",
        "The API switched on for your Loopio account: Loopio does that on request.",
    ),
    notes=(
        "Clarm does not try the app: test it here first, or a wrong one fails later.",
        "The connector calls api.loopio.com only, not the hosts of other regions.",
    ),
)


class Library(Config):
    """Which part of the library to index."""

    loopio_stack_name: Annotated[
        Maybe[Text], Ui(label="Stack", help="Its exact name. Empty means all stacks.")
    ] = None


class Client(Credential):
    """An OAuth app."""

    loopio_subdomain: Annotated[
        Text,
        repaired_by(subdomain_of("loopio.com")),
        Ui(label="Subdomain", help="The first part of your Loopio address, for links."),
    ]
    loopio_client_id: Annotated[
        KeyId,
        Ui(
            label="Client ID",
            help="Of the OAuth app.",
            where="Loopio → Admin → Integrations → OAuth apps.",
        ),
    ]
    loopio_client_token: Annotated[Token, Ui(label="Client secret", help="Of the same app.")]


CONFIG = Library
CREDENTIAL = Client

_CLIENT = {
    "loopio_subdomain": "your-company",
    "loopio_client_id": "FAKE",
    "loopio_client_token": "FAKE",
}

MINIMAL = Example(config={}, credentials=_CLIENT)
FULL = Example(config={"loopio_stack_name": "Security"}, credentials=_CLIENT)
