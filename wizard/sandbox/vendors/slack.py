"""What slack.com answers (docs.slack.dev, Web API)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_SCOPES = {
    "X-OAuth-Scopes": "channels:history,channels:join,channels:read,groups:history,groups:read,"
    "im:history,users:read,users:read.email,usergroups:read"
}
_BOT = {
    "ok": True,
    "url": "https://acme.slack.com/",
    "team": "Acme",
    "user": "clarm",
    "team_id": "T0ACME",
    "user_id": "U0CLARM",
    "bot_id": "B0CLARM",
    "is_enterprise_install": False,
}


def _channel(name: str, *, private: bool = False, member: bool = False) -> dict[str, object]:
    return {
        "id": f"C0{name.upper()[:6]}",
        "name": name,
        "is_channel": not private,
        "is_private": private,
        "is_archived": False,
        "is_member": member,
    }


def _channels(*channels: dict[str, object], cursor: str = "") -> dict[str, object]:
    return {
        "ok": True,
        "channels": list(channels),
        "response_metadata": {"next_cursor": cursor},
    }


ANSWERS = (
    VendorAnswer("POST /api/auth.test", _BOT, 200, _SCOPES),
    VendorAnswer(
        "GET /api/conversations.list?*cursor=bmV4dA*",
        _channels(_channel("secret-plans", private=True, member=True)),
        200,
        _SCOPES,
    ),
    VendorAnswer(
        "GET /api/conversations.list",
        _channels(_channel("general", member=True), _channel("support"), cursor="bmV4dA=="),
        200,
        _SCOPES,
    ),
)
WRONG = VendorAnswer("*", {"ok": False, "error": "invalid_auth"})
EXPIRED = VendorAnswer("*", {"ok": False, "error": "token_expired"})
NO_SCOPE = VendorAnswer(
    "GET /api/conversations.list",
    {
        "ok": False,
        "error": "missing_scope",
        "needed": "channels:read",
        "provided": "chat:write",
        "response_metadata": {"warnings": [], "messages": []},
    },
    200,
    {"X-OAuth-Scopes": "chat:write", "X-Accepted-OAuth-Scopes": "channels:read"},
)
