"""Notion.

Facts: onyx: backend/onyx/connectors/notion/connector.py (June 2025).
"""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from wizard.connectors.fields import (
    Config,
    Credential,
    Example,
    Maybe,
    OnlyWhenChanged,
    Text,
    Token,
    prefix_warning,
    refusal,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, repaired_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="notion",
    position=17,
    label="Notion",
    category="Knowledge base & wikis",
    summary="Pages and databases shared with a Notion integration.",
    evidence="inferred",
    aliases=("wiki", "notes"),
    refresh=1800,
    prune=2592000,
    docs_url="https://www.notion.so/profile/integrations",
    needs=(
        "An internal integration with read access, and its secret.",
        "Pages shared with the integration: in Notion, open a page's menu and select Connections.",
    ),
    notes=("Clarm accepts a valid token without shared pages, but indexes nothing.",),
)


def _check_page_id(value: str) -> str:
    if re.fullmatch(r"[0-9a-f]{32}", value.replace("-", ""), re.IGNORECASE) is None:
        raise refusal("Enter the 32 digits and letters (a to f) at the end of the page's URL")
    return value


_ID: Final = r"(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_PAGE = repaired_by(
    # A page that is open beside a database: the address before the ? is that of the database.
    refused_if(rf"(?i)[?&]p=({_ID})", "Enter only the page ID", r"\1", sure=True),
    refused_if(
        rf"(?i)^(?:.*[/-])?({_ID})\?v=",
        "Enter only the part before the ?. What follows v= is a view's ID",
        r"\1",
        sure=True,
    ),
    refused_if(
        rf"(?i)^(?!{_ID}$)(?:.*[/-])?({_ID})(?:[?#].*)?$",
        "Enter only the page ID",
        r"\1",
        sure=True,
    ),
)


class Pages(Config):
    """Where to start."""

    root_page_id: Annotated[
        Maybe[Annotated[Text, AfterValidator(_check_page_id), _PAGE]],
        Ui(
            label="Root page ID",
            help="Index this page and everything below it. Leave empty for all shared pages.",
            where="The last 32 characters of the page's URL, before any ?.",
        ),
        Field(examples=["1429989fe8ac4effbc8f57f56486db54"]),
    ] = None
    # The server's own default has changed over time, so an untouched switch says nothing.
    recursive_index_enabled: Annotated[
        bool,
        Ui(label="Follow child pages", help="Also index pages inside pages.", advanced=True),
        OnlyWhenChanged(),
    ] = True


class Integration(Credential):
    """An internal integration."""

    notion_integration_token: Annotated[
        Token,
        Ui(
            label="Internal integration secret",
            help="The integration's secret. Share the pages with the integration, too.",
            where="notion.so/profile/integrations → your integration → Configuration.",
            warn=prefix_warning("ntn_", "secret_"),
        ),
    ]


CONFIG = Pages
CREDENTIAL = Integration

MINIMAL = Example(config={}, credentials={"notion_integration_token": "ntn_FAKE"})
FULL = Example(
    config={
        "root_page_id": "1429989f-e8ac-4eff-bc8f-57f56486db54",
        "recursive_index_enabled": False,
    },
    credentials={"notion_integration_token": "ntn_FAKE"},
)
