"""What Highspot's API answers (as its clients read it)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_FIRST = [{"id": f"5c{number:022}", "title": f"Spot {number}"} for number in range(98)]
_NAMED = [{"id": "61", "title": "Sales"}, {"id": "62", "title": "Marketing"}]

ANSWERS = (
    VendorAnswer("GET /v1.0/spots?*start=100*", {"collection": [{"id": "63", "title": "Archive"}]}),
    VendorAnswer("GET /v1.0/spots", {"collection": [*_NAMED, *_FIRST], "counts_total": 101}),
)
WRONG = VendorAnswer("*", {"error": "Unauthorized"}, 401)
NO_SCOPE = VendorAnswer("GET /v1.0/spots", {"error": "Forbidden"}, 403)
