"""HubSpot: which account the token is of, and whether it may read the chosen objects.

Facts: HubSpot's OpenAPI descriptions (account-info, error bodies); simstudioai/sim, hubspot.ts, for
the scopes of a private app; onyx, hubspot/connector.py, for integrations/v1/me, which the server
asks; other public clients for the categories of errors.
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

_API: Final = "https://api.hubapi.com"
_LACKS: Final = "The token is missing the scope {answer %s}. Add it to the app."


def _category(status: int, category: str, meaning: Meaning, words: str) -> Failure:
    says = f"^{category}$"
    return Failure(status, meaning, words, at="category", says=says, evidence=Evidence.CLIENT)


CHECK = Check(
    headers=bearer("credentials.hubspot_access_token"),
    requests=(
        Ask(
            url=f"{_API}/account-info/v3/details",
            asks="which account the token belongs to",
            found="portalId",
            account=("account {portalId}", "uiDomain"),
        ),
        Ask(
            url=f"{_API}/crm/v3/objects/{{each}}?limit=1",
            each="config.object_types",
            found="results",
            failures=tuple(
                Failure(403, Meaning.SCOPE, _LACKS % place, at=place)
                for place in (
                    "errors[].context.requiredGranularScopes[]",
                    "context.missingScopes[]",
                    "context.requiredGranularScopes[]",
                )
            ),
        ),
        Ask(
            url=f"{_API}/integrations/v1/me",
            found="portalId",
            failures=(
                Failure(
                    (401, 403),
                    Meaning.SCOPE,
                    "HubSpot rejected a request that Clarm makes with this token. Clarm may not "
                    "work with keys of this kind.",
                ),
            ),
            optional=True,
        ),
        Ask(
            url=f"{_API}/oauth/v2/private-apps/get/access-token-info",
            method="POST",
            json={"tokenKey": "{credentials.hubspot_access_token}"},
            scopes="scopes[]",
            optional=True,
        ),
    ),
    failures=(
        _category(
            401,
            "EXPIRED_AUTHENTICATION",
            Meaning.EXPIRED,
            "The token has expired. Copy the new one from the app.",
        ),
        Failure(
            401, Meaning.WRONG, "HubSpot doesn't recognize this token. Copy it again from the app."
        ),
        _category(
            403,
            "USER_DOES_NOT_HAVE_PERMISSIONS",
            Meaning.REVOKED,
            "The app's creator has lost the required permissions. Ask another administrator to "
            "create an app.",
        ),
        _category(403, "MISSING_SCOPES", Meaning.SCOPE, "The token is missing a scope."),
    ),
)
