"""What api.notion.com answers (developers.notion.com, version 2022-06-28)."""

from __future__ import annotations

from typing import Any

from wizard.sandbox.vendors.answers import VendorAnswer

_BOT = {
    "object": "user",
    "id": "9188c6a5-7381-452f-b3dc-d4865aa89bdf",
    "name": "Clarm",
    "type": "bot",
    "bot": {"owner": {"type": "workspace", "workspace": True}, "workspace_name": "Acme"},
}


def _page(number: int, title: str, name: str = "title") -> dict[str, Any]:
    return {
        "object": "page",
        "id": f"1429989f-e8ac-4eff-bc8f-57f56486db{number}",
        "properties": {
            "Status": {"id": "x", "type": "select", "select": None},
            name: {"id": "title", "type": "title", "title": [{"plain_text": title}]},
        },
    }


def _found(*pages: dict[str, Any], cursor: str | None = None) -> dict[str, Any]:
    return {
        "object": "list",
        "results": list(pages),
        "next_cursor": cursor,
        "has_more": cursor is not None,
        "type": "page_or_database",
    }


def _error(status: int, code: str, message: str, request: str = "*") -> VendorAnswer:
    body = {"object": "error", "status": status, "code": code, "message": message}
    return VendorAnswer(request, body, status)


ANSWERS = (
    VendorAnswer("GET /v1/users/me", _BOT),
    VendorAnswer("POST /v1/search", _found(_page(54, "Handbook"), _page(55, "Roadmap", "Name"))),
    _error(
        404,
        "object_not_found",
        "Could not find page with ID: 0000. Make sure the relevant pages and databases are shared "
        "with your integration.",
        "GET /v1/pages/0000*",
    ),
    VendorAnswer("GET /v1/pages/*", _page(54, "Handbook")),
)
WRONG = _error(401, "unauthorized", "API token is invalid.")
NO_SCOPE = VendorAnswer("POST /v1/search", _found())
