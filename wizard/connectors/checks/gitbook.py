"""GitBook: whom the token belongs to, and whether it sees the space.

Facts: gitbook.com/docs/developers (authentication, users); GitBook's client for organizations and
spaces; RFC 9110 for 401 and 403.
"""

from __future__ import annotations

from typing import Final

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Cursor,
    Failure,
    Meaning,
    Pick,
    bearer,
)

_API: Final = "https://api.gitbook.com/v1"

CHECK = Check(
    headers=bearer("credentials.gitbook_api_key"),
    requests=(
        Ask(
            url=f"{_API}/user",
            asks="who the token belongs to",
            found="id",
            account=("displayName", "email"),
        ),
        Ask(
            url=f"{_API}/spaces/{{config.space_id}}",
            found="id",
            failures=(
                Failure(
                    404, Meaning.MISSING, "The space doesn't exist, or this token can't see it."
                ),
            ),
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "GitBook doesn't recognize this token. Create another in the developer settings.",
        ),
        Failure(403, Meaning.SCOPE, "The token's owner can't read the space."),
    ),
)

PICKS = (
    Pick(
        path="config.space_id",
        parents=Ask(url=f"{_API}/orgs"),
        parent_rows="items[]",
        parent_value="id",
        ask=Ask(url=f"{_API}/orgs/{{parent}}/spaces?limit=100"),
        rows="items[]",
        value="id",
        label="title",
        hints={"archivedAt": "archived"},
        pages=Cursor("next.page", "page"),
    ),
)
