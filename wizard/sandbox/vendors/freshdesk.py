"""What Freshdesk answers (developers.freshdesk.com/api)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

ANSWERS = (
    VendorAnswer(
        "GET /api/v2/agents/me",
        {
            "id": 432,
            "ticket_scope": 1,
            "available": True,
            "contact": {"active": True, "email": "ada@example.com", "name": "Ada Lovelace"},
        },
    ),
    VendorAnswer("GET /api/v2/tickets", [{"id": 1, "subject": "Support needed", "status": 2}]),
)
WRONG = VendorAnswer(
    "*",
    {
        "code": "invalid_credentials",
        "message": "You have to be logged in to perform this action.",
    },
    401,
)
NO_SCOPE = VendorAnswer(
    "GET /api/v2/tickets",
    {"code": "access_denied", "message": "You are not authorized to perform this action."},
    403,
)
