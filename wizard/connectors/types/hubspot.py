"""HubSpot.

Facts: onyx: backend/onyx/connectors/hubspot/connector.py (June 2025); HubSpot's changelog, legacy
private app creation sunset, and its documentation of account service keys.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wizard.connectors.fields import (
    Config,
    Credential,
    Example,
    OnlyWhenChanged,
    Token,
    prefix_warning,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="hubspot",
    position=20,
    label="HubSpot",
    category="Sales",
    summary="Tickets, companies, deals and contacts.",
    evidence="inferred",
    aliases=("crm", "marketing", "deals", "contacts"),
    refresh=1800,
    prune=2592000,
    docs_url="https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview",
    needs=(
        "An access token from a private app in your HubSpot account, or a service key.",
        "These scopes: crm.objects.contacts.read, crm.objects.companies.read, "
        "crm.objects.deals.read, tickets.",
    ),
    notes=(
        "As of October 2026, you can't create private apps of this kind anymore. Existing ones "
        "keep working. Service keys replace them, but Clarm may not accept them, so test yours "
        "first.",
    ),
)

ObjectType = Literal["tickets", "companies", "deals", "contacts"]


def _all_types() -> list[ObjectType]:
    return ["tickets", "companies", "deals", "contacts"]


class Objects(Config):
    """Which records to index."""

    object_types: Annotated[
        list[ObjectType],
        Ui(
            label="Object types",
            help="At least one. To index all four, don't change this: Clarm may not support it.",
            labels={
                "tickets": "Tickets",
                "companies": "Companies",
                "deals": "Deals",
                "contacts": "Contacts",
            },
        ),
        Field(min_length=1),
        OnlyWhenChanged(),
    ] = Field(default_factory=_all_types)


class PrivateApp(Credential):
    """A private app's token or a service key."""

    hubspot_access_token: Annotated[
        Token,
        Ui(
            label="Access token",
            help="The private app's token or the service key.",
            where="HubSpot → Settings → Integrations → Private Apps → your app → Auth, or "
            "Settings → Integrations → Service Keys.",
            warn=prefix_warning("pat-"),
        ),
    ]


CONFIG = Objects
CREDENTIAL = PrivateApp

MINIMAL = Example(config={}, credentials={"hubspot_access_token": "pat-FAKE"})
FULL = Example(
    config={"object_types": ["tickets", "contacts"]},
    credentials={"hubspot_access_token": "pat-FAKE"},
)
