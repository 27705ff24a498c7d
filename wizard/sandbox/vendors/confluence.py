"""What Confluence answers (developer.atlassian.com: v1 and v2 of the cloud, Data Center's REST)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_ME = {
    "type": "known",
    "accountId": "5b10a2844c20165700ede21g",
    "accountType": "atlassian",
    "email": "admin@example.com",
    "displayName": "Mia Krystof",
}
_SERVER_ME = {"type": "known", "username": "mia", "userKey": "8a7f", "displayName": "Mia Krystof"}
_STRANGER = {"type": "anonymous", "displayName": "Anonymous"}
_SPACES = [
    {"id": "1", "key": "KB", "name": "Knowledge base", "type": "global", "status": "current"},
    {"id": "2", "key": "HR", "name": "People", "type": "global", "status": "current"},
]
_MORE = [{"id": "3", "key": "~5b10", "name": "Mia", "type": "personal", "status": "current"}]
_NEXT = "/wiki/api/v2/spaces?limit=250&status=current&cursor=bmV4dA=="
_NOT_FOUND = {"errors": [{"status": 404, "code": "NOT_FOUND", "title": "Not Found"}]}
_PAGES = {
    "results": [{"id": "98765", "type": "page", "title": "Start here"}],
    "start": 0,
    "limit": 25,
    "size": 1,
    "_links": {},
}
_BAD_QUERY = {"statusCode": 400, "message": "Could not parse cql : type === page"}

ANSWERS = (
    VendorAnswer("GET /_edge/tenant_info", {"cloudId": "11223344-a1b2"}, host="*.atlassian.net"),
    VendorAnswer("GET /rest/api/user/current", _SERVER_ME, host="wiki.example.com"),
    VendorAnswer("GET *wiki/rest/api/user/current", _ME),
    VendorAnswer("GET *wiki/api/v2/spaces?*cursor=*", {"results": _MORE, "_links": {}}),
    VendorAnswer("GET *wiki/api/v2/spaces?keys=NOWHERE*", {"results": [], "_links": {}}),
    VendorAnswer(
        "GET *wiki/api/v2/spaces?*limit=250*",
        {"results": _SPACES, "_links": {"next": _NEXT}},
        200,
        {"Link": f'<{_NEXT}>; rel="next"'},
    ),
    VendorAnswer("GET *wiki/api/v2/spaces", {"results": _SPACES[:1], "_links": {}}),
    VendorAnswer("GET *wiki/api/v2/pages/404", _NOT_FOUND, 404),
    VendorAnswer("GET *wiki/api/v2/pages/*", {"id": "98765", "title": "Start here"}),
    VendorAnswer("GET */rest/api/content/search?cql=nonsense*", _BAD_QUERY, 400),
    VendorAnswer("GET */rest/api/content/search", _PAGES),
    VendorAnswer("GET */rest/api/content/*", {"id": "98765", "title": "Start here"}),
    VendorAnswer("GET */rest/api/space", {"results": _SPACES, "start": 0, "size": 2, "_links": {}}),
    VendorAnswer("GET */rest/api/space/NOWHERE", {"statusCode": 404, "message": "No space"}, 404),
    VendorAnswer("GET */rest/api/space/*", _SPACES[0]),
)
WRONG = (
    VendorAnswer("GET */rest/api/user/current", _STRANGER, 200, host="anonymous.*"),
    VendorAnswer(
        "*",
        {"statusCode": 401, "message": "Basic authentication failed"},
        401,
        {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"},
    ),
)
NO_SCOPE = VendorAnswer("GET *wiki/api/v2/spaces", {"results": [], "_links": {}})
