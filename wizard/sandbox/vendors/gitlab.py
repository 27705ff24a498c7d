"""What a GitLab answers (docs.gitlab.com/api: tokens, users, projects, namespaces)."""

from __future__ import annotations

from typing import Any

from wizard.sandbox.vendors.answers import VendorAnswer

_SELF = {
    "id": 4,
    "name": "Clarm",
    "revoked": False,
    "scopes": ["read_api", "read_repository"],
    "user_id": 3,
    "active": True,
    "expires_at": "2027-01-31",
}
_ROOT = "https://gitlab.com/api/v4"


def _project(owner: str, name: str) -> dict[str, Any]:
    return {
        "id": 278964,
        "path": name,
        "path_with_namespace": f"{owner}/{name}",
        "name_with_namespace": f"{owner} / {name}",
        "namespace": {"id": 9970, "path": owner, "full_path": owner, "kind": "group"},
    }


def _next(path: str) -> dict[str, str]:
    return {"Link": f'<{_ROOT}/{path}&page=2>; rel="next"', "X-Next-Page": "2"}


def _not_granted(request: str, permission: str) -> VendorAnswer:
    body = {
        "error": "insufficient_granular_scope",
        "error_description": f"Access denied: this operation requires [{permission}].",
    }
    return VendorAnswer(request, body, 403, host="fine.example.com")


ANSWERS = (
    _not_granted("GET /api/v4/personal_access_tokens/self", "Personal Access Token: Read"),
    _not_granted("GET /api/v4/user", "User: Read"),
    _not_granted("GET /api/v4/projects/*/issues", "Issue: Read"),
    VendorAnswer("GET /api/v4/personal_access_tokens/self", _SELF),
    VendorAnswer("GET /api/v4/user", {"id": 3, "username": "mia", "name": "Mia Krystof"}),
    VendorAnswer("GET /api/v4/projects?*page=2", [_project("acme/tools", "docs")]),
    VendorAnswer(
        "GET /api/v4/projects",
        [_project("gitlab-org", "gitlab"), _project("gitlab-org", "runner")],
        200,
        _next("projects?membership=true&simple=true&per_page=100"),
    ),
    VendorAnswer("GET /api/v4/namespaces?*page=2", [{"id": 2, "full_path": "acme/tools"}]),
    VendorAnswer(
        "GET /api/v4/namespaces",
        [{"id": 1, "full_path": "mia", "kind": "user"}],
        200,
        _next("namespaces?per_page=100"),
    ),
    VendorAnswer("GET /api/v4/projects/*/nowhere", {"message": "404 Project Not Found"}, 404),
    VendorAnswer("GET /api/v4/projects/*/issues", []),
    VendorAnswer("GET /api/v4/projects/*/merge_requests", []),
    VendorAnswer("GET /api/v4/projects/*/repository/tree", [{"id": "a1", "name": "README.md"}]),
    VendorAnswer("GET /api/v4/projects/*", _project("gitlab-org", "gitlab")),
)
WRONG = VendorAnswer("*", {"message": "401 Unauthorized"}, 401)
EXPIRED = VendorAnswer(
    "*",
    {
        "error": "invalid_token",
        "error_description": "Token is expired. You can either do re-authorization or token "
        "refresh.",
    },
    401,
)
NO_SCOPE = (
    VendorAnswer("GET /api/v4/personal_access_tokens/self", {**_SELF, "scopes": ["read_user"]}),
    VendorAnswer("GET /api/v4/user", {"id": 3, "username": "mia", "name": "Mia Krystof"}),
    VendorAnswer(
        "*",
        {
            "error": "insufficient_scope",
            "error_description": "The request requires higher privileges than provided by the "
            "access token.",
            "scope": "api read_api",
        },
        403,
    ),
)
