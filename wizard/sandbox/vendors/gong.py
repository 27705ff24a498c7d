"""What the API of Gong answers (help.gong.io/apidocs)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer


def _error(status: int, message: str) -> VendorAnswer:
    return VendorAnswer("*", {"requestId": "4al018gzaztcr8nbukw", "errors": [message]}, status)


ANSWERS = (
    VendorAnswer(
        "GET /v2/workspaces",
        {
            "requestId": "4al018gzaztcr8nbukw",
            "workspaces": [
                {"id": "1234567890123456789", "name": "Sales", "description": ""},
                {"id": "623457276584334", "name": "Customer success", "description": ""},
            ],
        },
    ),
    VendorAnswer("GET /v2/users", {"requestId": "x", "records": {}, "users": []}),
)
WRONG = _error(401, "Failed to authenticate the request")
NO_SCOPE = _error(403, "The credentials do not have the permission to access workspaces")
