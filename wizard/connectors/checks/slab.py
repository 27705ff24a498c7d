"""Slab: which team the token is of.

Facts: onyx, slab/connector.py, for the bare token; two public clients that quote Slab's own example
for the query; RFC 9110 for 401 and 403.
"""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import urlsplit

from wizard.connectors.checks.declarations import Ask, Check, Failure, Meaning, Values

_API: Final = "https://api.slab.com/v1/graphql"
_QUERY: Final = {"query": "query { organization { host } }"}


def _other_team(text: str, values: Values) -> Failure | None:
    """Return a warning if the token is of another team than the address."""
    host = str(json.loads(text)["data"]["organization"]["host"])
    entered = urlsplit(values["config.base_url"]).hostname or ""
    if host.lower().partition(".")[0] == entered.partition(".")[0]:
        return None
    words = "The token works, but belongs to {answer data.organization.host}. Check the Slab URL."
    return Failure(200, Meaning.SITE, words, path="config.base_url")


CHECK = Check(
    headers={"Authorization": "{credentials.slab_bot_token}"},
    requests=(
        Ask(
            url=_API,
            asks="which team the token belongs to",
            method="POST",
            json=_QUERY,
            found="data.organization.host",
            account=("data.organization.host",),
        ),
        Ask(
            url=_API,
            when={"config.base_url": True},
            method="POST",
            json=_QUERY,
            found="data.organization.host",
            unfit=_other_team,
            optional=True,
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "Slab doesn't recognize this token. Copy it again from Team settings.",
        ),
        Failure(
            403,
            Meaning.PLAN,
            "Slab rejected this token: it's wrong, or the plan doesn't include the API.",
        ),
        Failure(
            200,
            Meaning.UNKNOWN,
            "Slab says: {answer errors[0].message}",
            at="errors[0].message",
        ),
    ),
)
