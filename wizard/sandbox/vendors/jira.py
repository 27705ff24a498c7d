"""What Jira answers (developer.atlassian.com, Jira Cloud REST API v3 and Jira Server's v2)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_ME = {
    "accountId": "5b10a2844c20165700ede21g",
    "accountType": "atlassian",
    "emailAddress": "admin@example.com",
    "displayName": "Mia Krystof",
    "active": True,
}
_SERVER_ME = {
    "key": "JIRAUSER10000",
    "name": "mia",
    "emailAddress": "mia@example.com",
    "displayName": "Mia Krystof",
    "active": True,
}
_BLOCKED = {"X-Seraph-LoginReason": "AUTHENTICATION_DENIED"}
_PROJECTS = [
    {"id": "10000", "key": "PROJ", "name": "Project"},
    {"id": "10001", "key": "ENG", "name": "Engineering"},
]
_MORE = [{"id": "10002", "key": "HR", "name": "Human Resources"}]
_NO_PROJECT = {"errorMessages": ["No project could be found with key 'NOWHERE'."], "errors": {}}
_BAD_QUERY = "Error in the JQL Query: Expecting operator but got 'banana'."


def _page(
    projects: list[dict[str, str]], *, start: int = 0, last: bool = True
) -> dict[str, object]:
    return {
        "maxResults": 100,
        "startAt": start,
        "total": 3,
        "isLast": last,
        "values": projects,
    }


ANSWERS = (
    VendorAnswer("GET /_edge/tenant_info", {"cloudId": "11223344-a1b2"}, host="*.atlassian.net"),
    VendorAnswer("GET *rest/api/3/myself", _ME),
    VendorAnswer("GET *rest/api/3/project/search?*startAt=100*", _page(_MORE, start=100)),
    VendorAnswer("GET *rest/api/3/project/search", _page(_PROJECTS, last=False)),
    VendorAnswer("GET *rest/api/*/project/NOWHERE", _NO_PROJECT, 404),
    VendorAnswer("GET *rest/api/*/project/*", _PROJECTS[0]),
    VendorAnswer(
        "POST *rest/api/3/jql/parse?*",
        {"queries": [{"query": "project ~~ PROJ", "errors": [_BAD_QUERY]}]},
        host="picky.atlassian.net",
    ),
    VendorAnswer(
        "POST *rest/api/3/jql/parse?*",
        {"queries": [{"query": "project = PROJ", "structure": {}}]},
    ),
    VendorAnswer("GET */rest/api/2/myself", _SERVER_ME),
    VendorAnswer("GET */rest/api/2/project", _PROJECTS),
    VendorAnswer("GET */rest/api/2/search", {"startAt": 0, "total": 0, "issues": []}),
)
WRONG = (
    VendorAnswer("*", "CAPTCHA_CHALLENGE", 403, _BLOCKED, host="blocked.atlassian.net"),
    VendorAnswer(
        "*",
        "Client must be authenticated to access this resource.",
        401,
        {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED", "Content-Type": "text/html;charset=UTF-8"},
    ),
)
NO_SCOPE = VendorAnswer("GET *rest/api/3/project/search", _page([]))
