"""What api.loopio.com answers (onyx; RFC 6749 for the token)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_TOKEN = {
    "access_token": "l00pi0",
    "token_type": "Bearer",
    "expires_in": 3600,
    "scope": "library:read",
}


def _stacks(*names: str) -> dict[str, object]:
    return {"items": [{"id": 1, "name": name} for name in names], "totalPages": 2}


ANSWERS = (
    VendorAnswer("POST /oauth2/access_token", _TOKEN),
    VendorAnswer("GET /data/v2/stacks?page=1", _stacks("Security", "Legal")),
    VendorAnswer("GET /data/v2/stacks?page=2", _stacks("Company")),
    VendorAnswer("GET /data/v2/stacks", _stacks()),
)
WRONG = VendorAnswer("*", {"error": "invalid_client"}, 401)
NO_SCOPE = VendorAnswer("POST /oauth2/access_token", {"error": "invalid_scope"}, 400)
