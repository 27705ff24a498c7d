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
    summary="The records of an Airtable table.",
    evidence="inferred",
    aliases=("base", "spreadsheet", "database", "table"),
    refresh=86400,
    prune=2592000,
    docs_url="https://airtable.com/create/tokens",
    needs=(
        "A personal access token with the scopes data.records:read and schema.bases:read, and "
        "access to the base.",
        "The address of the table: the IDs of base, table and view stand in it.",
    ),
)

_AIRTABLE = r"airtable\.com/"


def _part(begin: str, what: str) -> Rule:
    """One of the IDs that stand in the address of a table."""
    reason = f"Enter the {what} only, the part of the address that begins with {begin}"
    return part_of_address(rf"/({begin}\w+)", reason, of=_AIRTABLE)


_SHARE_ID = Ui(
    label="Share ID",
    help="Only used to make links.",
    advanced=True,
    warn=prefix_warning("shr"),
)

_ShareId = Annotated[Text, repaired_by(_part("shr", "share's ID"))]


class Records(Config):
    """What all choices share."""

    treat_all_non_attachment_fields_as_metadata: Annotated[
        bool,
        Ui(
            label="Fields are metadata",
            help="Only attachments become content. All other fields only describe them.",
        ),
    ] = False


class Table(Records):
    """A table by the IDs of base and table."""

    base_id: Annotated[
        Text,
        repaired_by(_part("app", "base's ID")),
        Ui(
            label="Base ID",
            help="The base that the table is in.",
            where="In the table's address, the part that begins with app.",
            warn=prefix_warning("app"),
        ),
        Field(examples=["appXXXXXXXXXXXXXX"]),
    ]
    table_name_or_id: Annotated[
        Text,
        repaired_by(_part("tbl", "table's ID")),
        Ui(
            label="Table",
            help="Its name or its ID.",
            where="In the table's address, the part that begins with tbl.",
        ),
        Field(examples=["tblXXXXXXXXXXXXXX"]),
    ]
    view_id: Annotated[
        Maybe[Annotated[Text, repaired_by(_part("viw", "view's ID"))]],
        Ui(
            label="View ID",
            help="Only used to make links.",
            where="In the table's address, the part that begins with viw.",
            advanced=True,
            warn=prefix_warning("viw"),
        ),
    ] = None
    share_id: Annotated[Maybe[_ShareId], _SHARE_ID] = None


class TableUrl(Records):
    """A table by its address."""

    airtable_url: Annotated[
        Url,
        repaired_by(
            address_up_to(
                r"(?:https?://)?(?:www\.)?airtable\.com/app\w+/tbl\w+(?:/viw\w+)?/?",
                "Leave out what follows the table and the view",
            ),
            refused_unless(
                r"(?i)(?:https?://)?(?:www\.)?airtable\.com/app\w+/tbl\w+(?:/viw\w+)?/?",
                "Enter the address of a table: https://airtable.com/app…/tbl…",
            ),
        ),
        Ui(label="Table address", help="The address of the table in the browser."),
        Field(examples=["https://airtable.com/appXXXXXXXXXXXXXX/tblXXXXXXXXXXXXXX"]),
    ]
    share_id: Annotated[Maybe[_ShareId], _SHARE_ID] = None


class Everything(Records):
    """All tables that the token can read."""


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
            "Table": "A table by its IDs",
            "TableUrl": "A table by its address (only in newer versions)",
            "Everything": "Every table (only in newer versions)",
        },
        helps={
            "Table": "The IDs of base and table stand in the table's address.",
            "TableUrl": "Clarm may not know it: IDs are safer.",
            "Everything": "All that the token can read. Clarm may not know it.",
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
