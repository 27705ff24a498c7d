"""Wikipedia: a MediaWiki whose host is known.

Facts: onyx: backend/onyx/connectors/wikipedia/connector.py (June 2025).
"""

from __future__ import annotations

from wizard.connectors.fields import Example, NoCredential
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.types._wiki import WikiPages

ABOUT = ConnectorInfo(
    type="wikipedia",
    position=36,
    label="Wikipedia",
    category="Knowledge base & wikis",
    summary="Categories or pages on Wikipedia.",
    evidence="inferred",
    aliases=("wiki", "wikimedia", "encyclopedia"),
    refresh=1800,
    prune=2592000,
    needs=("Titles of categories or pages. You don't need an account.",),
    notes=("Clarm contacts Wikipedia when it creates the connector, so this can take a while.",),
)

CONFIG = WikiPages
CREDENTIAL = NoCredential

MINIMAL = Example(
    config={
        "language_code": "en",
        "categories": [],
        "pages": ["Python (programming language)"],
        "recurse_depth": 0,
    },
    credentials={},
)
FULL = Example(
    config={
        "language_code": "de",
        "categories": ["Programmiersprache"],
        "pages": ["Python (Programmiersprache)", "Rust (Programmiersprache)"],
        "recurse_depth": -1,
    },
    credentials={},
)
