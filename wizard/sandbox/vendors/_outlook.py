"""What Microsoft Graph answers about people and their mail (learn.microsoft.com)."""

from __future__ import annotations

from wizard.sandbox.vendors import _microsoft
from wizard.sandbox.vendors._microsoft import graph_error, pages, token
from wizard.sandbox.vendors.answers import VendorAnswer

_ROOM = {"displayName": "Room 1", "mail": None}
_ADA = {"displayName": "Ada Lovelace", "mail": "ada@example.com"}
_GRACE = {"displayName": "Grace Hopper", "mail": "grace@example.com"}

ANSWERS = (
    token("Mail.Read", "User.Read.All"),
    graph_error("GET /v1.0/users/nobody@*", 404, "ErrorInvalidUser", "The user is invalid."),
    VendorAnswer(
        "GET /v1.0/users/*/mailFolders", {"value": [{"id": "AQMkAD", "displayName": "Inbox"}]}
    ),
    *pages("/v1.0/users", [_ADA, _ROOM], [_GRACE]),
)
WRONG = _microsoft.WRONG
EXPIRED = _microsoft.EXPIRED
NO_SCOPE = _microsoft.NO_SCOPE
