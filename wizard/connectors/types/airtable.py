"""Airtable.

Facts: onyx: backend/onyx/connectors/airtable/airtable_connector.py (June 2025, the newer choices
2026-02).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import address_up_to, part_of_address
from wizard.connectors.fields import (
    Config,
    Credential,
    Example,
    Maybe,
    Text,
    Token,
    Url,
    prefix_warning,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import Rule, refused_unless, repaired_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="airtable",
    position=48,
    label="Airtable",
    category="Ticketing & projects",
    summary="Records from an Airtable table.",
    evidence="inferred",
    aliases=("base", "spreadsheet", "database", "table"),
    refresh=86400,
    prune=2592000,
    docs_url="https://airtable.com/create/tokens",
    needs=(
        "A personal access token with the data.records:read and schema.bases:read scopes, and "
        "access to the base.",
        "The table's URL. It contains the base, table and view IDs.",
    ),
)

_AIRTABLE = r"airtable\.com/"


def _part(begin: str, what: str) -> Rule:
    """One of the IDs that stand in the address of a table."""
    reason = f"Enter only the {what}, the part of the URL that starts with {begin}"
    return part_of_address(rf"/({begin}\w+)", reason, of=_AIRTABLE)


_SHARE_ID = Ui(
    label="Share ID",
    help="Used only to build links.",
    advanced=True,
    warn=prefix_warning("shr"),
)

_ShareId = Annotated[Text, repaired_by(_part("shr", "share's ID"))]

_BASE_AND_TABLE = (
    r"(?:https?://)?(?:www\.)?airtable\.com/(?P<base_id>app\w+)/(?P<table_name_or_id>tbl\w+)"
    r"(?:/(?P<view_id>viw\w+))?(?:[/?#].*)?",
)


class Records(Config):
    """Settings that all choices share."""

    treat_all_non_attachment_fields_as_metadata: Annotated[
        bool,
        Ui(
            label="Treat fields as metadata",
            help="Index only attachments as content. All other fields become metadata.",
        ),
    ] = False


class Table(Records):
    """A table, found by its base and table IDs."""

    base_id: Annotated[
        Text,
        repaired_by(_part("app", "base's ID")),
        Ui(
            label="Base ID",
            address_parts=_BASE_AND_TABLE,
            help="The base that contains the table.",
            where="In the table's URL, the part that starts with app.",
            warn=prefix_warning("app"),
        ),
        Field(examples=["appXXXXXXXXXXXXXX"]),
    ]
    table_name_or_id: Annotated[
        Text,
        repaired_by(_part("tbl", "table's ID")),
        Ui(
            label="Table",
            address_parts=_BASE_AND_TABLE,
            help="The table's name or ID.",
            where="In the table's URL, the part that starts with tbl.",
        ),
        Field(examples=["tblXXXXXXXXXXXXXX"]),
    ]
    view_id: Annotated[
        Maybe[Annotated[Text, repaired_by(_part("viw", "view's ID"))]],
        Ui(
            label="View ID",
            help="Used only to build links.",
            where="In the table's URL, the part that starts with viw.",
            advanced=True,
            warn=prefix_warning("viw"),
        ),
    ] = None
    share_id: Annotated[Maybe[_ShareId], _SHARE_ID] = None


class TableUrl(Records):
    """A table, found by its URL."""

    airtable_url: Annotated[
        Url,
        repaired_by(
            address_up_to(
                r"(?:https?://)?(?:www\.)?airtable\.com/app\w+/tbl\w+(?:/viw\w+)?/?",
                "Remove what follows the table and view",
            ),
            refused_unless(
                r"(?i)(?:https?://)?(?:www\.)?airtable\.com/app\w+/tbl\w+(?:/viw\w+)?/?",
                "Enter a table URL: https://airtable.com/app…/tbl…",
            ),
        ),
        Ui(label="Table URL", help="The table's URL, from your browser."),
        Field(examples=["https://airtable.com/appXXXXXXXXXXXXXX/tblXXXXXXXXXXXXXX"]),
    ]
    share_id: Annotated[Maybe[_ShareId], _SHARE_ID] = None


class Everything(Records):
    """All tables the token can read."""


class AccessToken(Credential):
    """A personal access token."""

    airtable_access_token: Annotated[
        Token,
        Ui(
            label="Access token",
            help="A personal access token with access to the base.",
            where="airtable.com/create/tokens",
            warn=prefix_warning("pat"),
        ),
    ]


CONFIG = Annotated[
    Table | TableUrl | Everything,
    Ui(
        label="What to index",
        labels={
            "Table": "One table, by ID",
            "TableUrl": "One table, by URL (may not be supported)",
            "Everything": "All tables (may not be supported)",
        },
        helps={
            "Table": "You'll find the base and table IDs in the table's URL.",
            "TableUrl": "IDs are safer.",
            "Everything": "All tables the token can read.",
        },
    ),
]
CREDENTIAL = AccessToken

_TOKEN = {"airtable_access_token": "patFAKE"}

MINIMAL = Example(
    config={"base_id": "appXXXXXXXXXXXXXX", "table_name_or_id": "Tickets"}, credentials=_TOKEN
)
FULL = Example(
    config={
        "treat_all_non_attachment_fields_as_metadata": True,
        "base_id": "appXXXXXXXXXXXXXX",
        "table_name_or_id": "tblXXXXXXXXXXXXXX",
        "view_id": "viwXXXXXXXXXXXXXX",
        "share_id": "shrXXXXXXXXXXXXXX",
    },
    credentials=_TOKEN,
)
MORE = (
    Example(
        config={
            "airtable_url": "https://airtable.com/appXXXXXXXXXXXXXX/tblXXXXXXXXXXXXXX",
            "share_id": "shrXXXXXXXXXXXXXX",
        },
        credentials=_TOKEN,
    ),
    Example(config={"treat_all_non_attachment_fields_as_metadata": True}, credentials=_TOKEN),
)
