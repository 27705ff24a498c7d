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
    summary="Articles of a help centre, or support tickets.",
    evidence="inferred",
    aliases=("support", "tickets", "helpdesk", "help center"),
    refresh=1800,
    prune=2592000,
    docs_url="https://support.zendesk.com/hc/en-us/articles/4408889192858-Managing-API-token-access-to-the-Zendesk-API",
    needs=("An API token from the Admin Center, and the e-mail of an agent it acts for.",),
    notes=(
        "The check on creation reads help centre articles, even for tickets: without a help "
        "centre it may fail.",
    ),
)


class Content(Config):
    """Articles or tickets: one kind for each connector."""

    content_type: Annotated[
        Literal["articles", "tickets"],
        Ui(
            label="Content",
            help="One kind for each connector.",
            labels={"articles": "Help centre articles", "tickets": "Tickets"},
        ),
        AlwaysSent(),
    ] = "articles"
    calls_per_minute: Annotated[
        int | None,
        Ui(label="Calls per minute", help="A ceiling, to leave some to your other tools."),
        Field(gt=0),
        NEWER,
        OnlyWhenChanged(),
    ] = None


class ApiToken(Credential):
    """An API token, and the agent it acts for."""

    zendesk_subdomain: Annotated[
        Text,
        repaired_by(subdomain_of("zendesk.com")),
        Ui(label="Subdomain", help="The first part of your Zendesk address."),
        Field(examples=["your-company"]),
    ]
    zendesk_email: Annotated[
        Email,
        repaired_by(without(r"/token(:.*)?$", "Leave out /token: the server adds it")),
        Ui(label="Agent e-mail", help="The agent the token acts for. Without /token."),
    ]
    zendesk_token: Annotated[
        Token,
        Ui(
            label="API token",
            help="Shown once when it is made.",
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
