"""Axero.

Facts: onyx: backend/onyx/connectors/axero/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.about import About
from wizard.connectors.kit import Config, Credential, Digits, Example, OnlyWhenChanged, Token, Url
from wizard.forms import Ui

ABOUT = About(
    type="axero",
    position=33,
    label="Axero",
    category="Knowledge base & wikis",
    summary="Articles, blogs, wikis and forums of an Axero intranet.",
    evidence="inferred",
    aliases=("intranet", "communifire"),
    refresh=86400,
    prune=2592000,
    needs=("A REST API key, from your Axero profile or the control panel.",),
    notes=("The key is not tried out when the connector is made: a wrong one fails later.",),
)


class Intranet(Config):
    """Which spaces, and what of them."""

    spaces: Annotated[
        list[Digits],
        Ui(
            label="Space IDs",
            help="Empty means all spaces.",
            where="In the address of a space, the number after /spaces/.",
        ),
        Field(examples=[["5", "12"]]),
    ] = Field(default_factory=list)
    include_article: Annotated[
        bool, Ui(label="Articles", help="Index articles.", advanced=True), OnlyWhenChanged()
    ] = True
    include_blog: Annotated[
        bool, Ui(label="Blogs", help="Index blog posts.", advanced=True), OnlyWhenChanged()
    ] = True
    include_wiki: Annotated[
        bool, Ui(label="Wikis", help="Index wiki pages.", advanced=True), OnlyWhenChanged()
    ] = True
    include_forum: Annotated[
        bool, Ui(label="Forums", help="Index forum threads.", advanced=True), OnlyWhenChanged()
    ] = True


class ApiKey(Credential):
    """A REST API key, and the intranet it is for."""

    base_url: Annotated[
        Url,
        Ui(label="Axero address", help="The root of the intranet."),
        Field(examples=["https://intranet.example.com/"]),
    ]
    axero_api_token: Annotated[
        Token, Ui(label="REST API key", help="What its owner may read is indexed.")
    ]


CONFIG = Intranet
CREDENTIAL = ApiKey

_KEY = {"base_url": "https://intranet.example.com/", "axero_api_token": "FAKE"}

MINIMAL = Example(config={}, credentials=_KEY)
FULL = Example(
    config={
        "spaces": ["5", "12"],
        "include_article": False,
        "include_blog": False,
        "include_wiki": False,
        "include_forum": False,
    },
    credentials=_KEY,
)
