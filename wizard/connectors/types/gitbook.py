"""GitBook.

Facts: onyx: backend/onyx/connectors/gitbook/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import part_of_address
from wizard.connectors.fields import Config, Credential, Example, Text, Token, prefix_warning
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import refused_if, repaired_by
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="gitbook",
    position=8,
    label="GitBook",
    category="Knowledge base & wikis",
    summary="The pages in one GitBook space.",
    evidence="inferred",
    aliases=("docs", "documentation", "wiki"),
    refresh=1800,
    prune=2592000,
    docs_url="https://gitbook.com/docs/developers/gitbook-api/authentication",
    needs=(
        "A personal access token from GitBook's developer settings.",
        "The space ID. Each connector indexes one space.",
    ),
    notes=(
        "Clarm doesn't check the token when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


class Space(Config):
    """Which space to index."""

    space_id: Annotated[
        Text,
        repaired_by(
            part_of_address(
                r"/(?:s|spaces)/(\w+)",
                "Enter only the space ID, the part of the URL after /s/",
            ),
            refused_if(r"\s", "Enter the space's ID, not its name. IDs don't contain spaces"),
        ),
        Ui(
            label="Space ID",
            help="The ID of the space to index.",
            where="In a page's URL, the part after /s/.",
        ),
        Field(examples=["AbCdEfGh1234567890xy"]),
    ]


class AccessToken(Credential):
    """A personal access token."""

    gitbook_api_key: Annotated[
        Token,
        Ui(
            label="API token",
            help="A personal access token that can read the space.",
            where="GitBook → Settings → Developer settings.",
            warn=prefix_warning("gb_api_"),
        ),
    ]


CONFIG = Space
CREDENTIAL = AccessToken

MINIMAL = Example(
    config={"space_id": "AbCdEfGh1234567890xy"}, credentials={"gitbook_api_key": "gb_api_FAKE"}
)
FULL = MINIMAL
