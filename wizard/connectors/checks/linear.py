"""Linear: which workspace the key is of, and whether it sees a team.

Facts: Linear's SDK (schema.graphql, error.ts: kinds of errors, limits as 400); simstudioai/sim,
linear.ts, for the bare key and the bearer token.
"""

from __future__ import annotations

from typing import Final

from wizard.connectors.checks.declarations import (
    Ask,
    Check,
    Evidence,
    Failure,
    Meaning,
    bearer,
)

_KIND: Final = "errors[0].extensions.*"
_ASK: Final = {
    "query": "{ viewer { id name email } organization { name urlKey } "
    "teams(first: 1) { nodes { name } } }"
}


def _kind(says: str, meaning: Meaning, words: str) -> Failure:
    return Failure(
        (200, 400, 401, 403), meaning, words, at=_KIND, says=says, evidence=Evidence.CLIENT
    )


def _whoami(**credential: object) -> Ask:
    return Ask(
        url="https://api.linear.app/graphql",
        asks="which workspace the key belongs to",
        method="POST",
        json=_ASK,
        found="data.teams.nodes[0].name",
        empty=Failure(200, Meaning.SCOPE, "The key works but can't see any teams."),
        account=("data.organization.name", "data.viewer.name", "data.viewer.email"),
        **credential,  # type: ignore[arg-type]
    )


CHECK = Check(
    requests=(
        _whoami(
            when={"credentials.method": "ApiKey"},
            headers={"Authorization": "{credentials.linear_api_key}"},
        ),
        _whoami(
            when={"credentials.method": "OAuthToken"},
            headers=bearer("credentials.access_token"),
        ),
    ),
    failures=(
        _kind(
            "^ratelimited$", Meaning.RATE, "You reached Linear's rate limit. The key may be fine."
        ),
        _kind(
            "^authentication[ _]error$",
            Meaning.WRONG,
            "Linear doesn't recognize this key. Create another under Security & access.",
        ),
        _kind("^forbidden$", Meaning.SCOPE, "The key can't read this. Give it read access."),
        _kind(
            "^feature[ _]not[ _]accessible$",
            Meaning.PLAN,
            "The workspace's plan doesn't include the API.",
        ),
        Failure(
            401,
            Meaning.WRONG,
            "Linear doesn't recognize this key. Create another under Security & access.",
            evidence=Evidence.CLIENT,
        ),
    ),
)
