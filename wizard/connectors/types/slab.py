"""Slab.

Facts: onyx: backend/onyx/connectors/slab/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import root_of_site
from wizard.connectors.fields import Config, Credential, Example, Token, Url
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import repaired_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="slab",
    position=13,
    label="Slab",
    category="Knowledge base & wikis",
    summary="Slab posts.",
    evidence="inferred",
    aliases=("wiki", "posts"),
    refresh=1800,
    prune=2592000,
    needs=("An API token from Slab's team settings. Your plan must include API access.",),
    notes=(
        "Clarm doesn't check the token when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


class Team(Config):
    """Which Slab team to index."""

    base_url: Annotated[
        Url,
        repaired_by(root_of_site("Enter only the team's URL, without a post", r"slab")),
        Ui(label="Slab URL", help="Your team's URL. Used to link to posts."),
        Field(examples=["https://your-team.slab.com/"]),
    ]


class ApiToken(Credential):
    """An API token for the team."""

    slab_bot_token: Annotated[
        Token,
        Ui(
            label="API token",
            help="A token that can read the team's posts.",
            where="Slab → Team settings → Developer.",
        ),
    ]


CONFIG = Team
CREDENTIAL = ApiToken

MINIMAL = Example(
    config={"base_url": "https://your-team.slab.com/"}, credentials={"slab_bot_token": "FAKE"}
)
FULL = MINIMAL
