"""What Google's token endpoint and its Admin SDK answer (developers.google.com)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_PEOPLE = [
    {"primaryEmail": "ada@example.com", "name": {"fullName": "Ada Lovelace"}, "suspended": False},
    {"primaryEmail": "grace@example.com", "name": {"fullName": "Grace Hopper"}, "suspended": False},
]
_MORE = [{"primaryEmail": "kurt@example.com", "name": {"fullName": "Kurt G."}, "suspended": True}]

ANSWERS = (
    VendorAnswer(
        "POST /token",
        {
            "access_token": "ya29.made-up",
            "expires_in": 3599,
            "scope": "https://www.googleapis.com/auth/drive.readonly "
            "https://www.googleapis.com/auth/gmail.readonly",
            "token_type": "Bearer",
        },
        host="oauth2.googleapis.com",
    ),
    VendorAnswer(
        "GET /admin/directory/v1/users?*pageToken=*", {"users": _MORE}, host="admin.googleapis.com"
    ),
    VendorAnswer(
        "GET /admin/directory/v1/users",
        {"users": _PEOPLE, "nextPageToken": "CAESB+/="},
        host="admin.googleapis.com",
    ),
)
WRONG = VendorAnswer(
    "POST /token",
    {"error": "invalid_grant", "error_description": "Invalid JWT Signature."},
    400,
)
NO_SCOPE = VendorAnswer(
    "POST /token",
    {
        "error": "unauthorized_client",
        "error_description": "Client is unauthorized to retrieve access tokens using this method, "
        "or client not authorized for any of the scopes requested.",
    },
    401,
)


def refused(request: str, status: int, reason: str, message: str) -> VendorAnswer:
    """Return a refusal of one of Google's APIs."""
    error = {"domain": "global", "reason": reason, "message": message}
    body = {"error": {"errors": [error], "code": status, "message": message}}
    return VendorAnswer(request, body, status)
