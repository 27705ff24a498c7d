"""What api.getguru.com answers (Guru's SDK; developer.getguru.com)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

ANSWERS = (
    VendorAnswer(
        "GET /api/v1/whoami",
        {"user": {"email": "admin@example.com"}, "team": {"id": "abcd", "name": "Acme"}},
    ),
    VendorAnswer("GET /api/v1/collections", [{"id": "c1", "name": "Support"}]),
)
WRONG = VendorAnswer("*", "", 401)
NO_SCOPE = VendorAnswer("GET /api/v1/collections", [])
