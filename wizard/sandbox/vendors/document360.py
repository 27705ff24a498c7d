"""What apihub.document360.io answers (onyx; notes of a public client)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_VERSIONS = [
    {"id": "v1", "version_code_name": "Support", "is_main_version": True},
    {"id": "v2", "version_code_name": "Internal", "is_main_version": False},
]
_CATEGORIES = [
    {"id": "c1", "name": "Getting started", "child_categories": [], "articles": []},
    {"id": "c2", "name": "Billing", "child_categories": [], "articles": []},
]

ANSWERS = (
    VendorAnswer("GET /v2/ProjectVersions", {"data": _VERSIONS, "success": True}),
    VendorAnswer("GET /v2/ProjectVersions/v1/categories", {"data": _CATEGORIES, "success": True}),
    VendorAnswer(
        "GET /v2/ProjectVersions/v2/categories", {"data": [{"id": "c3", "name": "Secret"}]}
    ),
)
WRONG = VendorAnswer("*", "", 401)
NO_SCOPE = VendorAnswer("*", {"data": None, "success": False, "errors": []}, 403)
