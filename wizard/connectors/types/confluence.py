"""Confluence.

Facts: onyx: backend/onyx/connectors/confluence/connector.py (June 2025, the newer fields 2025-10
and 2026-07).
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from wizard.connectors.addresses import (
    address_up_to,
    host_of,
    part_of_address,
    site_of_page,
)
from wizard.connectors.doubts import unreachable
from wizard.connectors.fields import (
    NEWER,
    AlwaysSent,
    Config,
    Credential,
    Digits,
    Email,
    Example,
    OnlyWhenChanged,
    Text,
    Token,
    Url,
    not_a_token,
    prefix_warning,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    Repair,
    one_each,
    refused_if,
    repaired_by,
    straight_quotes,
    warned_by,
)
from wizard.forms import Ui, fields_error

ABOUT = ConnectorInfo(
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

_CLOUD = r"(?:https?://)?[\w-]+\.atlassian\.net(?::443)?"
_ATLASSIAN = re.compile(r"(^|\.)(atlassian|atlassian-us-gov[\w-]*|jira)\.(net|com)$")


def _cloud_root(text: str) -> Repair | None:
    """``https://acme.atlassian.net/jira/x`` -> ``https://acme.atlassian.net/wiki``."""
    found = re.match(rf"({_CLOUD})(?!/wiki(?:$|[/?#]))", text, re.IGNORECASE)
    if found is None or re.match(r"[^/?#]", text[found.end() :]):
        return None
    sure = not text[found.end() :].strip("/")
    return Repair("In Atlassian's cloud the address ends in /wiki", f"{found[1]}/wiki", sure)


def _query_warning(typed: str) -> str | None:
    if re.search(r"\blastmodified\b", typed, re.IGNORECASE):
        return "The server adds lastModified itself: leave it out of the query."
    if not re.search(r"\btype\s*(=|in\b)", typed, re.IGNORECASE):
        return "It has to select pages: add type=page."
    return None


class Wiki(Config):
    """What all choices share."""

    wiki_base: Annotated[
        Url,
        repaired_by(
            address_up_to(rf"{_CLOUD}/wiki(?:/$|(?!\w))", "Leave out what follows /wiki"),
            _cloud_root,
            site_of_page("spaces", "display", "pages", "x", "rest", "index.action", "login.action"),
        ),
        Ui(
            label="Wiki address",
            help="Cloud: it ends in /wiki. Data Center: the root of the wiki.",
            placeholder="https://your-domain.atlassian.net/wiki",
            warn=warned_by(unreachable),
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
        list[
            Annotated[
                Text, repaired_by(one_each(), refused_if(r"\s", "A label has no blanks in it"))
            ]
        ],
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

    @model_validator(mode="after")
    def _cloud_is_cloud(self) -> Wiki:
        host = host_of(self.wiki_base)
        is_atlassian = _ATLASSIAN.search(host) is not None
        if is_atlassian and not self.is_cloud:
            raise fields_error("This address is in Atlassian's cloud: switch this on", "is_cloud")
        if self.is_cloud and not is_atlassian and "." in host:
            raise fields_error(
                "This address is not in Atlassian's cloud, which is at atlassian.net: switch this "
                "off for a Confluence of your own",
                "is_cloud",
            )
        return self


class Everything(Wiki):
    """All pages that the account can read."""


class OneSpace(Wiki):
    """The pages of one space."""

    space: Annotated[
        Text,
        repaired_by(
            part_of_address(
                r"/(?:spaces|display)/(?:viewspace\.action\?key=)?(~?[\w.:-]+)",
                "Enter the key only, such as KB for /spaces/KB/overview",
                of=r"://|/",
            ),
            refused_if(r"\s", "Enter the space's key, not its name: a key has no blanks in it"),
        ),
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
        repaired_by(
            part_of_address(
                r"(?:/pages/(?:edit-v2/)?|pageId=|contentId=)(\d+)", "Enter the page's number only"
            )
        ),
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
        repaired_by(straight_quotes("Its quotes are typographic ones, which CQL does not know")),
        Ui(
            label="CQL query",
            help="It has to select pages (type=page), and must not filter on lastModified.",
            multiline=True,
            warn=_query_warning,
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
            warn=warned_by(
                refused_if("^ATATT", "This is a token of Atlassian's cloud, not of a Data Center.")
            ),
        ),
    ]
    # Newer servers miss the key where it is left out, and do not read what is in it.
    confluence_username: Annotated[
        str,
        StringConstraints(strip_whitespace=True),
        BeforeValidator(lambda value: "" if value is None else value),
        AfterValidator(not_a_token),
        Ui(label="User name", help="Rarely needed: the token alone is enough.", advanced=True),
        AlwaysSent(),
    ] = ""


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

_ACCOUNT = {
    "confluence_username": "admin@example.com",
    "confluence_access_token": "ATATTFAKE",
}

MINIMAL = Example(
    config={"wiki_base": "https://your-domain.atlassian.net/wiki", "is_cloud": True},
    credentials=_ACCOUNT,
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
    credentials=_ACCOUNT,
)
MORE = (
    Example(
        config={"wiki_base": "https://wiki.example.com", "is_cloud": False, "space": "KB"},
        credentials={"confluence_access_token": "FAKE", "confluence_username": ""},
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
        credentials=_ACCOUNT,
    ),
)
