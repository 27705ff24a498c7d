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
    summary="Pages, comments and attachments from Confluence Cloud or Data Center.",
    evidence="inferred",
    aliases=("atlassian", "wiki"),
    refresh=1800,
    prune=2592000,
    docs_url="https://id.atlassian.com/manage-profile/security/api-tokens",
    needs=(
        "Cloud: an Atlassian account's email and API token.",
        "Data Center: a personal access token from your Confluence profile.",
    ),
    notes=(
        '"No spaces found" usually means the Cloud setting is wrong. Check whether you use Cloud '
        "or Data Center.",
    ),
)

_WIKI_AND_PLACE = (
    r"(?P<wiki_base>(?:https?://)?+[^/?#\s]+(?:/[^?#\s]*?)??)/spaces/[^/?#]+/pages/(?:edit-v2/)?"
    r"(?P<page_id>\d+)(?:[/?#].*)?",
    r"(?P<wiki_base>(?:https?://)?+[^/?#\s]+(?:/[^?#\s]*?)??)/pages/viewpage\.action"
    r"\?(?:.*&)?pageId=(?P<page_id>\d+).*",
    r"(?P<wiki_base>(?:https?://)?+[^/?#\s]+(?:/[^?#\s]*?)??)/(?:spaces|display)/(?!viewspace)"
    r"(?P<space>~?[\w.:-]+)(?:[/?#].*)?",
)
_CLOUD = r"(?:https?://)?[\w-]+\.atlassian\.net(?::443)?"
_ATLASSIAN = re.compile(r"(^|\.)(atlassian|atlassian-us-gov[\w-]*|jira)\.(net|com)$")


def _cloud_root(text: str) -> Repair | None:
    """``https://acme.atlassian.net/jira/x`` -> ``https://acme.atlassian.net/wiki``."""
    found = re.match(rf"({_CLOUD})(?!/wiki(?:$|[/?#]))", text, re.IGNORECASE)
    if found is None or re.match(r"[^/?#]", text[found.end() :]):
        return None
    sure = not text[found.end() :].strip("/")
    return Repair("Confluence Cloud URLs end in /wiki", f"{found[1]}/wiki", sure)


def _query_warning(typed: str) -> str | None:
    if re.search(r"\blastmodified\b", typed, re.IGNORECASE):
        return "Clarm adds lastModified to the query. Remove yours."
    if not re.search(r"\btype\s*(=|in\b)", typed, re.IGNORECASE):
        return "The query must select pages. Add type=page."
    return None


class Wiki(Config):
    """Settings that all choices share."""

    wiki_base: Annotated[
        Url,
        repaired_by(
            address_up_to(rf"{_CLOUD}/wiki(?:/$|(?!\w))", "Remove what follows /wiki"),
            _cloud_root,
            site_of_page("spaces", "display", "pages", "x", "rest", "index.action", "login.action"),
        ),
        Ui(
            label="Wiki URL",
            address_parts=_WIKI_AND_PLACE,
            help="For Cloud, it ends in /wiki. For Data Center, enter the wiki's root.",
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
            help="On for Confluence Cloud. Off for Server or Data Center.",
        ),
        AlwaysSent(),
    ] = True
    labels_to_skip: Annotated[
        list[
            Annotated[
                Text, repaired_by(one_each(), refused_if(r"\s", "Labels don't contain spaces"))
            ]
        ],
        Ui(
            label="Labels to skip",
            help="Skip pages with any of these labels.",
            advanced=True,
        ),
    ] = Field(default_factory=list)
    timezone_offset: Annotated[
        float | None,
        Ui(
            label="Time zone offset",
            help="Hours from UTC in the wiki's time zone. Leave empty to let Clarm find it.",
            advanced=True,
        ),
        Field(ge=-24, le=24),
    ] = None
    scoped_token: Annotated[
        bool,
        Ui(label="Scoped token", help="The API token has scopes."),
        NEWER,
        OnlyWhenChanged(),
    ] = False
    include_attachments: Annotated[
        bool,
        Ui(label="Attachments", help="Index attachments on pages."),
        NEWER,
        OnlyWhenChanged(),
    ] = True

    @model_validator(mode="after")
    def _cloud_is_cloud(self) -> Wiki:
        host = host_of(self.wiki_base)
        is_atlassian = _ATLASSIAN.search(host) is not None
        if is_atlassian and not self.is_cloud:
            words = "This is a Confluence Cloud URL. Turn this on"
            raise fields_error(words, "is_cloud", fix=True, sure=True)
        if self.is_cloud and not is_atlassian and "." in host:
            raise fields_error(
                "Confluence Cloud URLs contain atlassian.net, and this one doesn't. Turn this off "
                "for Server or Data Center",
                "is_cloud",
                fix=False,
            )
        return self


class Everything(Wiki):
    """All pages the account can read."""


class OneSpace(Wiki):
    """The pages in one space."""

    space: Annotated[
        Text,
        repaired_by(
            part_of_address(
                r"/(?:spaces|display)/(?:viewspace\.action\?key=)?(~?[\w.:-]+)",
                "Enter only the key, such as KB for /spaces/KB/overview",
                of=r"://|/",
            ),
            refused_if(r"\s", "Enter the space's key, not its name. Keys don't contain spaces"),
        ),
        Ui(
            label="Space key",
            address_parts=_WIKI_AND_PLACE,
            help="The space's short key.",
            where="In a page's URL, the part after /spaces/ or /display/.",
        ),
        Field(examples=["KB"]),
    ]


class OnePage(Wiki):
    """One page, with or without its child pages."""

    page_id: Annotated[
        Digits,
        repaired_by(
            part_of_address(
                r"(?:/pages/(?:edit-v2/)?|pageId=|contentId=)(\d+)", "Enter only the page number"
            )
        ),
        Ui(
            label="Page ID",
            address_parts=_WIKI_AND_PLACE,
            help="The page's number.",
            where="In the page's URL, the number after /pages/ or pageId=.",
        ),
        Field(examples=["98765"]),
    ]
    # Sent in any case, because the server would leave child pages out.
    index_recursively: Annotated[
        bool,
        Ui(label="Include child pages", help="Also index the pages below it."),
        AlwaysSent(),
    ] = True


class Query(Wiki):
    """Pages that match a query."""

    cql_query: Annotated[
        Text,
        repaired_by(straight_quotes("CQL doesn't accept curly quotes")),
        Ui(
            label="CQL query",
            help="The query must select pages (type=page) and can't filter on lastModified.",
            multiline=True,
            warn=_query_warning,
        ),
        Field(examples=["type=page and space=KB and label=public"]),
    ]


class Cloud(Credential):
    """An Atlassian account."""

    confluence_username: Annotated[Email, Ui(label="Email", help="Your Atlassian account email.")]
    confluence_access_token: Annotated[
        Token,
        Ui(
            label="API token",
            help="Clarm indexes the pages this account can read.",
            where="id.atlassian.com → Security → API tokens.",
            warn=prefix_warning("ATATT"),
        ),
    ]


class DataCenter(Credential):
    """A personal access token for Confluence Data Center."""

    confluence_access_token: Annotated[
        Token,
        Ui(
            label="Personal access token",
            help="Clarm indexes the pages its owner can read.",
            where="Confluence → your profile → Personal Access Tokens.",
            warn=warned_by(
                refused_if("^ATATT", "This is an Atlassian Cloud token. Data Center needs its own.")
            ),
        ),
    ]
    # Newer servers miss the key where it is left out, and do not read what is in it.
    confluence_username: Annotated[
        str,
        StringConstraints(strip_whitespace=True),
        BeforeValidator(lambda value: "" if value is None else value),
        AfterValidator(not_a_token),
        Ui(label="Username", help="Rarely needed. The token alone is enough.", advanced=True),
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
            "Everything": "All pages the account can read.",
            "OneSpace": "All pages in the space.",
            "OnePage": "One page, with or without its child pages.",
            "Query": "Pages that match a CQL query.",
        },
    ),
]
CREDENTIAL = Annotated[
    Cloud | DataCenter,
    Ui(
        label="Sign-in method",
        labels={"Cloud": "Email and API token", "DataCenter": "Personal access token"},
        helps={
            "Cloud": "For Confluence and Jira Cloud.",
            "DataCenter": "For Server or Data Center.",
        },
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
