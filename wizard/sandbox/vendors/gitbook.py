"""What api.gitbook.com answers (gitbook.com/docs/developers)."""

from __future__ import annotations

from typing import Any

from wizard.sandbox.vendors.answers import VendorAnswer


def _error(status: int, message: str, request: str = "*") -> VendorAnswer:
    return VendorAnswer(request, {"error": {"code": status, "message": message}}, status)


def _spaces(*names: str, following: str = "") -> dict[str, Any]:
    items = [{"object": "space", "id": f"AbCdEfGh{name}", "title": name} for name in names]
    return {"items": items, **({"next": {"page": following}} if following else {})}


ANSWERS = (
    VendorAnswer(
        "GET /v1/user",
        {"object": "user", "id": "u1", "displayName": "Mia Krystof", "email": "mia@example.com"},
    ),
    _error(404, "Space not found", "GET /v1/spaces/nowhere"),
    VendorAnswer("GET /v1/spaces/*", {"object": "space", "id": "AbCd", "title": "Docs"}),
    VendorAnswer("GET /v1/orgs", {"items": [{"id": "o1", "title": "Acme"}, {"id": "o2"}]}),
    VendorAnswer("GET /v1/orgs/o1/spaces?*page=p2*", _spaces("API")),
    VendorAnswer("GET /v1/orgs/o1/spaces", _spaces("Docs", "Internal", following="p2")),
    VendorAnswer("GET /v1/orgs/o2/spaces", _spaces("Other")),
)
WRONG = _error(401, "Invalid or missing authentication token")
NO_SCOPE = _error(403, "You are not allowed to access this space", "GET /v1/spaces/*")
