"""Web pages.

Facts: Clarm's documentation of POST /v1/sources/create, which prints this config; defaults from
onyx: backend/onyx/connectors/web/connector.py (June 2025).
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from wizard.connectors.doubts import unreachable
from wizard.connectors.fields import (
    NEWER,
    AlwaysSent,
    Config,
    Example,
    NoCredential,
    OnlyWhenChanged,
    Text,
    Url,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, warned_by
from wizard.forms import Ui, fields_error

ABOUT = ConnectorInfo(
    type="web",
    position=3,
    label="Website",
    category="Web",
    summary="A whole site, a single page, or the pages of a sitemap.",
    evidence="documented",
    aliases=("crawl", "scrape", "url", "sitemap", "docs", "mintlify", "http"),
    refresh=86400,
    prune=2592000,
    needs=("The address to begin at. The pages must be readable without signing in.",),
    notes=(
        "Clarm does not check a whole site when the connector is made: test the address here "
        "first, or a wrong one fails later.",
    ),
)


class Rewrite(BaseModel):
    """One prefix of a link, and what to put in its place."""

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True, defer_build=True)

    source: Annotated[Text, Ui(label="Links that begin with")]
    target: Annotated[Text, Ui(label="Begin with instead")]


class WebConfig(Config):
    """Where to begin, and how far to go."""

    base_url: Annotated[
        Url,
        Ui(
            label="URL",
            help="The page to begin at, the single page, or the sitemap: as the method says.",
            placeholder="https://docs.example.com",
            warn=warned_by(
                unreachable,
                refused_if(
                    r"#",
                    "Addresses with # in them are one page for the server, and none begins with "
                    "this one",
                ),
                refused_if(
                    r"/(?:index|default)\.\w+$|\?",
                    "To go further than this page, leave out the end: only addresses that begin "
                    "with this one are followed",
                ),
            ),
        ),
        Field(examples=["https://docs.example.com"]),
    ]
    # Sent in any case, because defaults differ: Clarm's sample has mintlify_cleanup off.
    web_connector_type: Annotated[
        Literal["recursive", "single", "sitemap"],
        Ui(
            label="Scrape method",
            help="How far to follow links.",
            labels={
                "recursive": "Every page under the URL",
                "single": "This page only",
                "sitemap": "The pages of a sitemap",
            },
            helps={
                "recursive": "Follows links to pages whose address begins with the URL.",
                "single": "Follows no links.",
                "sitemap": "The URL is that of a sitemap.xml.",
            },
        ),
        AlwaysSent(),
    ] = "recursive"
    mintlify_cleanup: Annotated[
        bool,
        Ui(
            label="Clean up Mintlify pages",
            help="Leaves out the menus and buttons that Mintlify puts around documentation.",
            advanced=True,
        ),
        AlwaysSent(),
    ] = True
    scroll_before_scraping: Annotated[
        bool,
        Ui(
            label="Scroll before scraping",
            help="Scrolls each page to its end first, for sites that load more on scrolling.",
            advanced=True,
        ),
        AlwaysSent(),
    ] = False
    url_rewrites: Annotated[
        list[Rewrite],
        Ui(
            label="Link rewrites",
            help="Changes how links to the pages are stored, for a site read from another address.",
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)

    @model_validator(mode="after")
    def _sitemaps_are_read_as_such(self) -> Self:
        is_sitemap = re.search(r"/[^/]*sitemap[^/]*\.xml(\.gz)?$", self.base_url, re.IGNORECASE)
        if is_sitemap and self.web_connector_type == "recursive":
            raise fields_error(
                "The URL is that of a sitemap, and no page's address begins with it: choose "
                "the pages of a sitemap",
                "web_connector_type",
            )
        return self


CONFIG = WebConfig
CREDENTIAL = NoCredential

MINIMAL = Example(
    config={
        "base_url": "https://docs.example.com",
        "web_connector_type": "recursive",
        "mintlify_cleanup": False,
        "scroll_before_scraping": True,
    },
    credentials={},
)
FULL = Example(
    config={
        "base_url": "https://docs.example.com/sitemap.xml",
        "web_connector_type": "sitemap",
        "mintlify_cleanup": True,
        "scroll_before_scraping": True,
        "url_rewrites": [
            {"source": "https://docs.example.com", "target": "https://help.example.com"}
        ],
    },
    credentials={},
)
