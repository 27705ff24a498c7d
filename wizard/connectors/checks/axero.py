"""Axero: whether the intranet takes the key.

Facts: onyx, axero/connector.py, for the request and its answer; RFC 9110 for 401 and 403. How Axero
words a refusal in a 200 is not known.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import Ask, Check, Evidence, Failure, Meaning

CHECK = Check(
    headers={"Rest-Api-Key": "{credentials.axero_api_token}"},
    requests=(
        Ask(
            url="{credentials.base_url}/api/content/list?EntityType=3&SortColumn=DateUpdated"
            "&SortOrder=1&StartPage=1",
            asks="for the latest articles",
            found="ResponseData",
            account=("sees {TotalRecords} articles",),
            empty=Failure(
                200,
                Meaning.WRONG,
                "The intranet sent no articles. It may not accept this key.",
                evidence=Evidence.GENERAL,
            ),
        ),
    ),
    failures=(
        Failure(401, Meaning.WRONG, "The intranet doesn't accept this key. Copy it again."),
        Failure(403, Meaning.SCOPE, "The intranet doesn't let this key's owner in."),
        Failure(404, Meaning.SITE, "Can't find Axero at this URL."),
    ),
)
