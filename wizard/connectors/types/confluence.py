"""Confluence.

Facts: onyx: backend/onyx/connectors/confluence/connector.py (June 2025, the newer fields 2025-10
and 2026-07).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wizard.connectors.about import About
from wizard.connectors.kit import (
    NEWER,
    AlwaysSent,
    Config,
    Credential,
    Digits,
    Email,
    Example,
    Maybe,
    OnlyWhenChanged,
    Text,
    Token,
    Url,
    prefix_warning,
)
from wizard.forms import Ui

ABOUT = About(
    type="confluence",
    position=12,
    label="Confluence",
    category="Knowledge base & wikis",
    summary="Pages, comments and attachments of Confluence Cloud or Data Center.",
    evidence="inferred",
    aliases=("atlassian", "wiki"),
    refresh=1800,
    prune=2592000,
    docs_url="https://id.atlassian.com/manage-profile/security/api-tokens",
    needs=(
        "Cloud: the e-mail of an Atlassian account, and an API token of it.",
        "Data Center: a personal access token from your Confluence profile.",
    ),
    notes=('"No spaces found" usually means that Cloud and Data Center were mixed up.',),
)


class Wiki(Config):
    """What all choices share."""

    wiki_base: Annotated[
        Url,
        Ui(
            label="Wiki address",
            help="Cloud: it ends in /wiki. Data Center: the root of the wiki.",
            placeholder="https://your-domain.atlassian.net/wiki",
        ),
        Field(examples=["https://your-domain.atlassian.net/wiki"]),
    ]
    # The server has no default for it.
    is_cloud: Annotated[
        bool,
        Ui(
            label="Confluence Cloud",
            help="On for Atlassian's cloud, off for a Server or Data Center of your own.",
        ),
        AlwaysSent(),
    ] = True
    labels_to_skip: Annotated[
        list[Text],
        Ui(
            label="Labels to skip",
            help="Pages with one of these labels are left out.",
            advanced=True,
        ),
    ] = Field(default_factory=list)
    timezone_offset: Annotated[
        float | None,
        Ui(
            label="Time zone offset",
            help="Hours from UTC of the wiki's clock. Empty lets the server work it out.",
            advanced=True,
        ),
        Field(ge=-24, le=24),
    ] = None
    scoped_token: Annotated[
        bool,
        Ui(label="Scoped token", help="The API token is one of Atlassian's, with scopes."),
        NEWER,
        OnlyWhenChanged(),
    ] = False
    include_attachments: Annotated[
        bool,
        Ui(label="Attachments", help="Index the attachments of pages."),
        NEWER,
        OnlyWhenChanged(),
    ] = True


class Everything(Wiki):
    """All pages that the account can read."""


class OneSpace(Wiki):
    """The pages of one space."""

    space: Annotated[
        Text,
        Ui(
            label="Space key",
            help="The short key of the space.",
            where="In the address of a page, the part after /spaces/ or /display/.",
        ),
        Field(examples=["KB"]),
    ]


class OnePage(Wiki):
    """One page, with or without those below it."""

    page_id: Annotated[
        Digits,
        Ui(
            label="Page ID",
            help="The number of the page.",
            where="In the address of the page, the number after /pages/ or pageId=.",
        ),
        Field(examples=["98765"]),
    ]
    # Sent in any case, because the server would leave child pages out.
    index_recursively: Annotated[
        bool,
        Ui(label="With child pages", help="Index the pages below it as well."),
        AlwaysSent(),
    ] = True


class Query(Wiki):
    """The pages that a query finds."""

    cql_query: Annotated[
        Text,
        Ui(
            label="CQL query",
            help="It has to select pages (type=page), and must not filter on lastModified.",
            multiline=True,
        ),
        Field(examples=["type=page and space=KB and label=public"]),
    ]


class Cloud(Credential):
    """An Atlassian account."""

    confluence_username: Annotated[Email, Ui(label="E-mail", help="Of the Atlassian account.")]
    confluence_access_token: Annotated[
        Token,
        Ui(
            label="API token",
            help="The pages that this account may read are indexed.",
            where="id.atlassian.com → Security → API tokens.",
            warn=prefix_warning("ATATT"),
        ),
    ]


class DataCenter(Credential):
    """A personal access token of a Confluence of your own."""

    confluence_access_token: Annotated[
        Token,
        Ui(
            label="Personal access token",
            help="The pages that its owner may read are indexed.",
            where="Confluence → your profile → Personal Access Tokens.",
        ),
    ]
    confluence_username: Annotated[
        Maybe[Text],
        Ui(label="User name", help="Rarely needed: the token alone is enough.", advanced=True),
    ] = None


CONFIG = Annotated[
    Everything | OneSpace | OnePage | Query,
    Ui(
        label="What to index",
        labels={
            "Everything": "Everything",
            "OneSpace": "One space",
            "OnePage": "One page",
            "Query": "A CQL query",
        },
        helps={
            "Everything": "All pages that the account can read.",
            "OneSpace": "All pages of the space.",
            "OnePage": "A page, and the pages below it if you like.",
            "Query": "What a query in Confluence's own language finds.",
        },
    ),
]
CREDENTIAL = Annotated[
    Cloud | DataCenter,
    Ui(
        label="How to sign in",
        labels={"Cloud": "E-mail and API token", "DataCenter": "Personal access token"},
        helps={"Cloud": "For Atlassian's cloud.", "DataCenter": "For Server or Data Center."},
    ),
]
METHOD_FOLLOWS = ("is_cloud", {True: "Cloud", False: "DataCenter"})

_CLOUD = {
    "confluence_username": "admin@example.com",
    "confluence_access_token": "ATATTFAKE",
}

MINIMAL = Example(
    config={"wiki_base": "https://your-domain.atlassian.net/wiki", "is_cloud": True},
    credentials=_CLOUD,
)
FULL = Example(
    config={
        "wiki_base": "https://your-domain.atlassian.net/wiki",
        "is_cloud": True,
        "labels_to_skip": ["draft", "private"],
        "timezone_offset": 5.5,
        "scoped_token": True,
        "include_attachments": False,
    },
    credentials=_CLOUD,
)
MORE = (
    Example(
        config={"wiki_base": "https://wiki.example.com", "is_cloud": False, "space": "KB"},
        credentials={"confluence_access_token": "FAKE"},
    ),
    Example(
        config={
            "wiki_base": "https://wiki.example.com",
            "is_cloud": False,
            "page_id": "98765",
            "index_recursively": False,
        },
        credentials={"confluence_access_token": "FAKE", "confluence_username": "admin"},
    ),
    Example(
        config={
            "wiki_base": "https://your-domain.atlassian.net/wiki",
            "is_cloud": True,
            "cql_query": "type=page and space=KB\nand label=public",
        },
        credentials=_CLOUD,
    ),
)
