"""Fireflies.ai: who the key belongs to. One call only: small plans have 50 a day.

Facts: docs.fireflies.ai: the query ``user`` and the error codes, which come with any status.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import Ask, Check, Evidence, Failure, Meaning, bearer

_CODE = "errors[].code"

CHECK = Check(
    headers=bearer("credentials.fireflies_api_key"),
    caution="This is one of the 50 calls that free and Pro plans have in a day.",
    requests=(
        Ask(
            url="https://api.fireflies.ai/graphql",
            asks="who the key belongs to",
            method="POST",
            json={"query": "{ user { name email } }"},
            found="data.user.email",
            account=("data.user.name", "data.user.email"),
        ),
    ),
    failures=(
        Failure(
            None,
            Meaning.WRONG,
            "Fireflies does not know this key. Copy it again: app.fireflies.ai → Integrations → "
            "Fireflies API.",
            at=_CODE,
            says="^auth_failed$",
            evidence=Evidence.CLIENT,
        ),
        Failure(
            None,
            Meaning.PLAN,
            "The key works, but its plan does not: {answer errors[].message}",
            at=_CODE,
            says="^(account_cancelled|paid_required|not_in_team|require_elevated_privilege)$",
            evidence=Evidence.CLIENT,
        ),
        Failure(
            None,
            Meaning.RATE,
            "The limit of calls for the day or the minute is reached; the key may well be good.",
            at=_CODE,
            says="^too_many_requests$",
        ),
    ),
)
