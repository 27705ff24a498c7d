"""Axero.

Facts: onyx: backend/onyx/connectors/axero/connector.py (June 2025).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from wizard.connectors.addresses import part_of_address, site_of_page
from wizard.connectors.doubts import unreachable
from wizard.connectors.fields import (
    Config,
    Credential,
    Digits,
    Example,
    OnlyWhenChanged,
    Token,
    Url,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import one_each, repaired_by, warned_by
from wizard.forms import Ui, fields_error

ABOUT = ConnectorInfo(
    type="axero",
    position=33,
    label="Axero",
    category="Knowledge base & wikis",
    summary="Articles, blogs, wikis and forums in an Axero intranet.",
    evidence="inferred",
    aliases=("intranet", "communifire"),
    refresh=86400,
    prune=2592000,
    needs=("A REST API key from your Axero profile or the control panel.",),
    notes=(
        "Clarm doesn't check the key when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


class Intranet(Config):
    """Which spaces to index, and which content."""

    spaces: Annotated[
        list[
            Annotated[
                Digits,
                repaired_by(
                    one_each(), part_of_address(r"/spaces/(\d+)", "Enter only the space's number")
                ),
            ]
        ],
        Ui(
            label="Space IDs",
            help="Leave empty for all spaces.",
            where="In the space's URL, the number after /spaces/.",
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

    @model_validator(mode="after")
    def _something(self) -> Intranet:
        kinds = ("include_article", "include_blog", "include_wiki", "include_forum")
        if not any(getattr(self, kind) for kind in kinds):
            raise fields_error("Nothing to index. Turn on at least one kind of content", *kinds)
        return self


class ApiKey(Credential):
    """A REST API key, and the intranet it belongs to."""

    base_url: Annotated[
        Url,
        repaired_by(site_of_page("spaces", "api", "people", "search", "login")),
        Ui(
            label="Axero URL",
            help="The root URL of the intranet.",
            warn=warned_by(unreachable),
        ),
        Field(examples=["https://intranet.example.com/"]),
    ]
    axero_api_token: Annotated[
        Token, Ui(label="REST API key", help="Clarm indexes what its owner can read.")
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
    },
    credentials=_KEY,
)
MORE = (Example(config={"include_forum": False}, credentials=_KEY),)
