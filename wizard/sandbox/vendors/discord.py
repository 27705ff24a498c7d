"""What discord.com answers (discord/discord-api-docs)."""

from __future__ import annotations

from wizard.sandbox.vendors.answers import VendorAnswer

_APPLICATION = {
    "id": "1234567890123456780",
    "name": "Clarm",
    "bot": {"id": "1234567890123456780", "username": "clarm", "bot": True},
}
_GUILDS = [
    {"id": "1234567890123456789", "name": "Acme", "owner": False, "permissions": "66560"},
    {"id": "1234567890123456788", "name": "Acme dev", "owner": False, "permissions": "66560"},
]
_CHANNELS = [
    {"id": "41771983423143937", "name": "general", "type": 0},
    {"id": "41771983423143938", "name": "help", "type": 15},
    {"id": "41771983423143940", "name": "Text Channels", "type": 4},
    {"id": "41771983423143939", "name": "Lounge", "type": 2, "bitrate": 64000},
]

ANSWERS = (
    VendorAnswer("GET /api/v10/applications/@me", {**_APPLICATION, "flags": 1 << 19 | 1 << 23}),
    VendorAnswer("GET /api/v10/users/@me/guilds", _GUILDS),
    VendorAnswer("GET /api/v10/guilds/*/channels", _CHANNELS),
)
WRONG = VendorAnswer("*", {"message": "401: Unauthorized", "code": 0}, 401)
NO_SCOPE = (
    VendorAnswer("GET /api/v10/applications/@me", {**_APPLICATION, "flags": 1 << 23}),
    VendorAnswer("GET /api/v10/guilds/*", {"message": "Missing Access", "code": 50001}, 403),
)
