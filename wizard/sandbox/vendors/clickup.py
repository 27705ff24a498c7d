"""What api.clickup.com answers (developer.clickup.com)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_SPACES = [{"id": "790", "name": "Product", "archived": False}]
_LISTS = [{"id": "901234567", "name": "Backlog"}, {"id": "907654321", "name": "Bugs"}]
_FOLDERS = [
    {"id": "1057", "name": "Roadmap", "space": {"id": "790", "name": "Product"}, "lists": _LISTS}
]

ANSWERS = (
    VendorAnswer(
        "GET /api/v2/user",
        {"user": {"id": 123, "username": "Ada Lovelace", "email": "ada@example.com"}},
    ),
    VendorAnswer("GET /api/v2/team", {"teams": [{"id": "1234567", "name": "Acme"}]}),
    VendorAnswer("GET /api/v2/team/*/space", {"spaces": _SPACES}),
    VendorAnswer("GET /api/v2/space/*/folder", {"folders": _FOLDERS}),
    VendorAnswer("GET /api/v2/*/999", {"err": "Team not authorized", "ECODE": "OAUTH_027"}, 401),
    VendorAnswer("GET /api/v2/list/*", _LISTS[0]),
    VendorAnswer("GET /api/v2/folder/*", _FOLDERS[0]),
    VendorAnswer("GET /api/v2/space/*", _SPACES[0]),
)
WRONG = VendorAnswer("*", {"err": "Token invalid", "ECODE": "OAUTH_025"}, 401)
NO_SCOPE = VendorAnswer(
    "GET /api/v2/team*", {"err": "Team not authorized", "ECODE": "OAUTH_027"}, 401
)
