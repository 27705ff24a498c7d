"""What a BookStack answers (its source: ApiTokenGuard.php, lang/en/errors.php, Handler.php)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer


def _error(status: int, message: str) -> VendorAnswer:
    return VendorAnswer("*", {"error": {"code": status, "message": message}}, status)


ANSWERS = (
    VendorAnswer("GET /api/books", {"data": [], "total": 0}, host="empty.example.com"),
    VendorAnswer("GET /api/books", {"data": [{"id": 1, "name": "Handbook"}], "total": 12}),
)
WRONG = _error(401, "No matching API token was found for the provided authorization token")
EXPIRED = _error(403, "The authorization token used has expired")
NO_SCOPE = _error(403, "The owner of the used API token does not have permission to make API calls")
