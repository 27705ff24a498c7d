"""Guru: which team the token is of, and whether it sees a collection.

Facts: Guru's SDK for Python and its tests (whoami); nango.dev and developer.getguru.com for
collections and kinds of tokens; RFC 9110 for 401 and 403.
"""

from __future__ import annotations

from typing import Final

from wizard.connectors.checks.declarations import Ask, Check, Evidence, Failure, Meaning

_API: Final = "https://api.getguru.com/api/v1"

CHECK = Check(
    basic=("{credentials.guru_user}", "{credentials.guru_user_token}"),
    requests=(
        Ask(
            url=f"{_API}/whoami",
            asks="which team the token belongs to",
            found="team.id",
            account=("team.name", "user.email"),
        ),
        Ask(
            url=f"{_API}/collections",
            found="[0].id",
            empty=Failure(
                200,
                Meaning.SCOPE,
                "The token works, but its owner can't see any card collections.",
                evidence=Evidence.CLIENT,
            ),
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "The email and the token don't match. Enter the email you sign in to Guru with.",
        ),
        Failure(403, Meaning.SCOPE, "This user can't read the cards."),
    ),
)
