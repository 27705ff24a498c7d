"""What Egnyte's public API answers (developers.egnyte.com)."""

from __future__ import annotations

from typing import Any

from wizard.sandbox.vendors.answers import VendorAnswer


def _folder(path: str, **more: Any) -> dict[str, Any]:
    name = path.rpartition("/")[2]
    return {"name": name, "path": path, "folder_id": "2c0d5c1d", "is_folder": True, **more}


_MANY = [_folder(f"/Shared/Folder {number}") for number in range(100)]
_LAST = [_folder("/Shared/Documents")]

ANSWERS = (
    VendorAnswer(
        "GET /pubapi/v1/userinfo",
        {
            "id": 7,
            "first_name": "Ada",
            "last_name": "Lovelace",
            "username": "ada",
            "email": "ada@example.com",
        },
    ),
    VendorAnswer("GET /pubapi/v1/fs/Shared/nowhere", {"errorMessage": "Item does not exist"}, 404),
    VendorAnswer(
        "GET /pubapi/v1/fs/Shared?list_content=true*&offset=0",
        _folder("/Shared", folders=_MANY, total_count=101),
    ),
    VendorAnswer(
        "GET /pubapi/v1/fs/Shared?list_content=true*",
        _folder("/Shared", folders=_LAST, total_count=101),
    ),
    VendorAnswer("GET /pubapi/v1/fs/*", _folder("/Shared/Documents", total_count=2)),
)
WRONG = VendorAnswer(
    "*", "<h1>Developer Inactive</h1>", 401, {"X-Mashery-Error-Code": "ERR_401_DEVELOPER_INACTIVE"}
)
NO_SCOPE = VendorAnswer(
    "GET /pubapi/v1/fs*", {"errorMessage": "User does not have permission to view the folder"}, 403
)
