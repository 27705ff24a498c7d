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
    summary="Issues and comments from Jira Cloud or Data Center.",
    evidence="inferred",
    aliases=("atlassian", "issues", "tickets", "service desk"),
    refresh=1800,
    prune=2592000,
    docs_url="https://id.atlassian.com/manage-profile/security/api-tokens",
    needs=(
        "Cloud: an Atlassian account's email and API token.",
        "Data Center: a personal access token from your Jira profile.",
    ),
)


_SITE_AND_PROJECT = (
    r"(?P<jira_base_url>(?:https?://)?+[^/?#\s]+(?:/[^?#\s]*?)??)/(?:jira/[\w-]+/(?:c/)?)?"
    r"(?:projects|browse)/(?P<project_key>[A-Z][A-Z0-9_]+)(?:-\d+)?(?:[/?#].*)?",
    r"(?P<jira_base_url>(?:https?://)?+[^/?#\s]+)/[^?#]*\?(?:.*&)?"
    r"(?:projectKey|selectedProject)=(?P<project_key>[A-Z][A-Z0-9_]+)(?![\w-]).*",
)
_IN_ADDRESS = r"(?:/browse/|/projects/|[?&](?:projectKey|selectedProject)=)([A-Z][A-Z0-9_]+)"
_ROOT = "Enter only the site's root URL"


def _holds_project(address: str) -> Repair | None:
    """``https://acme.atlassian.net/browse/ENG-1``: which project it is of, since that is lost."""
    found = re.search(_IN_ADDRESS, address, re.IGNORECASE)
    root = _root(address)
    if found is None or root is None:
        return None
    return Repair(f"{_ROOT}. Its project key is {found[1].upper()}", root.fix)


def _root(address: str) -> Repair | None:
    return _root_in_cloud(address) or _root_elsewhere(address)


_root_in_cloud = root_of_site(_ROOT, r"\.(atlassian\.net|jira\.com)$")
# Where Jira is one's own, its root may lie below a path.
_root_elsewhere = address_up_to(
    r"(?:https?://)?+[^/?#]+[^?#]*?(?=/(?:browse|projects|secure|plugins|servicedesk|software|rest)/"
    r"|/issues/?\?|/login\.jsp|/?[?#])",
    _ROOT,
)


def _query_in_address(text: str) -> Repair | None:
    """``https://acme.atlassian.net/issues/?jql=project%20%3D%20ENG`` -> ``project = ENG``."""
    found = re.search(r"://\S+[?&]jql=([^&#]+)", text)
    if found is None:
        return None
    return Repair("Enter the query, not a URL", unquote_plus(found[1]))


class Site(Config):
    """Settings that all choices share."""

    jira_base_url: Annotated[
        Url,
        repaired_by(_holds_project, _root),
        Ui(
            label="Jira URL",
            address_parts=_SITE_AND_PROJECT,
            help="The site's root, without /browse or /projects.",
            placeholder="https://your-domain.atlassian.net",
        ),
        Field(examples=["https://your-domain.atlassian.net"]),
    ]
    comment_email_blacklist: Annotated[
        list[Annotated[Email, repaired_by(one_each())]],
        Ui(
            label="Ignore comments from",
            help="Skip comments from these emails, such as bots.",
        ),
        Field(examples=[["bot@example.com"]]),
    ] = Field(default_factory=list)
    labels_to_skip: Annotated[
        list[
            Annotated[
                Text,
                repaired_by(
                    one_each(",; \n", "Enter one label per line. Labels don't contain spaces")
                ),
            ]
        ],
        Ui(
            label="Labels to skip",
            help="Skip issues with any of these labels.",
            advanced=True,
        ),
    ] = Field(default_factory=list)
    scoped_token: Annotated[
        bool,
        Ui(label="Scoped token", help="The API token has scopes."),
        NEWER,
        OnlyWhenChanged(),
    ] = False


class Everything(Site):
    """All issues the account can read."""


class OneProject(Site):
    """The issues in one project."""

    project_key: Annotated[
        Text,
        repaired_by(
            part_of_address(_IN_ADDRESS, "Enter only the project key", of="/"),
            refused_if(
                "[,;]", "Enter one project. For several, use a JQL query or a connector for each"
            ),
            without(r"(?<=\w)-\d+$", "This is an issue key. Enter its project key", sure=False),
            refused_if(r"\s", "Enter the project's key, not its name. Keys don't contain spaces"),
            capitals("Project keys are uppercase"),
            refused_unless(
                r"[A-Z][A-Z0-9_]*|\d+", "Keys contain only letters, digits and underscores"
            ),
        ),
        Ui(
            label="Project key",
            address_parts=_SITE_AND_PROJECT,
            help="The prefix of its issue keys, such as ENG in ENG-42.",
        ),
        Field(examples=["PROJ"]),
    ]


class Query(Site):
    """Issues that match a query."""

    jql_query: Annotated[
        Text,
        repaired_by(
            _query_in_address,
            without(
                r"(?:^|\s+)order\s+by\s+[^'\"()]+$",
                "Remove ORDER BY. Clarm adds to the end of the query",
                sure=False,
            ),
            straight_quotes("JQL doesn't accept curly quotes"),
        ),
        Ui(
            label="JQL query",
            help="Don't filter on time, and leave out ORDER BY.",
            multiline=True,
        ),
        Field(examples=["project = PROJ AND issuetype = Bug"]),
    ]


class Cloud(Credential):
    """An Atlassian account."""

    jira_user_email: Annotated[Email, Ui(label="Email", help="Your Atlassian account email.")]
    jira_api_token: Annotated[
        Token,
        Ui(
            label="API token",
            help="Clarm indexes the issues this account can read.",
            where="id.atlassian.com → Security → API tokens.",
            warn=prefix_warning("ATATT"),
        ),
    ]


# It has no e-mail: the server takes its mere presence for a sign-in with a password.
class DataCenter(Credential):
    """A personal access token for Jira Data Center."""

    jira_api_token: Annotated[
        Token,
        Ui(
            label="Personal access token",
            help="Clarm indexes the issues its owner can read.",
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
            "Query": "A JQL query (may not be supported)",
        },
        helps={
            "Everything": "All issues the account can read.",
            "OneProject": "All issues in the project.",
            "Query": "Issues that match a JQL query.",
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
