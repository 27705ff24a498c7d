"""What a Zendesk answers (developer.zendesk.com, Support and Help Center APIs)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_ME = {
    "user": {
        "id": 35436,
        "name": "Ada Agent",
        "email": "admin@example.com",
        "role": "agent",
        "active": True,
    }
}
_STRANGER = {
    "user": {"id": None, "name": "Anonymous user", "email": "invalid@example.com", "role": None}
}
_FORBIDDEN = {
    "error": {
        "title": "Forbidden",
        "message": "You do not have access to this page. Please contact the account owner.",
    }
}
_NO_SITE = {
    "error": {"title": "No help desk at nowhere.zendesk.com", "message": "There is no help desk."}
}

ANSWERS = (
    VendorAnswer("*", _NO_SITE, 404, host="nowhere.zendesk.com"),
    VendorAnswer("GET /api/v2/users/me.json", _STRANGER, host="stranger.zendesk.com"),
    VendorAnswer("GET /api/v2/users/me.json", _ME),
    VendorAnswer(
        "GET /api/v2/help_center/articles.json",
        {"error": "InvalidEndpoint", "description": "Not found"},
        404,
        host="noguide.zendesk.com",
    ),
    VendorAnswer("GET /api/v2/help_center/articles.json", {"count": 3, "articles": [{"id": 1}]}),
    VendorAnswer("GET /api/v2/tickets.json", {"tickets": [{"id": 1}], "meta": {}, "links": {}}),
)
WRONG = VendorAnswer("*", {"error": "Couldn't authenticate you"}, 401)
NO_SCOPE = (
    VendorAnswer("GET /api/v2/help_center/articles.json", _FORBIDDEN, 403),
    VendorAnswer("GET /api/v2/tickets.json", _FORBIDDEN, 403),
)
