"""Productboard: whether version 1 of the API, which the connector uses, takes the token.

Facts: onyx, productboard/connector.py, for version 1; a release note of a public client for its end
in July 2026; RFC 9110 for 401 and 403.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import Ask, Check, Failure, Meaning, bearer

CHECK = Check(
    headers={**bearer("credentials.productboard_access_token"), "X-Version": "1"},
    requests=(
        Ask(
            url="https://api.productboard.com/features?pageLimit=1",
            asks="for one feature",
            found="data",
            account=("sees the feature {data[0].name}",),
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "Productboard doesn't recognize this token. Create another under Public APIs.",
        ),
        Failure(
            403,
            Meaning.PLAN,
            "Productboard rejected this token. The plan may not include the public API.",
        ),
        Failure(
            (404, 410),
            Meaning.UNKNOWN,
            "Productboard has turned off the API version that the connector uses. Clarm may not "
            "index anything, even with a valid token.",
        ),
    ),
)
