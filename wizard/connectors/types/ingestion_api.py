"""Documents that are pushed in over HTTP.

Facts: onyx: backend/onyx/connectors/factory.py (June 2025), which has no connector for this
value and skips the checks on creation.
"""

from __future__ import annotations

from wizard.connectors.fields import Example, NoConfig, NoCredential
from wizard.connectors.metadata import ConnectorInfo

ABOUT = ConnectorInfo(
    type="ingestion_api",
    position=1,
    label="Ingestion API",
    category="Other / internal",
    summary="A connector for documents you push over HTTP.",
    name="Pushed documents",
    evidence="internal",
    aliases=("push", "ingest", "upload", "http"),
    refresh=None,
    prune=None,
    notes=(
        "Clarm doesn't fetch anything for this type. You push documents with a separate call, "
        "POST /v1/sources/ingest.",
        'A built-in connector may already use the name "Ingestion API".',
    ),
)

CONFIG = NoConfig
CREDENTIAL = NoCredential

MINIMAL = Example(config={}, credentials={})
FULL = MINIMAL
