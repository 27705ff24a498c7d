"""What api.airtable.com answers (airtable.com/developers)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer


def _refused(request: str, status: int, kind: str, message: str) -> VendorAnswer:
    return VendorAnswer(request, {"error": {"type": kind, "message": message}}, status)


_HIDDEN = (
    "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND",
    "Invalid permissions, or the requested model was not found. Check that both your user and "
    "your token have the required permissions, and that the model names and/or ids are correct.",
)
_TABLES = [
    {
        "id": "tblXXXXXXXXXXXXXX",
        "name": "Tickets",
        "primaryFieldId": "fld1VnoyuotSTyxW1",
        "views": [{"id": "viwXXXXXXXXXXXXXX", "name": "Grid view", "type": "grid"}],
    },
    {"id": "tblYYYYYYYYYYYYYY", "name": "People", "views": []},
]

ANSWERS = (
    VendorAnswer("GET /v0/meta/whoami", {"id": "usrL2PNC5o3H4lBEi", "email": "ada@example.com"}),
    VendorAnswer(
        "GET /v0/meta/bases?*offset=*",
        {"bases": [{"id": "appYYYYYYYYYYYYYY", "name": "Sales", "permissionLevel": "read"}]},
    ),
    VendorAnswer(
        "GET /v0/meta/bases",
        {
            "bases": [{"id": "appXXXXXXXXXXXXXX", "name": "Support", "permissionLevel": "create"}],
            "offset": "itr23sEjsdfEr3282/appSW9R5uCNmRmfl6",
        },
    ),
    _refused("GET /v0/meta/bases/appNowhere*", 403, *_HIDDEN),
    VendorAnswer("GET /v0/meta/bases/*/tables", {"tables": _TABLES}),
    VendorAnswer(
        "GET /v0/app*/*",
        {"records": [{"id": "rec560UJdUtocSouk", "createdTime": "2025-01-31T12:00:00.000Z"}]},
    ),
)
WRONG = _refused("*", 401, "AUTHENTICATION_REQUIRED", "Authentication required")
NO_SCOPE = (
    _refused("GET /v0/meta/bases*", 403, *_HIDDEN),
    _refused("GET /v0/app*", 403, *_HIDDEN),
)
