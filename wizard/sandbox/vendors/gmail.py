"""What the Gmail API answers (developers.google.com)."""

from __future__ import annotations

from wizard.sandbox.vendors import _google
from wizard.sandbox.vendors.answers import VendorAnswer

ANSWERS = (
    *_google.ANSWERS,
    VendorAnswer(
        "GET /gmail/v1/users/me/profile",
        {
            "emailAddress": "admin@example.com",
            "messagesTotal": 1234,
            "threadsTotal": 567,
            "historyId": "89",
        },
    ),
)
WRONG = _google.WRONG
NO_SCOPE = _google.NO_SCOPE
