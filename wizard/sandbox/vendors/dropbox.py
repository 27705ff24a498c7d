"""What api.dropboxapi.com answers (dropbox-api-spec: auth.stone, users.stone, files.stone)."""

from __future__ import annotations

from typing import Any

from wizard.sandbox.vendors.answers import VendorAnswer


def _error(tag: str, request: str = "*", **more: Any) -> VendorAnswer:
    body = {"error_summary": f"{tag}/...", "error": {".tag": tag, **more}}
    return VendorAnswer(request, body, 401)


ANSWERS = (
    VendorAnswer(
        "POST /2/files/list_folder",
        {
            "entries": [{".tag": "folder", "name": "Sales", "path_lower": "/sales", "id": "id:a"}],
            "cursor": "AAE",
            "has_more": True,
        },
    ),
    VendorAnswer(
        "POST /2/users/get_current_account",
        {
            "account_id": "dbid:AAH",
            "name": {"display_name": "Mia Krystof"},
            "email": "mia@example.com",
        },
    ),
)
WRONG = _error("invalid_access_token")
EXPIRED = _error("expired_access_token")
NO_SCOPE = _error("missing_scope", required_scope="files.metadata.read")
