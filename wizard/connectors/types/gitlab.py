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
    summary="Merge requests and issues in one GitLab project.",
    evidence="inferred",
    aliases=("git", "repository", "code", "issues", "merge requests"),
    refresh=1800,
    prune=2592000,
    docs_url="https://docs.gitlab.com/user/profile/personal_access_tokens/",
    needs=(
        "A personal, group or project access token with the read_api scope. To index code files, "
        "add read_repository.",
        "The project's owner and name. Each connector indexes one project.",
    ),
    notes=(
        "Clarm doesn't check the token when it creates the connector, so a wrong one "
        "fails later. Test it here first.",
    ),
)


# Older addresses have no "/-/" before a page. No project can have the names of the first ones
# (https://docs.gitlab.com/user/reserved_names/).
_PAGE = (
    r"/(?:(?:blame|blob|commits|create|edit|files|find_file|raw|refs|tree|wikis)(?:/.*)?"
    r"|(?:issues|merge_requests)/\d+.*)"
)
# A group's name may have dots in it as well.
_OWNER_AND_NAME = (
    r"(?:(?:https?|ssh)://(?:git@)?[^/]+/|git@[^/:]+:|(?:gitlab|git|www)(?:\.[\w-]+)+/)(?!groups/)"
    r"(?P<project_owner>[\w.-]+(?:/[\w.-]+)*?)/(?P<project_name>[\w.-]+?)(?:\.git)?/?"
    rf"(?:/-/.*|{_PAGE}|[?#].*)?",
)
_IS_ADDRESS = re.compile(r"://|^git@|^(gitlab|git|www)(\.[\w-]+)+/")


def _parts(address: str) -> list[str]:
    """The owner's path and the project's name, of a project's address."""
    path = re.sub(r"^(?:\w+://)?[^/:]*(?::\d+)?[/:]*|/-/.*$|[?#].*$", "", address)
    path = re.sub(rf"^([^/]+/.+?){_PAGE}$", r"\1", path.strip("/")).removesuffix(".git")
    if path.startswith("groups/"):
        return [path.removeprefix("groups/")]
    owner, _, name = path.rpartition("/")
    return [part for part in (owner, name) if part]


def _owner(text: str) -> Repair | None:
    """``https://gitlab.com/acme/tools/docs`` -> ``acme/tools``; ``gitlab.com/acme`` -> ``acme``."""
    if _IS_ADDRESS.search(text) is None:
        return None
    found = _parts(text)[:1]
    words = "Enter it without the host, such as gitlab-org"
    return Repair(words, found[0] if found else None, sure=True)


def _name(text: str) -> Repair | None:
    """``https://gitlab.com/acme/docs/-/issues`` -> ``docs``."""
    if _IS_ADDRESS.search(text) is None:
        return None
    found = _parts(text)[1:]
    return Repair("Enter only the name, such as gitlab", found[0] if found else None, sure=True)


def _below_its_owner(text: str, owner: str | None) -> Repair | None:
    """``acme/docs`` of owner ``acme`` -> ``docs``.

    Groups in between belong to the owner: the name alone would mean another project.
    """
    if "/" not in text or _IS_ADDRESS.search(text):
        return None
    above, _, name = text.strip("/").rpartition("/")
    if name and above.lower() == (owner or "").lower():
        return Repair("Enter only the name. Clarm adds the owner", name)
    return Repair("Enter only the name. The groups go in the owner field")


class Project(Config):
    """Which project to index, and which part of it."""

    project_owner: Annotated[
        Text,
        AfterValidator(without_spaces),
        repaired_by(
            _owner,
            without(r"^@|^/+|/+$", "Enter only the path, without @ or slashes at the ends"),
        ),
        Ui(
            label="Project owner",
            help="A user, a group or a path of groups.",
            address_parts=_OWNER_AND_NAME,
        ),
        Field(examples=["gitlab-org"]),
    ]
    project_name: Annotated[
        Text,
        AfterValidator(without_spaces),
        repaired_by(_name, without(r"\.git$", "Remove .git from the end")),
        repaired_beside("project_owner", _below_its_owner),
        Ui(
            label="Project name",
            help="As shown in the URL, after the owner.",
            address_parts=_OWNER_AND_NAME,
        ),
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
            help="Index the repository's files. This is slow for large repositories.",
            advanced=True,
        ),
        OnlyWhenChanged(),
    ] = False
    state_filter: Annotated[
        Literal["all", "opened", "closed", "merged"],
        Ui(
            label="State",
            help="Which merge requests and issues to index.",
            labels={"all": "All", "opened": "Open", "closed": "Closed", "merged": "Merged"},
            helps={"merged": "Merge requests only. Issues can't be merged."},
            advanced=True,
        ),
        OnlyWhenChanged(),
    ] = "all"


class AccessToken(Credential):
    """An access token, and the GitLab host it belongs to."""

    gitlab_url: Annotated[
        Url,
        repaired_by(
            root_of_site("Enter only the GitLab URL, without a project", r"^gitlab\.com$"),
            site_of_page(
                "-", "api", "users", "groups", "explore", "dashboard", "admin", "projects"
            ),
        ),
        Ui(
            label="GitLab URL",
            help="Change this if you host GitLab yourself.",
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
            where="GitLab → Preferences → Access tokens, or a project's Settings → Access tokens.",
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
