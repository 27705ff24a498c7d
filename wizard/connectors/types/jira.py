"""Jira.

Facts: onyx: backend/onyx/connectors/onyx_jira/connector.py (June 2025), jira/connector.py for the
newer fields (2025-06-24 and 2025-10).
"""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import unquote_plus

from pydantic import Field

from wizard.connectors.addresses import address_up_to, part_of_address, root_of_site
from wizard.connectors.fields import (
    NEWER,
    Config,
    Credential,
    Email,
    Example,
    OnlyWhenChanged,
    Text,
    Token,
    Url,
    prefix_warning,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    Repair,
    capitals,
    one_each,
    refused_if,
    refused_unless,
    repaired_by,
    straight_quotes,
    without,
)
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="jira",
    position=14,
    label="Jira",
    category="Ticketing & projects",
    summary="Issues and comments of Jira Cloud or Data Center.",
    evidence="inferred",
    aliases=("atlassian", "issues", "tickets", "service desk"),
    refresh=1800,
    prune=2592000,
    docs_url="https://id.atlassian.com/manage-profile/security/api-tokens",
    needs=(
        "Cloud: the e-mail of an Atlassian account, and an API token of it.",
        "Data Center: a personal access token from your Jira profile.",
    ),
)


_IN_ADDRESS = r"(?:/browse/|/projects/|[?&](?:projectKey|selectedProject)=)([A-Z][A-Z0-9_]+)"
_ROOT = "Enter the root of the site alone"


def _holds_project(address: str) -> Repair | None:
    """``https://acme.atlassian.net/browse/ENG-1``: which project it is of, since that is lost."""
    found = re.search(_IN_ADDRESS, address, re.IGNORECASE)
    root = _root(address)
    if found is None or root is None:
        return None
    return Repair(f"{_ROOT}. The key of the project in it is {found[1].upper()}", root.fix)


def _root(address: str) -> Repair | None:
    return _root_in_cloud(address) or _root_elsewhere(address)


_root_in_cloud = root_of_site(_ROOT, r"\.(atlassian\.net|jira\.com)$")
# Where Jira is one's own, its root may lie below a path.
_root_elsewhere = address_up_to(
    r"(?:https?://)?[^/?#]+[^?#]*?(?=/(?:browse|projects|secure|plugins|servicedesk|software|rest)/"
    r"|/issues/?\?|/login\.jsp|/?[?#])",
    _ROOT,
)


def _query_in_address(text: str) -> Repair | None:
    """``https://acme.atlassian.net/issues/?jql=project%20%3D%20ENG`` -> ``project = ENG``."""
    found = re.search(r"://\S+[?&]jql=([^&#]+)", text)
    if found is None:
        return None
    return Repair("Enter the query itself, not an address", unquote_plus(found[1]))


class Site(Config):
    """What all choices share."""

    jira_base_url: Annotated[
        Url,
        repaired_by(_holds_project, _root),
        Ui(
            label="Jira address",
            help="The root of the site, without /browse or /projects.",
            placeholder="https://your-domain.atlassian.net",
        ),
        Field(examples=["https://your-domain.atlassian.net"]),
    ]
    comment_email_blacklist: Annotated[
        list[Annotated[Email, repaired_by(one_each())]],
        Ui(
            label="Ignore comments from",
            help="E-mails whose comments are left out, such as those of bots.",
        ),
        Field(examples=[["bot@example.com"]]),
    ] = Field(default_factory=list)
    labels_to_skip: Annotated[
        list[
            Annotated[Text, repaired_by(one_each(",; \n", "Enter one a line: no label has blanks"))]
        ],
        Ui(
            label="Labels to skip",
            help="Issues with one of these labels are left out.",
            advanced=True,
        ),
    ] = Field(default_factory=list)
    scoped_token: Annotated[
        bool,
        Ui(label="Scoped token", help="The API token is one of Atlassian's, with scopes."),
        NEWER,
        OnlyWhenChanged(),
    ] = False


class Everything(Site):
    """All issues that the account can read."""


class OneProject(Site):
    """The issues of one project."""

    project_key: Annotated[
        Text,
        repaired_by(
            part_of_address(_IN_ADDRESS, "Enter the project's key alone", of="/"),
            refused_if(
                "[,;]", "One project only: a JQL query takes several, or a connector for each"
            ),
            without(
                r"(?<=\w)-\d+$",
                "This is the key of an issue. Enter that of its project",
                sure=False,
            ),
            refused_if(r"\s", "Enter the project's key, not its name: it has no blanks"),
            capitals("Keys of projects have capitals"),
            refused_unless(r"[A-Z][A-Z0-9_]*|\d+", "A key has letters, digits and underscores"),
        ),
        Ui(label="Project key", help="The letters before the number of an issue."),
        Field(examples=["PROJ"]),
    ]


class Query(Site):
    """The issues that a query finds."""

    jql_query: Annotated[
        Text,
        repaired_by(
            _query_in_address,
            without(
                r"(?:^|\s+)order\s+by\s+[^'\"()]+$",
                "Leave out ORDER BY: the server adds to it",
                sure=False,
            ),
            straight_quotes("Use straight quotes"),
        ),
        Ui(
            label="JQL query",
            help="Without filters on time, and without ORDER BY.",
            multiline=True,
        ),
        Field(examples=["project = PROJ AND issuetype = Bug"]),
    ]


class Cloud(Credential):
    """An Atlassian account."""

    jira_user_email: Annotated[Email, Ui(label="E-mail", help="Of the Atlassian account.")]
    jira_api_token: Annotated[
        Token,
        Ui(
            label="API token",
            help="The issues that this account may read are indexed.",
            where="id.atlassian.com → Security → API tokens.",
            warn=prefix_warning("ATATT"),
        ),
    ]


# It has no e-mail: the server takes its mere presence for a sign-in with a password.
class DataCenter(Credential):
    """A personal access token of a Jira of your own."""

    jira_api_token: Annotated[
        Token,
        Ui(
            label="Personal access token",
            help="The issues that its owner may read are indexed.",
            where="Jira → your profile → Personal Access Tokens.",
        ),
    ]


CONFIG = Annotated[
    Everything | OneProject | Query,
    Ui(
        label="What to index",
        labels={
            "Everything": "Everything",
            "OneProject": "One project",
            "Query": "A JQL query (only in newer versions)",
        },
        helps={
            "Everything": "All issues that the account can read.",
            "OneProject": "All issues of the project.",
            "Query": "What a query in Jira's own language finds. Clarm may not know it.",
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

_CLOUD = {"jira_user_email": "admin@example.com", "jira_api_token": "ATATTFAKE"}

MINIMAL = Example(config={"jira_base_url": "https://your-domain.atlassian.net"}, credentials=_CLOUD)
FULL = Example(
    config={
        "jira_base_url": "https://your-domain.atlassian.net",
        "comment_email_blacklist": ["bot@example.com"],
        "labels_to_skip": ["internal"],
        "scoped_token": True,
    },
    credentials=_CLOUD,
)
MORE = (
    Example(
        config={"jira_base_url": "https://jira.example.com", "project_key": "PROJ"},
        credentials={"jira_api_token": "FAKE"},
    ),
    Example(
        config={
            "jira_base_url": "https://your-domain.atlassian.net",
            "jql_query": "project = PROJ\nAND issuetype = Bug",
        },
        credentials=_CLOUD,
    ),
)
