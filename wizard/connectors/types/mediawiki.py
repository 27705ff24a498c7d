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
    summary="Categories or pages of any wiki that runs MediaWiki.",
    evidence="inferred",
    aliases=("wiki", "fandom", "wikimedia"),
    refresh=1800,
    prune=2592000,
    needs=("The address of a wiki that can be read without signing in.",),
    notes=("The wiki is contacted when the connector is made, so that can take a while.",),
)


class Wiki(WikiPages):
    """Which wiki, and what of it."""

    hostname: Annotated[
        Text,
        repaired_by(
            refused_if(r"\s", "A host or an address has no blanks in it"),
            refused_if(r"^(?!https?://)\w+://", "Start with https://"),
        ),
        Ui(
            label="Wiki address",
            help="The host or the address of the wiki.",
            warn=warned_by(
                refused_if(r"\bwikipedia\.org", "For Wikipedia there is a type of its own"),
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
