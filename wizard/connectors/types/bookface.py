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
    aliases=("yc", "y combinator", "ycombinator", "founders"),
    refresh=1800,
    prune=2592000,
    needs=("From Clarm: which fields it takes. They are not published anywhere.",),
    notes=(
        "No fields are known, so there is no form. Enter what Clarm told you as JSON; it is sent "
        "as it stands.",
    ),
    raw_editor=True,
)


class Unknown(Config):
    """Whatever is entered as JSON."""


class UnknownCredential(Credential):
    """Whatever is entered as JSON. Every text in it is treated as a secret."""


CONFIG = Unknown
CREDENTIAL = UnknownCredential

MINIMAL = Example(config={}, credentials={})
FULL = Example(
    config={"anything": ["goes", 1]}, credentials={"some_token": "FAKE", "nested": {"key": "FAKE"}}
)
