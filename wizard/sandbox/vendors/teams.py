"""What Microsoft Graph answers about teams (learn.microsoft.com)."""

from __future__ import annotations

from wizard.sandbox.vendors import _microsoft
from wizard.sandbox.vendors._microsoft import pages, token
from wizard.sandbox.vendors.answers import VendorAnswer


def _team(number: int, name: str) -> dict[str, str | None]:
    ending = f"{number:012}"
    return {"id": f"00000000-0000-0000-0000-{ending}", "displayName": name, "description": None}


ANSWERS = (
    token(
        "Team.ReadBasic.All", "Channel.ReadBasic.All", "ChannelMessage.Read.All", "User.Read.All"
    ),
    VendorAnswer("GET /v1.0/teams?*displayName%20eq%20%27Nowhere%27*", {"value": []}),
    VendorAnswer(
        "GET /v1.0/teams/*/channels",
        {"value": [{"id": "19:a@thread.tacv2", "displayName": "General"}]},
    ),
    *pages(
        "/v1.0/teams",
        [_team(1, "Support"), _team(2, "Engineering")],
        [_team(3, "Sales & Marketing")],
    ),
)
WRONG = _microsoft.WRONG
EXPIRED = _microsoft.EXPIRED
NO_SCOPE = _microsoft.NO_SCOPE
