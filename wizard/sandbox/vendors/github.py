"""What api.github.com answers (docs.github.com, REST API)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_SCOPES = {"X-OAuth-Scopes": "repo, read:org"}
_OWNER = {"login": "octocat", "id": 1}
_REPOSITORIES = [
    {"id": 1, "name": "docs", "full_name": "octocat/docs", "private": False, "owner": _OWNER},
    {"id": 2, "name": "website", "full_name": "octocat/website", "private": True, "owner": _OWNER},
]
_MORE = [
    {"id": 3, "name": "wiki", "full_name": "octocat/wiki", "private": False, "owner": _OWNER},
]
_NEXT = {"Link": '<https://api.github.com/user/repos?per_page=100&page=2>; rel="next"'}

ANSWERS = (
    VendorAnswer("GET /user", {"login": "octocat", "id": 1, "name": "Octo Cat"}, 200, _SCOPES),
    VendorAnswer("GET /user/repos?*page=2*", _MORE, 200, _SCOPES),
    VendorAnswer("GET /user/repos", _REPOSITORIES, 200, {**_SCOPES, **_NEXT}),
    VendorAnswer("GET /users/*/repos", _REPOSITORIES, 200, _SCOPES),
    VendorAnswer("GET /repos/*/nowhere*", {"message": "Not Found", "status": "404"}, 404),
    VendorAnswer("GET /repos/*/*/branches", [{"name": "main"}, {"name": "next"}]),
    VendorAnswer("GET /repos/*/*/issues", []),
    VendorAnswer("GET /repos/*/*/pulls", []),
    VendorAnswer("GET /repos/*/*", _REPOSITORIES[0], 200, _SCOPES),
)
WRONG = VendorAnswer("*", {"message": "Bad credentials", "status": "401"}, 401)
NO_SCOPE = VendorAnswer(
    "GET /repos/*",
    {"message": "Resource not accessible by personal access token", "status": "403"},
    403,
    {"X-Accepted-GitHub-Permissions": "contents=read"},
)
