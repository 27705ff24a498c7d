"""What api.productboard.com answers to version 1 (onyx; developer.productboard.com)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

ANSWERS = (
    VendorAnswer("GET /features", {"data": [{"id": "f1", "name": "Dark mode"}], "links": {}}),
)
WRONG = VendorAnswer("*", {"errors": [{"code": "unauthorized", "title": "Unauthorized"}]}, 401)
NO_SCOPE = VendorAnswer("*", {"errors": [{"code": "forbidden", "title": "Forbidden"}]}, 403)
