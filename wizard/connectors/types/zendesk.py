"""Zendesk.

Facts: onyx: backend/onyx/connectors/zendesk/connector.py (June 2025, the newer field 2025-09).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wizard.connectors.addresses import subdomain_of
from wizard.connectors.fields import (
    NEWER,
    AlwaysSent,
    Config,
    Credential,
    Email,
    Example,
    OnlyWhenChanged,
    Text,
    Token,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import repaired_by, without
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="zendesk",
    position=24,
    label="Zendesk",
    category="Ticketing & projects",
    summary="Help center articles or support tickets.",
    evidence="inferred",
    aliases=("support", "tickets", "helpdesk", "help center"),
    refresh=1800,
    prune=2592000,
    docs_url="https://support.zendesk.com/hc/en-us/articles/4408889192858-Managing-API-token-access-to-the-Zendesk-API",
    needs=("An API token from the Admin Center, and the email of the agent it acts for.",),
    notes=(
        "Clarm reads help center articles on creation, even for tickets. Without a help center, "
        "creation may fail.",
    ),
)


class Content(Config):
    """Articles or tickets. Each connector indexes one of them."""

    content_type: Annotated[
        Literal["articles", "tickets"],
        Ui(
            label="Content",
            help="Each connector indexes one of them.",
            labels={"articles": "Help center articles", "tickets": "Tickets"},
        ),
        AlwaysSent(),
    ] = "articles"
    calls_per_minute: Annotated[
        int | None,
        Ui(label="Calls per minute", help="A limit that leaves some calls for your other tools."),
        Field(gt=0),
        NEWER,
        OnlyWhenChanged(),
    ] = None


class ApiToken(Credential):
    """An API token, and the agent it acts for."""

    zendesk_subdomain: Annotated[
        Text,
        repaired_by(subdomain_of("zendesk.com")),
        Ui(label="Subdomain", help="The first part of your Zendesk URL."),
        Field(examples=["your-company"]),
    ]
    zendesk_email: Annotated[
        Email,
        repaired_by(without(r"/token(:.*)?$", "Remove /token. Clarm adds it")),
        Ui(label="Agent email", help="The agent the token acts for. Without /token."),
    ]
    zendesk_token: Annotated[
        Token,
        Ui(
            label="API token",
            help="Zendesk shows it only once.",
            where="Zendesk Admin Center → Apps and integrations → APIs → API tokens.",
        ),
    ]


CONFIG = Content
CREDENTIAL = ApiToken

_TOKEN = {
    "zendesk_subdomain": "your-company",
    "zendesk_email": "admin@example.com",
    "zendesk_token": "FAKE",
}

MINIMAL = Example(config={"content_type": "articles"}, credentials=_TOKEN)
FULL = Example(config={"content_type": "tickets", "calls_per_minute": 100}, credentials=_TOKEN)
