"""What api.slab.com answers (public clients of its GraphQL API)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

ANSWERS = (
    VendorAnswer("POST /v1/graphql", {"data": {"organization": {"host": "your-team.slab.com"}}}),
)
WRONG = VendorAnswer("*", {"errors": [{"message": "Unauthorized"}]}, 401)
NO_SCOPE = VendorAnswer("*", {"errors": [{"message": "Forbidden"}]}, 403)
