"""A marker for answers that have no source.

Facts: onyx: backend/onyx/configs/constants.py and backend/onyx/connectors/factory.py (June 2025),
which has no connector for this value.
"""

from __future__ import annotations

from wizard.connectors.fields import Example, NoConfig, NoCredential
from wizard.connectors.metadata import ConnectorInfo

ABOUT = ConnectorInfo(
    type="not_applicable",
    position=43,
    label="Not applicable",
    category="Other / internal",
    summary="Marks answers without a source, such as internet search results.",
    evidence="internal",
    aliases=("none", "n/a"),
    refresh=None,
    prune=None,
    notes=("This isn't a real source, so Clarm will probably reject it.",),
)

CONFIG = NoConfig
CREDENTIAL = NoCredential

MINIMAL = Example(config={}, credentials={})
FULL = MINIMAL
