"""What a Discourse answers (docs.discourse.org; Discourse's source)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_CATEGORIES = [
    {
        "id": 1,
        "name": "Support",
        "slug": "support",
        "read_restricted": False,
        "subcategory_list": [{"id": 3, "name": "Billing", "slug": "billing"}],
    },
    {"id": 2, "name": "Feature", "slug": "feature", "read_restricted": True},
]
_REFUSED = {
    "errors": ["You are not permitted to view the requested resource."],
    "error_type": "invalid_access",
}

ANSWERS = (
    VendorAnswer("GET /categories.json", {"category_list": {"categories": _CATEGORIES}}),
    VendorAnswer("GET /site/basic-info.json", {"title": "Acme Community", "description": ""}),
    VendorAnswer("GET /session/current.json", {"current_user": {"id": 1, "username": "system"}}),
)
WRONG = VendorAnswer("*", _REFUSED, 403)
NO_SCOPE = VendorAnswer("GET /categories.json", _REFUSED, 403)
