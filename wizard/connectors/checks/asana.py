"""Asana: who the token belongs to, and whether it sees the workspace and the projects.

Facts: Asana's OpenAPI description: users/me, projects, workspaces, teams; what 401 to 429 mean. A
personal access token has all rights of its owner.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Contains,
    Cursor,
    Failure,
    Meaning,
    Pick,
    bearer,
)

_API = "https://app.asana.com/api/1.0"
_WORKSPACE = "config.asana_workspace_id"
_PAGES = Cursor("next_page.offset", "offset")


def _missing(path: str, words: str) -> tuple[Failure, ...]:
    return (
        Failure((400, 404), Meaning.MISSING, words, path=path),
        Failure(403, Meaning.SCOPE, words, path=path),
    )


CHECK = Check(
    headers=bearer("credentials.asana_api_token_secret"),
    requests=(
        Ask(
            url=f"{_API}/users/me?opt_fields=gid,name,email,workspaces.gid,workspaces.name",
            asks="who the token belongs to",
            found="data.gid",
            account=("data.name", "data.email"),
            contains=(
                Contains(
                    "data.workspaces[].gid",
                    _WORKSPACE,
                    "The token works, but its owner isn't in workspace {item}.",
                ),
            ),
        ),
        Ask(
            url=f"{_API}/projects?workspace={{{_WORKSPACE}}}&limit=1&opt_fields=gid",
            found="data",
            failures=_missing(_WORKSPACE, "The token works but can't see this workspace."),
        ),
        Ask(
            url=f"{_API}/projects/{{each}}?opt_fields=gid,name",
            each="config.asana_project_ids",
            found="data.gid",
            failures=_missing(
                "config.asana_project_ids",
                "The token works but can't see one of these projects: it doesn't exist, or the "
                "token's owner isn't a member.",
            ),
        ),
        Ask(
            url=f"{_API}/teams/{{config.asana_team_id}}?opt_fields=gid,name",
            found="data.gid",
            failures=_missing("config.asana_team_id", "The token works but can't see this team."),
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "Asana doesn't recognize this token, or it was revoked. Create a new one under "
            "Personal access tokens.",
        ),
        Failure(402, Meaning.PLAN, "The workspace's plan doesn't include this."),
    ),
)

PICKS = (
    Pick(
        path=_WORKSPACE,
        ask=Ask(url=f"{_API}/workspaces?limit=100&opt_fields=name,is_organization"),
        rows="data[]",
        value="gid",
        label="name",
        hints={"is_organization": "organization"},
        pages=_PAGES,
    ),
    Pick(
        path="config.asana_project_ids",
        ask=Ask(
            url=f"{_API}/projects?workspace={{{_WORKSPACE}}}&archived=false&limit=100"
            "&opt_fields=name,team.name"
        ),
        rows="data[]",
        value="gid",
        label="name",
        pages=_PAGES,
    ),
    Pick(
        path="config.asana_team_id",
        ask=Ask(url=f"{_API}/workspaces/{{{_WORKSPACE}}}/teams?limit=100&opt_fields=name"),
        rows="data[]",
        value="gid",
        label="name",
        pages=_PAGES,
        advice="Only organizations have teams.",
    ),
)
