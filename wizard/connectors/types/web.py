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
    summary="An entire site, a single page or the pages in a sitemap.",
    evidence="documented",
    aliases=("crawl", "scrape", "url", "sitemap", "docs", "mintlify", "http"),
    refresh=86400,
    prune=2592000,
    needs=("The URL to start from. Anyone must be able to read the pages without signing in.",),
    notes=(
        "Clarm doesn't check the URL when you crawl an entire site, so a wrong one fails "
        "later. Test it here first.",
    ),
)


class Rewrite(BaseModel):
    """A link prefix and its replacement."""

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True, defer_build=True)

    source: Annotated[Text, Ui(label="Links that start with")]
    target: Annotated[Text, Ui(label="Replace with")]


class WebConfig(Config):
    """Where to start, and how far to go."""

    base_url: Annotated[
        Url,
        Ui(
            label="URL",
            help="The start page, single page or sitemap, depending on the method below.",
            placeholder="https://docs.example.com",
            warn=warned_by(
                unreachable,
                refused_if(
                    r"#",
                    "Remove the # and what follows it. Clarm ignores them, and no other URL starts "
                    "with this one",
                ),
                refused_if(
                    r"/(?:index|default)\.\w+$|\?",
                    "To index more than this page, remove the end. Clarm only follows URLs that "
                    "start with this one",
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
                "recursive": "All pages under the URL",
                "single": "This page only",
                "sitemap": "Pages in a sitemap",
            },
            helps={
                "recursive": "Follow links to pages whose URL starts with this one.",
                "single": "Don't follow links.",
                "sitemap": "The URL is a sitemap.xml.",
            },
        ),
        AlwaysSent(),
    ] = "recursive"
    mintlify_cleanup: Annotated[
        bool,
        Ui(
            label="Clean up Mintlify pages",
            help="Remove the menus and buttons that Mintlify puts around documentation.",
            advanced=True,
        ),
        AlwaysSent(),
    ] = True
    scroll_before_scraping: Annotated[
        bool,
        Ui(
            label="Scroll before scraping",
            help="Scroll to the end of each page first, for sites that load more as you scroll.",
            advanced=True,
        ),
        AlwaysSent(),
    ] = False
    url_rewrites: Annotated[
        list[Rewrite],
        Ui(
            label="Link rewrites",
            help="Change how links to the pages are stored, for a site that's read from a "
            "different URL.",
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = Field(default_factory=list)

    @model_validator(mode="after")
    def _sitemaps_are_read_as_such(self) -> Self:
        is_sitemap = re.search(r"/[^/]*sitemap[^/]*\.xml(\.gz)?$", self.base_url, re.IGNORECASE)
        if is_sitemap and self.web_connector_type == "recursive":
            raise fields_error(
                "The URL is a sitemap, and no page's URL starts with it. Choose Pages in a sitemap",
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
