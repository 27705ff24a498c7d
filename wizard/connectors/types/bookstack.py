"""BookStack.

Facts: onyx: backend/onyx/connectors/bookstack/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import site_of_page
from wizard.connectors.doubts import unreachable
from wizard.connectors.fields import Credential, Example, KeyId, NoConfig, Token, Url
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import repaired_by, warned_by, without
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="bookstack",
    position=11,
    label="BookStack",
    category="Knowledge base & wikis",
    summary="Books, chapters, shelves and pages in a BookStack wiki.",
    evidence="inferred",
    aliases=("wiki", "documentation"),
    refresh=1800,
    prune=2592000,
    docs_url="https://demo.bookstackapp.com/api/docs",
    needs=(
        "An API token (an ID and a secret) from your BookStack profile.",
        'A role with the "Access system API" permission for that user.',
    ),
)


class ApiToken(Credential):
    """An API token, and the wiki it belongs to."""

    bookstack_base_url: Annotated[
        Url,
        repaired_by(
            site_of_page("api", "books", "shelves", "search", "login", "settings", "my-account")
        ),
        Ui(
            label="BookStack URL",
            help="The wiki's URL, without /api.",
            warn=warned_by(unreachable),
        ),
        Field(examples=["https://wiki.example.com"]),
    ]
    bookstack_api_token_id: Annotated[
        KeyId,
        repaired_by(without(r"(?<=\w):\s*\w+$", "This is the ID with the secret after it")),
        Ui(
            label="Token ID",
            help="The first part of the token.",
            where="BookStack → your profile → API Tokens.",
        ),
    ]
    bookstack_api_token_secret: Annotated[
        Token,
        repaired_by(
            without(r"^(?:token\s+)?\w+:\s*(?=\w)", "This is the secret with the ID before it")
        ),
        Ui(
            label="Token secret", help="The second part of the token. BookStack shows it only once."
        ),
    ]


CONFIG = NoConfig
CREDENTIAL = ApiToken

MINIMAL = Example(
    config={},
    credentials={
        "bookstack_base_url": "https://wiki.example.com",
        "bookstack_api_token_id": "FAKE",
        "bookstack_api_token_secret": "FAKE",
    },
)
FULL = MINIMAL
