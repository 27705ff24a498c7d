"""Fireflies.ai: who the key belongs to. One call only: small plans have 50 a day.

Facts: docs.fireflies.ai: the query ``user`` and the error codes, which come with any status.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import Ask, Check, Evidence, Failure, Meaning, bearer

_CODE = "errors[].code"

CHECK = Check(
    headers=bearer("credentials.fireflies_api_key"),
    caution="This uses one of the 50 calls per day on Free and Pro plans.",
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
            "Fireflies doesn't recognize this key. Copy it again: app.fireflies.ai → Integrations "
            "→ Fireflies API.",
            at=_CODE,
            says="^auth_failed$",
            evidence=Evidence.CLIENT,
        ),
        Failure(
            None,
            Meaning.PLAN,
            "The key works, but its plan doesn't allow this: {answer errors[].message}",
            at=_CODE,
            says="^(account_cancelled|paid_required|not_in_team|require_elevated_privilege)$",
            evidence=Evidence.CLIENT,
        ),
        Failure(
            None,
            Meaning.RATE,
            "You reached the call limit for the day or the minute. The key may be fine.",
            at=_CODE,
            says="^too_many_requests$",
        ),
    ),
)
