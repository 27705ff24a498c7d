"""Highspot: whether key and secret belong together at this host, and which spots they see.

Facts: onyx: highspot/client.py (the route, the pages, the usual host); Highspot's settings show the
address of the API, which depends on the region.
"""

from __future__ import annotations

from typing import Any

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Contains,
    Evidence,
    Failure,
    Meaning,
    Offset,
    Pick,
)

_URL = "credentials.highspot_url"
_SECRET = "credentials.highspot_secret"  # noqa: S105  # a path
_NAMES = "config.spot_names"
# The usual host, and the one that was entered.
_BASES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("https://api-su2.highspot.com/v1.0", {_URL: None}),
    (f"{{{_URL}}}", {_URL: True}),
)


def _spots(base: str, when: dict[str, Any], **more: Any) -> Ask:
    return Ask(url=f"{base}/spots?right=view&start=0&limit=100", when=when, **more)


CHECK = Check(
    basic=("{credentials.highspot_key}", f"{{{_SECRET}}}"),
    requests=tuple(
        _spots(
            base,
            when,
            asks="which spots the key can see",
            found="collection[0].title",
            account=("collection[].title",),
            empty=Failure(
                200,
                Meaning.MISSING,
                "The key works but can't see any spots.",
                path="credentials.highspot_key",
                evidence=Evidence.CLIENT,
            ),
        )
        for base, when in _BASES
    )
    + tuple(
        Ask(
            url=f"{base}/spots?right=view&start=0&limit=100",
            when={**when, _NAMES: True},
            optional=True,  # there may be more than one page
            contains=(
                Contains(
                    "collection[].title",
                    _NAMES,
                    "The first hundred spots this key can see don't include {item}. Enter exact "
                    "names.",
                ),
            ),
        )
        for base, when in _BASES
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "Highspot doesn't recognize this key and secret at this URL. Copy both again, and "
            "compare the API URL with the one in Settings → Developer.",
            path=_SECRET,
            evidence=Evidence.CLIENT,
        ),
        Failure(
            403,
            Meaning.SCOPE,
            "The key works but can't list spots.",
            path="credentials.highspot_key",
            evidence=Evidence.CLIENT,
        ),
        Failure(
            404,
            Meaning.SITE,
            "The API isn't at this URL. Its URL ends in /v1.0/.",
            path=_URL,
            evidence=Evidence.GENERAL,
        ),
    ),
)

PICKS = tuple(
    Pick(
        path=_NAMES,
        ask=_spots(base, when),
        rows="collection[]",
        value="title",
        label="title",
        pages=Offset("start", step=100, size=100),
    )
    for base, when in _BASES
)
