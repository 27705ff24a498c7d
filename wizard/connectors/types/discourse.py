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
    summary="Topics of a Discourse forum.",
    evidence="inferred",
    aliases=("forum", "community", "topics"),
    refresh=1800,
    prune=2592000,
    docs_url="https://meta.discourse.org/t/create-and-configure-an-api-key/230124",
    needs=("An API key of the forum, read-only or global, and the user that it acts as.",),
    notes=("Clarm does not try the key: test it here first, or a wrong one fails later.",),
)


class Forum(Config):
    """Which forum, and what of it."""

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
            label="Forum address",
            help="The root of the forum.",
            warn=warned_by(unreachable),
        ),
        Field(examples=["https://meta.discourse.org"]),
    ]
    categories: Annotated[
        list[
            Annotated[
                Text,
                repaired_by(
                    refused_if("://|^/?c/", "Enter the category's name, as the forum shows it")
                ),
            ]
        ],
        Ui(
            label="Categories",
            help="Names, in any case. Empty means all categories.",
            warn=warned_by(looks_like_several),
        ),
        Field(examples=[["Support"]]),
    ] = Field(default_factory=list)


class ApiKey(Credential):
    """A key of the forum."""

    discourse_api_key: Annotated[
        Token,
        Ui(
            label="API key",
            help="A read-only one is enough.",
            where="Discourse → Admin → Advanced → API keys.",
        ),
    ]
    discourse_api_username: Annotated[
        Text,
        repaired_by(
            without("^@", "Enter the name without the @"),
            refused_if("@|\\s", "Enter the user name, not the e-mail or the name that is shown"),
        ),
        Ui(label="API user", help="The user that the key acts as."),
    ]


CONFIG = Forum
CREDENTIAL = ApiKey

_KEY = {"discourse_api_key": "FAKE", "discourse_api_username": "system"}

MINIMAL = Example(config={"base_url": "https://meta.discourse.org"}, credentials=_KEY)
FULL = Example(
    config={"base_url": "https://meta.discourse.org", "categories": ["Support", "Feature"]},
    credentials=_KEY,
)
