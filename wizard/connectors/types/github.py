"""GitHub.

Facts: onyx: backend/onyx/connectors/github/connector.py (June 2025, the newer fields 2026).
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from wizard.connectors.about import About
from wizard.connectors.kit import (
    NEWER,
    AlwaysSent,
    CommaList,
    Config,
    Credential,
    Example,
    Maybe,
    OnlyWhenChanged,
    Text,
    Token,
    prefix_warning,
    refusal,
    without_spaces,
)
from wizard.forms import Ui, When, fields_error

ABOUT = About(
    type="github",
    position=7,
    label="GitHub",
    category="Code",
    summary="Pull requests and issues of repositories.",
    evidence="inferred",
    aliases=("git", "repository", "code", "issues", "pull requests", "microsoft"),
    refresh=1800,
    prune=2592000,
    docs_url="https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
    needs=(
        "A personal access token: classic with the scope repo, or fine-grained with read access "
        "to Contents, Issues, Pull requests and Metadata.",
        "Where the organization uses SAML single sign-on: the token authorized for it.",
    ),
)


def _parts(value: str) -> list[str]:
    """Owner and repository, of an address or of "owner/name"."""
    path = re.sub(r"^(https?://|git@)?(www\.)?github\.com[/:]", "", value, flags=re.IGNORECASE)
    return [part.removesuffix(".git") for part in path.split("/") if part]


def _offer(name: str) -> dict[str, str]:
    return {"fix": name} if re.fullmatch(r"[\w.-]+", name) else {}


def _check_owner(value: str) -> str:
    if "/" in value or value.startswith("@"):
        offered = _offer("".join(_parts(value)[:1]).removeprefix("@"))
        raise refusal("Enter the name only, such as octocat for github.com/octocat", **offered)
    return without_spaces(value)


def _check_repository(value: str) -> str:
    if "/" in value:
        offered = _offer("".join(_parts(value)[1:2]))
        raise refusal("Enter the name only, such as docs for octocat/docs", **offered)
    return without_spaces(value)


class Repositories(Config):
    """What both choices share."""

    repo_owner: Annotated[
        Text,
        AfterValidator(_check_owner),
        Ui(label="Owner", help="The user or organization that the repositories belong to."),
        Field(examples=["octocat"]),
    ]
    # Both are sent in any case: the server's default for pull requests has not always been on.
    include_prs: Annotated[
        bool, Ui(label="Pull requests", help="Index pull requests."), AlwaysSent()
    ] = True
    include_issues: Annotated[bool, Ui(label="Issues", help="Index issues."), AlwaysSent()] = False
    state_filter: Annotated[
        Literal["all", "open", "closed"],
        Ui(
            label="State",
            help="Which pull requests and issues to take.",
            labels={"all": "All", "open": "Open", "closed": "Closed"},
            advanced=True,
        ),
        OnlyWhenChanged(),
    ] = "all"
    include_files: Annotated[
        bool,
        Ui(label="Documents", help="Index Markdown and text files."),
        NEWER,
        OnlyWhenChanged(),
    ] = False
    branch: Annotated[
        Maybe[Text],
        Ui(
            label="Branch",
            help="Where to take documents from. Empty means each repository's default branch.",
            visible_when=When("include_files", equals=True),
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = None

    @model_validator(mode="after")
    def _something(self) -> Repositories:
        if not (self.include_prs or self.include_issues or self.include_files):
            raise fields_error(
                "Nothing would be indexed: switch on pull requests or issues",
                "include_prs",
                "include_issues",
            )
        return self


class Chosen(Repositories):
    """The repositories that are named."""

    repositories: Annotated[
        CommaList[Annotated[Text, AfterValidator(_check_repository)]],
        Ui(label="Repository names", help="Without the owner, one each."),
        Field(min_length=1, examples=["docs,website"]),
    ]


class Everything(Repositories):
    """All repositories of the owner."""


class AccessToken(Credential):
    """A personal access token."""

    github_access_token: Annotated[
        Token,
        Ui(
            label="Access token",
            help="Classic or fine-grained. It has to be able to read the repositories.",
            where="GitHub → Settings → Developer settings → Personal access tokens.",
            warn=prefix_warning("ghp_", "github_pat_", "gho_", "ghs_"),
        ),
    ]


CONFIG = Annotated[
    Chosen | Everything,
    Ui(
        label="Repositories",
        labels={"Chosen": "Chosen repositories", "Everything": "Every repository of the owner"},
        helps={
            "Chosen": "One or more, by name.",
            "Everything": "All that the token can read, future ones included.",
        },
    ),
]
CREDENTIAL = AccessToken

MINIMAL = Example(
    config={
        "repo_owner": "octocat",
        "repositories": "docs,website",
        "include_prs": True,
        "include_issues": False,
    },
    credentials={"github_access_token": "ghp_FAKE"},
)
FULL = Example(
    config={
        "repo_owner": "octocat",
        "repositories": "docs,website",
        "include_prs": True,
        "include_issues": True,
        "state_filter": "open",
        "include_files": True,
        "branch": "main",
    },
    credentials={"github_access_token": "ghp_FAKE"},
)
MORE = (
    Example(
        config={"repo_owner": "octocat", "include_prs": False, "include_issues": True},
        credentials={"github_access_token": "ghp_FAKE"},
    ),
)
