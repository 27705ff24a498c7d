"""Discourse.

Facts: onyx: backend/onyx/connectors/discourse/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.addresses import site_of_page
from wizard.connectors.doubts import looks_like_several, unreachable
from wizard.connectors.fields import Config, Credential, Example, Text, Token, Url
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    refused_if,
    repaired_by,
    warned_by,
    without,
)
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="discourse",
    position=32,
    label="Discourse",
    category="Messaging & communities",
    summary="Topics in a Discourse forum.",
    evidence="inferred",
    aliases=("forum", "community", "topics"),
    refresh=1800,
    prune=2592000,
    docs_url="https://meta.discourse.org/t/create-and-configure-an-api-key/230124",
    needs=("An API key from the forum, read-only or global, and the user it acts as.",),
    notes=(
        "Clarm doesn't check the key when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


class Forum(Config):
    """Which forum to index, and which part of it."""

    base_url: Annotated[
        Url,
        repaired_by(
            site_of_page(
                "c",
                "t",
                "u",
                "g",
                "tag",
                "tags",
                "admin",
                "latest",
                "new",
                "top",
                "hot",
                "categories",
                "search",
                "login",
                "about",
            )
        ),
        Ui(
            label="Forum URL",
            help="The root URL of the forum.",
            warn=warned_by(unreachable),
        ),
        Field(examples=["https://meta.discourse.org"]),
    ]
    categories: Annotated[
        list[
            Annotated[
                Text,
                repaired_by(
                    refused_if("://|^/?c/", "Enter the category's name, as shown in the forum")
                ),
            ]
        ],
        Ui(
            label="Categories",
            help="Category names. Case doesn't matter. Leave empty for all categories.",
            warn=warned_by(looks_like_several),
        ),
        Field(examples=[["Support"]]),
    ] = Field(default_factory=list)


class ApiKey(Credential):
    """An API key from the forum."""

    discourse_api_key: Annotated[
        Token,
        Ui(
            label="API key",
            help="A read-only key is enough.",
            where="Discourse → Admin → Advanced → API keys.",
        ),
    ]
    discourse_api_username: Annotated[
        Text,
        repaired_by(
            without("^@", "Enter the username without the @"),
            refused_if("@|\\s|://", "Enter the username, not the email, display name or URL"),
        ),
        Ui(label="API user", help="The user the key acts as."),
    ]


CONFIG = Forum
CREDENTIAL = ApiKey

_KEY = {"discourse_api_key": "FAKE", "discourse_api_username": "system"}

MINIMAL = Example(config={"base_url": "https://meta.discourse.org"}, credentials=_KEY)
FULL = Example(
    config={"base_url": "https://meta.discourse.org", "categories": ["Support", "Feature"]},
    credentials=_KEY,
)
