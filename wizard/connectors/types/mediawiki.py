"""Any MediaWiki.

Facts: onyx: backend/onyx/connectors/mediawiki/wiki.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.doubts import unreachable
from wizard.connectors.fields import Example, NoCredential, Text
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, repaired_by, warned_by
from wizard.connectors.types._wiki import WikiPages
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="mediawiki",
    position=35,
    label="MediaWiki",
    category="Knowledge base & wikis",
    summary="Categories or pages in any MediaWiki site.",
    evidence="inferred",
    aliases=("wiki", "fandom", "wikimedia"),
    refresh=1800,
    prune=2592000,
    needs=("The URL of a wiki that anyone can read without signing in.",),
    notes=("Clarm contacts the wiki when it creates the connector, so this can take a while.",),
)


class Wiki(WikiPages):
    """Which wiki to index, and which part of it."""

    hostname: Annotated[
        Text,
        repaired_by(
            refused_if(r"\s", "Hosts and URLs don't contain spaces"),
            refused_if(r"^(?!https?://)\w+://", "Start with https://"),
        ),
        Ui(
            label="Wiki URL",
            help="The wiki's host or URL.",
            warn=warned_by(
                refused_if(r"\bwikipedia\.org", "Wikipedia has its own type. Use that instead"),
                unreachable,
            ),
        ),
        Field(examples=["https://wiki.example.org"]),
    ]


CONFIG = Wiki
CREDENTIAL = NoCredential

MINIMAL = Example(
    config={
        "hostname": "https://wiki.example.org",
        "language_code": "en",
        "categories": [],
        "pages": ["Main Page"],
        "recurse_depth": 0,
    },
    credentials={},
)
FULL = Example(
    config={
        "hostname": "https://wiki.example.org",
        "language_code": "de",
        "categories": ["Physik"],
        "pages": ["Hauptseite"],
        "recurse_depth": 2,
    },
    credentials={},
)
