"""Freshdesk.

Facts: onyx: backend/onyx/connectors/freshdesk/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import subdomain_of
from wizard.connectors.fields import (
    AlwaysSent,
    Credential,
    Example,
    NoConfig,
    Password,
    Text,
    Token,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import repaired_by
from wizard.forms import Secret, Ui

ABOUT = ConnectorInfo(
    type="freshdesk",
    position=45,
    label="Freshdesk",
    category="Ticketing & projects",
    summary="Freshdesk tickets.",
    evidence="inferred",
    aliases=("freshworks", "support", "tickets", "helpdesk"),
    refresh=1800,
    prune=2592000,
    docs_url="https://support.freshdesk.com/support/solutions/articles/215517-how-to-find-your-api-key",
    needs=("The API key of an agent who can view tickets, from the agent's Freshdesk profile.",),
    notes=(
        "Clarm doesn't check the key when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


class ApiKey(Credential):
    """Your API key."""

    # The server builds https://<subdomain>.freshdesk.com and does not tidy it up.
    freshdesk_domain: Annotated[
        Text,
        repaired_by(subdomain_of("freshdesk.com")),
        Ui(
            label="Subdomain",
            help="The first part of your Freshdesk URL, without .freshdesk.com.",
        ),
        Field(examples=["your-company"]),
    ]
    freshdesk_api_key: Annotated[
        Token,
        Ui(
            label="API key",
            help="Clarm indexes the tickets its owner can read.",
            where="Freshdesk → your profile picture → Profile settings → View API key.",
        ),
    ]
    # The server insists on some text. Freshdesk ignores it beside a key.
    freshdesk_password: Annotated[
        Password,
        Ui(
            label="Password",
            help="Enter anything. Freshdesk only checks the API key.",
            advanced=True,
        ),
        AlwaysSent(),
        Field(json_schema_extra={"default": "X"}),
    ] = Secret("X")


CONFIG = NoConfig
CREDENTIAL = ApiKey

MINIMAL = Example(
    config={},
    credentials={
        "freshdesk_domain": "your-company",
        "freshdesk_api_key": "FAKE",
        "freshdesk_password": "X",
    },
)
FULL = MINIMAL
