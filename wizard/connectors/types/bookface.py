"""Bookface.

Facts: none but the name in Clarm's list of types. No public source says which fields it takes.
"""

from __future__ import annotations

from wizard.connectors.fields import Config, Credential, Example
from wizard.connectors.metadata import ConnectorInfo

ABOUT = ConnectorInfo(
    type="bookface",
    position=50,
    label="Bookface",
    category="Other / internal",
    summary="Probably Y Combinator's network for founders.",
    evidence="inferred",
    evidence_words="Clarm hasn't published its fields.",
    aliases=("yc", "y combinator", "ycombinator", "founders"),
    refresh=1800,
    prune=2592000,
    needs=("The list of its fields, from Clarm. It isn't published anywhere.",),
    notes=(
        "The fields of this type aren't public, so it has no form. Enter what Clarm gave you as "
        "JSON. It's sent unchanged.",
    ),
    raw_editor=True,
)


class Unknown(Config):
    """Any JSON you enter."""


class UnknownCredential(Credential):
    """Any JSON you enter. All text in it is treated as secret."""


CONFIG = Unknown
CREDENTIAL = UnknownCredential

MINIMAL = Example(config={}, credentials={})
FULL = Example(
    config={"anything": ["goes", 1]}, credentials={"some_token": "FAKE", "nested": {"key": "FAKE"}}
)
