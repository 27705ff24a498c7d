"""GitLab.

Facts: onyx: backend/onyx/connectors/gitlab/connector.py (June 2025).
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from wizard.connectors.addresses import root_of_site, site_of_page
from wizard.connectors.doubts import unreachable
from wizard.connectors.fields import (
    AlwaysSent,
    Config,
    Credential,
    Example,
    OnlyWhenChanged,
    Text,
    Token,
    Url,
    prefix_warning,
    without_spaces,
)
from wizard.connectors.metadata import ConnectorInfo
from wizard.connectors.repairs import (
    Repair,
    repaired_beside,
    repaired_by,
    warned_by,
    without,
)
from wizard.forms import Ui

ABOUT = ConnectorInfo(
    type="gitlab",
    position=9,
    label="GitLab",
    category="Code",
    summary="Merge requests and issues of one GitLab project.",
    evidence="inferred",
    aliases=("git", "repository", "code", "issues", "merge requests"),
    refresh=1800,
    prune=2592000,
    docs_url="https://docs.gitlab.com/user/profile/personal_access_tokens/",
    needs=(
        "A personal, group or project access token with the scope read_api; for code files "
        "read_repository too.",
        "The owner and the name of the project: one project for each connector.",
    ),
    notes=("Clarm does not try the token: test it here first, or a wrong one fails later.",),
)


# A group's name may have dots in it as well.
_IS_ADDRESS = re.compile(r"://|^git@|^(gitlab|git|www)(\.[\w-]+)+/")


def _parts(address: str) -> list[str]:
    """The owner's path and the project's name, of a project's address."""
    path = re.sub(r"^(?:\w+://)?[^/:]*(?::\d+)?[/:]*|/-/.*$|[?#].*$", "", address)
    path = path.strip("/").removesuffix(".git")
    if path.startswith("groups/"):
        return [path.removeprefix("groups/")]
    owner, _, name = path.rpartition("/")
    return [part for part in (owner, name) if part]


def _owner(text: str) -> Repair | None:
    """``https://gitlab.com/acme/tools/docs`` -> ``acme/tools``; ``gitlab.com/acme`` -> ``acme``."""
    if _IS_ADDRESS.search(text) is None:
        return None
    found = _parts(text)[:1]
    words = "Enter it without the server's address, such as gitlab-org"
    return Repair(words, found[0] if found else None)


def _name(text: str) -> Repair | None:
    """``https://gitlab.com/acme/docs/-/issues`` -> ``docs``."""
    if _IS_ADDRESS.search(text) is None:
        return None
    found = _parts(text)[1:]
    return Repair("Enter the name only, such as gitlab", found[0] if found else None)


def _below_its_owner(text: str, owner: str | None) -> Repair | None:
    """``acme/docs`` of owner ``acme`` -> ``docs``.

    Groups in between belong to the owner: the name alone would mean another project.
    """
    if "/" not in text or _IS_ADDRESS.search(text):
        return None
    above, _, name = text.strip("/").rpartition("/")
    if name and above.lower() == (owner or "").lower():
        return Repair("Enter the name only: the owner is put before it", name)
    return Repair("Enter the name only, and the groups that it is in with the owner")


class Project(Config):
    """Which project, and what of it."""

    project_owner: Annotated[
        Text,
        AfterValidator(without_spaces),
        repaired_by(
            _owner,
            without(r"^@|^/+|/+$", "Enter the path only, without @ and slashes around it"),
        ),
        Ui(label="Project owner", help="A user, a group, or a path of groups."),
        Field(examples=["gitlab-org"]),
    ]
    project_name: Annotated[
        Text,
        AfterValidator(without_spaces),
        repaired_by(_name, without(r"\.git$", "Leave out .git behind it")),
        repaired_beside("project_owner", _below_its_owner),
        Ui(label="Project name", help="As it stands in the address, after the owner."),
        Field(examples=["gitlab"]),
    ]
    include_mrs: Annotated[
        bool, Ui(label="Merge requests", help="Index merge requests.", advanced=True)
    ] = True
    include_issues: Annotated[bool, Ui(label="Issues", help="Index issues.", advanced=True)] = True
    include_code_files: Annotated[
        bool,
        Ui(
            label="Code files",
            help="Index the files of the repository. Slow for big ones.",
            advanced=True,
        ),
        OnlyWhenChanged(),
    ] = False
    state_filter: Annotated[
        Literal["all", "opened", "closed", "merged"],
        Ui(
            label="State",
            help="Which merge requests and issues to take.",
            labels={"all": "All", "opened": "Open", "closed": "Closed", "merged": "Merged"},
            helps={"merged": "Merge requests only: issues cannot be merged."},
            advanced=True,
        ),
        OnlyWhenChanged(),
    ] = "all"


class AccessToken(Credential):
    """An access token, and the GitLab it is for."""

    gitlab_url: Annotated[
        Url,
        repaired_by(
            root_of_site("Enter the address of GitLab alone, without a project", r"^gitlab\.com$"),
            site_of_page(
                "-", "api", "users", "groups", "explore", "dashboard", "admin", "projects"
            ),
        ),
        Ui(
            label="GitLab address",
            help="Change it for a GitLab of your own.",
            warn=warned_by(unreachable),
        ),
        Field(examples=["https://gitlab.com"]),
        AlwaysSent(),
    ] = "https://gitlab.com"
    gitlab_access_token: Annotated[
        Token,
        Ui(
            label="Access token",
            help="A personal, group or project token that can read the project.",
            where="GitLab → Preferences → Access tokens, or Settings → Access tokens of a project.",
            warn=prefix_warning("glpat-"),
        ),
    ]


CONFIG = Project
CREDENTIAL = AccessToken

MINIMAL = Example(
    config={"project_owner": "gitlab-org", "project_name": "gitlab"},
    credentials={"gitlab_url": "https://gitlab.com", "gitlab_access_token": "glpat-FAKE"},
)
FULL = Example(
    config={
        "project_owner": "gitlab-org",
        "project_name": "gitlab",
        "include_mrs": False,
        "include_issues": True,
        "include_code_files": True,
        "state_filter": "opened",
    },
    credentials={"gitlab_url": "https://git.example.com", "gitlab_access_token": "glpat-FAKE"},
)
