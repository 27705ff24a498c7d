"""Gong: whether key and secret belong together, and which workspaces they see.

Facts: help.gong.io/apidocs (workspaces, the body of errors, one address for each region); onyx,
gong/connector.py, for the hosts that the server takes; RFC 9110 for 401 and 403.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Contains,
    Failure,
    Meaning,
    Pick,
    Values,
)

_WORKSPACES: Final = "{derived.api}/v2/workspaces"


def _api(values: Values) -> dict[str, str]:
    address = values.get("credentials.gong_base_url") or "https://api.gong.io"
    if not (urlsplit(address).hostname or "").endswith(".gong.io"):
        raise ValueError("Enter an API URL from Gong. They end in .gong.io.")
    return {"api": address}


CHECK = Check(
    derive=_api,
    basic=("{credentials.gong_access_key}", "{credentials.gong_access_key_secret}"),
    requests=(
        Ask(
            url=_WORKSPACES,
            asks="which workspaces the key can see",
            found="workspaces",
            account=("workspaces[].name",),
            contains=(
                Contains(
                    place=("workspaces[].id", "workspaces[].name"),
                    wanted="config.workspaces",
                    words="The key works but can't see workspace {item}.",
                ),
            ),
        ),
        Ask(url="{derived.api}/v2/users?limit=1", found="users", optional=True),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "The key and the secret don't match, or belong to another region. Compare the API URL "
            "with the one on Gong's API page.",
        ),
        Failure(403, Meaning.SCOPE, "The key can't read this: {answer errors[0]}"),
    ),
)

PICKS = (
    Pick(
        path="config.workspaces",
        ask=Ask(url=_WORKSPACES),
        rows="workspaces[]",
        value="id",
        label="name",
    ),
)
