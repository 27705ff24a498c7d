"""What Google Drive and Gmail share: the token for a service account or a person, and its scopes.

Facts: developers.google.com, "Using OAuth 2.0 for server to server applications" and its error
codes; the server asks for all scopes at once, as here (onyx: google_utils/google_auth.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from wizard.connectors.checks.declarations import (
    Ask,
    Cursor,
    Failure,
    Meaning,
    Pick,
    SignedToken,
    Values,
    bearer,
)
from wizard.forms import Secret

_BY_KEY: Final = {"credentials.method": "ServiceAccount"}
_BY_TOKENS: Final = {"credentials.method": "OAuthTokens"}
BEARER: Final = bearer("kept.token")
_DIRECTORY: Final = "https://admin.googleapis.com/admin/directory/v1/users?customer=my_customer"
_KEY: Final = "credentials.google_service_account_key"
_TOKENS: Final = "credentials.google_tokens"
_ADMIN: Final = "credentials.google_primary_admin"
_TOKEN_URL: Final = "https://oauth2.googleapis.com/token"  # noqa: S105  # an address
_OF_GOOGLE: Final = (
    _TOKEN_URL,
    "https://accounts.google.com/o/oauth2/token",
    "https://www.googleapis.com/oauth2/v3/token",
    "https://www.googleapis.com/oauth2/v4/token",
)
SCOPE: Final = "https://www.googleapis.com/auth/"
_DIRECTORY_SCOPES: Final = ("admin.directory.user.readonly", "admin.directory.group.readonly")
_REASON: Final = "error.errors[].reason"


def in_files(values: Values) -> dict[str, Any]:
    """Return what stands in the pasted key or token file."""
    if values.get("credentials.method") == "OAuthTokens":
        tokens = _parsed(values.get(_TOKENS))
        named = {
            "client_id": tokens.get("client_id"),
            "client_secret": _secret(tokens.get("client_secret")),
            "refresh_token": _secret(tokens.get("refresh_token")),
        }
    else:
        key = _parsed(values.get(_KEY))
        if key and key.get("token_uri") not in _OF_GOOGLE:
            raise ValueError(
                "The token_uri in this key isn't a Google URL. Download the key again."
            )
        named = {
            "client_email": key.get("client_email"),
            "key_id": key.get("private_key_id"),
            "private_key": _secret(key.get("private_key")),
        }
    return {name: value for name, value in named.items() if value}


def _parsed(secret: Secret | None) -> Mapping[str, Any]:
    try:
        value = json.loads(secret.get_secret_value()) if secret else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _secret(text: Any) -> Secret | None:
    return Secret(text) if isinstance(text, str) and text else None


def _by_key(scopes: tuple[str, ...], **more: Any) -> Ask:
    sign = SignedToken(
        key="{derived.private_key}",
        claims={
            "iss": "{derived.client_email}",
            "sub": f"{{{_ADMIN}}}",
            "scope": " ".join(f"{SCOPE}{scope}" for scope in scopes),
            "aud": _TOKEN_URL,
        },
        headers={"kid": "{derived.key_id}"},
    )
    grant = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer"}
    return Ask(url=_TOKEN_URL, method="POST", form=grant, sign=sign, **more)


def sign_in(*own: str) -> tuple[Ask, ...]:
    """Return the requests that get a token with the scopes ``own`` and those of the directory.

    If the key may not have all of them, each is asked for alone, to name the one that lacks.
    """
    scopes = (*own, *_DIRECTORY_SCOPES)
    return (
        _by_key(
            scopes,
            asks="whether the key can act for this admin",
            when=_BY_KEY,
            statuses=(200, 401),
            keep={"token": "access_token"},
        ),
        *(
            _by_key(
                (scope,),
                when={**_BY_KEY, "kept.token": None},
                found="access_token",
                failures=(_not_delegated(scope),),
            )
            for scope in scopes
        ),
        Ask(
            url=_TOKEN_URL,
            asks="whether the consent is still valid",
            method="POST",
            when=_BY_TOKENS,
            form={
                "grant_type": "refresh_token",
                "client_id": "{derived.client_id}",
                "client_secret": "{derived.client_secret}",
                "refresh_token": "{derived.refresh_token}",
            },
            found="access_token",
            keep={"token": "access_token"},
            scopes="scope",
            failures=_REFRESH_FAILURES,
        ),
    )


def _not_delegated(scope: str) -> Failure:
    return Failure(
        401,
        Meaning.SCOPE,
        f"Domain-wide delegation isn't set up or doesn't include the scope {SCOPE}{scope}. Add it "
        "for the key's client_id: Admin console → Security → API controls → Domain-wide "
        "delegation.",
        at="error",
        says="^unauthorized_client$",
        path=_KEY,
    )


_REFRESH_FAILURES: Final = (
    Failure(
        400,
        Meaning.REVOKED,
        "Google doesn't accept these tokens anymore: the consent was withdrawn or has expired. "
        "Give consent again and load the new token file.",
        at="error",
        says="^invalid_grant$",
        path=_TOKENS,
    ),
    Failure(
        401,
        Meaning.WRONG,
        "The client_id and client_secret in the token file don't match, or their application was "
        "deleted.",
        at="error",
        says="^(invalid_client|unauthorized_client|deleted_client|disabled_client)$",
        path=_TOKENS,
    ),
)

FAILURES: Final = (
    Failure(
        400,
        Meaning.UNKNOWN,
        "Google rejected this machine's time. Set its clock and test again.",
        at="error_description",
        says="short-lived token|iat and exp",
    ),
    Failure(
        400,
        Meaning.WRONG,
        "The Workspace has no such user. Enter an admin's email.",
        at="error_description",
        says="Invalid email or User ID|Not a valid email",
        path=_ADMIN,
    ),
    Failure(
        (400, 401),
        Meaning.WRONG,
        "Google doesn't accept this key: it was deleted, turned off or changed. Create a new key "
        "for the service account.",
        at="error",
        says="^(invalid_grant|invalid_client|deleted_client|disabled_client)$",
        path=_KEY,
    ),
    Failure(
        (400, 403),
        Meaning.SIGN_ON,
        "The Workspace's policy doesn't allow this application. Ask an admin to allow it.",
        at="error",
        says="^(admin_policy_enforced|access_denied|org_internal)$",
    ),
    Failure(
        403,
        Meaning.PLAN,
        "An API is turned off in the Google Cloud project: {answer error.message}",
        at=_REASON,
        says="accessNotConfigured",
    ),
    Failure(
        403,
        Meaning.SCOPE,
        "The token is missing a scope: {answer error.message}",
        at=_REASON,
        says="insufficientPermissions|insufficientScopes",
    ),
    Failure(
        403,
        Meaning.SIGN_ON,
        "The Workspace's policy doesn't allow applications to read this.",
        at=_REASON,
        says="domainPolicy",
    ),
    Failure(
        (403, 429),
        Meaning.RATE,
        "You reached Google's rate limit. The credential may be fine.",
        at=_REASON,
        says="rateLimitExceeded|quotaExceeded|dailyLimitExceeded",
    ),
)

IS_ADMIN: Final = Ask(
    url=f"{_DIRECTORY}&maxResults=1&fields=users(primaryEmail)",
    headers=BEARER,
    when=_BY_KEY,
    found="users[0].primaryEmail",
    failures=(
        Failure(
            403,
            Meaning.SCOPE,
            "The key works, but this user isn't an admin and can't list the Workspace's users. "
            "Enter an admin's email.",
            at=_REASON,
            says="^(forbidden|notAuthorized)$",
            path=_ADMIN,
        ),
    ),
)


def people(path: str) -> Pick:
    """Return the list of the people in the workspace."""
    fields = "nextPageToken,users(primaryEmail,name/fullName,suspended)"
    return Pick(
        path=path,
        ask=Ask(
            url=f"{_DIRECTORY}&maxResults=500&orderBy=email&fields={fields}",
            headers=BEARER,
            when=_BY_KEY,
        ),
        rows="users[]",
        value="primaryEmail",
        label="{name.fullName} ({primaryEmail})",
        hints={"suspended": "suspended"},
        pages=Cursor("nextPageToken", "pageToken"),
    )
