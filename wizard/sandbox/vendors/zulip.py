"""What a Zulip answers (zulip.com/api; Zulip's source, exceptions.py)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer


def _error(status: int, code: str, message: str) -> VendorAnswer:
    return VendorAnswer("*", {"result": "error", "msg": message, "code": code}, status)


ANSWERS = (
    VendorAnswer("*", "Not here", 404, host="nowhere.example.com"),
    VendorAnswer(
        "GET /api/v1/server_settings",
        {
            "result": "success",
            "msg": "",
            "zulip_version": "10.0",
            "realm_name": "Acme",
            "realm_uri": "https://your-org.zulipchat.com",
            "realm_url": "https://your-org.zulipchat.com",
        },
    ),
    VendorAnswer(
        "GET /api/v1/users/me",
        {
            "result": "success",
            "msg": "",
            "user_id": 5,
            "full_name": "Clarm bot",
            "email": "bot@example.com",
            "is_bot": True,
        },
    ),
    VendorAnswer(
        "GET /api/v1/users/me/subscriptions",
        {"result": "success", "msg": "", "subscriptions": [{"stream_id": 1, "name": "general"}]},
    ),
)
WRONG = _error(401, "INVALID_API_KEY", "Invalid API key")
NO_SCOPE = VendorAnswer(
    "GET /api/v1/users/me/subscriptions", {"result": "success", "msg": "", "subscriptions": []}
)
