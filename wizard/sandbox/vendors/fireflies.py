"""What api.fireflies.ai answers (docs.fireflies.ai)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer


def _refused(status: int, code: str, message: str) -> VendorAnswer:
    error = {
        "friendly": True,
        "message": message,
        "code": code,
        "extensions": {"code": code, "status": status},
    }
    return VendorAnswer("POST /graphql", {"data": None, "errors": [error]}, status)


ANSWERS = (
    VendorAnswer(
        "POST /graphql", {"data": {"user": {"name": "Ada Lovelace", "email": "ada@example.com"}}}
    ),
)
WRONG = _refused(401, "auth_failed", "Invalid API key provided")
NO_SCOPE = _refused(403, "account_cancelled", "Your subscription was cancelled")
