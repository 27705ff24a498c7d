"""What Google Drive and Gmail share: the ways to sign in to Google Workspace.

Facts: onyx: backend/onyx/connectors/google_utils/google_auth.py, google_kv.py and
shared_constants.py (June 2025).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from wizard.connectors.fields import Credential, Email, KeyFile, checked, refusal
from wizard.connectors.repairs import Repair, refused_if, repaired_by, warned_by
from wizard.connectors.secret_repairs import KEY_FILE_RULES
from wizard.forms import FileHint, Ui

_TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105  # of every key that Google makes


def _object(text: str, what: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        raise refusal(
            f"This JSON is incomplete. Paste all of {what}, from the first brace to the last."
        ) from None
    if not isinstance(value, dict):
        raise refusal(f"This isn't JSON. Paste {what}, starting with its first brace.")
    return value


def _need(value: Mapping[str, Any], *keys: str) -> None:
    missing = [key for key in keys if not isinstance(value.get(key), str)]
    if missing:
        raise refusal(f"Some keys are missing: {', '.join(missing)}.")


def _check_service_account(text: str) -> str:
    value = _object(text, "the key file")
    if value.get("type") != "service_account":
        raise refusal('This is a different kind of key file. Its "type" must be "service_account".')
    _need(value, "client_email", "private_key", "token_uri")
    return text


def _no_token_uri(text: str) -> Repair | None:
    """A key that lacks nothing but the one value that is the same in all of them."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or value.get("type") != "service_account":
        return None
    has = [isinstance(value.get(key), str) for key in ("client_email", "private_key", "token_uri")]
    if has != [True, True, False]:
        return None
    whole = json.dumps({**value, "token_uri": _TOKEN_URI}, indent=2)
    return Repair("The token_uri is missing, and Google's library needs it", whole)


_NO_ROBOT = repaired_by(
    refused_if(
        r"(?i)gserviceaccount\.com$",
        "This is a service account. Enter the user to impersonate",
    )
)


def _check_tokens(text: str) -> str:
    value = _object(text, "the token file")
    if value.get("type") == "service_account":
        raise refusal("This is a service account key. Choose that sign-in method instead.")
    _need(value, "client_id", "client_secret", "refresh_token", "token", "expiry")
    return text


class ServiceAccount(Credential):
    """A service account that acts for the entire Workspace."""

    google_service_account_key: Annotated[
        KeyFile,
        checked(_check_service_account),
        repaired_by(*KEY_FILE_RULES, _no_token_uri),
        Ui(
            label="Service account key (JSON)",
            help="The full JSON key file of a service account with domain-wide delegation.",
            where="Google Cloud console → IAM & Admin → Service Accounts → Keys → Add key → JSON.",
            file=FileHint(name="service account key"),
        ),
    ]
    google_primary_admin: Annotated[
        Email,
        _NO_ROBOT,
        Ui(
            label="Primary admin email",
            help="The Workspace admin to impersonate.",
            placeholder="admin@example.com",
            warn=warned_by(
                refused_if(
                    r"(?i)@(gmail|googlemail)\.com$",
                    "This account isn't in a Workspace, so a service account can't impersonate it.",
                )
            ),
        ),
    ]
    authentication_method: Literal["uploaded"] = "uploaded"


class OAuthTokens(Credential):
    """OAuth tokens for one person."""

    google_tokens: Annotated[
        KeyFile,
        checked(_check_tokens),
        repaired_by(*KEY_FILE_RULES),
        Ui(
            label="OAuth tokens (JSON)",
            help="An authorized-user file with client_id, client_secret, refresh_token, token "
            "and expiry.",
            where="Created by the app you gave consent to. You can't download it from Google.",
            file=FileHint(name="token file"),
        ),
    ]
    google_primary_admin: Annotated[
        Email,
        _NO_ROBOT,
        Ui(label="Account email", help="The Google account that gave consent."),
    ]
    authentication_method: Literal["uploaded"] = "uploaded"


WAYS = Ui(
    label="Sign-in method",
    labels={"ServiceAccount": "Service account key", "OAuthTokens": "OAuth tokens"},
    helps={
        "ServiceAccount": "Covers the entire Workspace. An admin must create it.",
        "OAuthTokens": "Covers one account. Use it only if you already have the token file.",
    },
)

SERVICE_ACCOUNT = {
    "google_service_account_key": json.dumps(
        {
            "type": "service_account",
            "client_email": "fake@example.com",
            "private_key": "FAKE",
            "token_uri": _TOKEN_URI,
        }
    ),
    "google_primary_admin": "admin@example.com",
    "authentication_method": "uploaded",
}
OAUTH_TOKENS = {
    "google_tokens": json.dumps(
        {
            "client_id": "FAKE",
            "client_secret": "FAKE",
            "refresh_token": "FAKE",
            "token": "FAKE",
            "expiry": "2025-01-31T12:00:00Z",
        }
    ),
    "google_primary_admin": "person@example.com",
    "authentication_method": "uploaded",
}
