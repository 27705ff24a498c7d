"""What an Axero answers (onyx, axero/connector.py)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

ANSWERS = (
    VendorAnswer(
        "GET /api/content/list",
        {"TotalRecords": 42, "ResponseData": [{"ContentID": 1, "ContentTitle": "Welcome"}]},
    ),
)
WRONG = VendorAnswer("*", {"Message": "Authorization has been denied for this request."}, 401)
NO_SCOPE = VendorAnswer("*", {"Message": "Forbidden"}, 403)
