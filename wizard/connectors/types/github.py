"""GitHub.

Facts: onyx: backend/onyx/connectors/github/connector.py (June 2025, the newer fields 2026).
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from wizard.connectors.addresses import part_of_address
from wizard.connectors.fields import (
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
    without_spaces,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    Repair,
    one_each,
    refused_unless,
    repaired_beside,
    repaired_by,
    without,
)
from wizard.forms import Ui, When, fields_error

ABOUT = ConnectorInfo(
    type="github",
    position=7,
    label="GitHub",
    category="Code",
    summary="Pull requests and issues in GitHub repositories.",
    evidence="inferred",
    aliases=("git", "repository", "code", "issues", "pull requests", "microsoft"),
    refresh=1800,
    prune=2592000,
    docs_url="https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
    needs=(
        "A personal access token: classic with the repo scope, or fine-grained with read access "
        "to Contents, Issues, Pull requests and Metadata.",
        "If your organization uses SAML SSO, authorize the token for it.",
    ),
)


_HOST = re.compile(r"(?:https?://|ssh://|git@)*([\w-]+(?:\.[\w-]+)+)(?::\d+)?(?:[/:]|$)", re.I)
_GITHUB = ("github.com", "www.github.com")
_NAME = r"[\w.-]+"
_BRANCH = "Enter only the branch name, such as main"


_OWNER_AND_REPOSITORY = (
    r"(?:(?:https?|ssh|git)://)?(?:git@|www\.)?github\.com[/:](?!orgs/|users/|enterprises/)"
    r"(?P<repo_owner>[\w-]+)/(?P<repositories>[\w.-]+?)(?:\.git)?/?(?:[/?#].*)?",
    r"(?P<repo_owner>[\w-]+)/(?P<repositories>[\w.-]+)",
)


def _parts(value: str) -> list[str] | None:
    """Owner and repository, of an address or of "owner/name"; None for another host's address."""
    host = _HOST.match(value)
    if host is not None and host[1].lower() not in _GITHUB:
        return None
    path = value[host.end() :] if host is not None else value
    names = [name.removesuffix(".git") for name in re.split(r"[/?#]", path) if name]
    return names[1:] if names[:1] and names[0] in ("orgs", "users", "enterprises") else names


def _named(reason: str, names: list[str] | None) -> Repair:
    """The last of ``names`` as an offer, as far as there is one."""
    if names is None:
        return Repair(
            "This URL isn't on github.com, the host Clarm reads unless its admin changed it. "
            "Enter only the name"
        )
    is_name = bool(names) and re.fullmatch(_NAME, names[-1]) is not None
    return Repair(reason, names[-1] if is_name else None, sure=True)


def _owner(text: str) -> Repair | None:
    """``https://github.com/orgs/acme/repositories``, ``acme/docs`` or ``@acme`` -> ``acme``."""
    if "/" not in text and not text.startswith("@"):
        return None
    names = _parts(text.removeprefix("@"))
    reason = "Enter only the name, such as octocat for github.com/octocat"
    return _named(reason, names[:1] if names is not None else None)


def _repository(text: str) -> Repair | None:
    """``https://github.com/acme/docs/issues`` or ``acme/docs`` -> ``docs``."""
    if "/" not in text:
        return None
    names = _parts(text)
    reason = "Enter only the name, such as docs for octocat/docs"
    return _named(reason, names[1:2] if names is not None else None)


def _of_this_owner(text: str, owner: str | None) -> Repair | None:
    """A repository of another owner: its name alone would mean another one."""
    names = _parts(text) if "/" in text else None
    if names is None or len(names) < 2 or not owner or names[0].lower() == owner.lower():
        return None
    return Repair("This repository has a different owner. Create a connector for each owner")


class Repositories(Config):
    """Settings that both choices share."""

    repo_owner: Annotated[
        Text,
        AfterValidator(without_spaces),
        repaired_by(
            _owner,
            refused_unless(
                r"[\w.\s-]+",
                "GitHub names contain only letters, digits, dots, dashes and underscores",
            ),
        ),
        Ui(
            label="Owner",
            help="The user or organization that owns the repositories.",
            address_parts=_OWNER_AND_REPOSITORY,
        ),
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
            help="Which pull requests and issues to index.",
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
        Maybe[
            Annotated[
                Text,
                repaired_by(
                    part_of_address(r"/(?:tree|blob)/([^?#]+)", _BRANCH, of="://|github.com"),
                    without(r"^(refs/heads/|origin/)", _BRANCH),
                ),
            ]
        ],
        Ui(
            label="Branch",
            help="The branch to index documents from. Leave empty for each repository's default "
            "branch.",
            visible_when=When("include_files", equals=True),
        ),
        NEWER,
        OnlyWhenChanged(),
    ] = None

    @model_validator(mode="after")
    def _something(self) -> Repositories:
        if not (self.include_prs or self.include_issues or self.include_files):
            raise fields_error(
                "Nothing to index. Turn on pull requests or issues",
                "include_prs",
                "include_issues",
            )
        return self


class Chosen(Repositories):
    """Repositories, by name."""

    repositories: Annotated[
        CommaList[
            Annotated[
                Text,
                AfterValidator(without_spaces),
                repaired_by(
                    one_each(";\n"), _repository, without(r"\.git$", "Remove .git from the end")
                ),
                repaired_beside("repo_owner", _of_this_owner),
            ]
        ],
        Ui(
            label="Repository names",
            help="Repository names only, without the owner.",
            address_parts=_OWNER_AND_REPOSITORY,
        ),
        Field(min_length=1, examples=["docs,website"]),
    ]


class Everything(Repositories):
    """All of the owner's repositories."""


class AccessToken(Credential):
    """A personal access token."""

    github_access_token: Annotated[
        Token,
        Ui(
            label="Access token",
            help="Classic or fine-grained. It must be able to read the repositories.",
            where="GitHub → Settings → Developer settings → Personal access tokens.",
            warn=prefix_warning("ghp_", "github_pat_", "gho_", "ghs_"),
        ),
    ]


CONFIG = Annotated[
    Chosen | Everything,
    Ui(
        label="Repositories",
        labels={"Chosen": "Selected repositories", "Everything": "All of the owner's repositories"},
        helps={
            "Chosen": "One or more, by name.",
            "Everything": "All that the token can read, including new ones.",
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
