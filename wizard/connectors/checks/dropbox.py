"""Dropbox: whether files can be listed, and whose they are.

Facts: dropbox-api-spec, auth.stone, users.stone and files.stone (the tags of errors, the scopes of
the routes); onyx, dropbox/connector.py, which lists the same.
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

_API: Final = "https://api.dropboxapi.com/2"


def _tag(tag: str, meaning: Meaning, words: str) -> Failure:
    return Failure(401, meaning, words, at="error..tag", says=f"^{tag}$")


CHECK = Check(
    headers=bearer("credentials.dropbox_access_token"),
    requests=(
        Ask(
            url=f"{_API}/files/list_folder",
            asks="for the first entry of the folder",
            method="POST",
            json={"path": "", "limit": 1},
            found="entries",
        ),
        Ask(
            url=f"{_API}/users/get_current_account",
            method="POST",
            account=("name.display_name", "email"),
            # The connector does without what this needs, so no refusal is worth a word.
            failures=(Failure(401, Meaning.UNKNOWN, "Dropbox doesn't say whose token it is."),),
            optional=True,
        ),
    ),
    failures=(
        _tag(
            "expired_access_token",
            Meaning.EXPIRED,
            "The token has expired. Tokens from the app's page last about four hours, and the "
            "connector can't renew them.",
        ),
        _tag(
            "missing_scope",
            Meaning.SCOPE,
            "The app doesn't have the permission {answer error.required_scope}. Add it, then "
            "generate another token.",
        ),
        _tag("user_suspended", Meaning.REVOKED, "The account is suspended."),
        Failure(
            401,
            Meaning.WRONG,
            "Dropbox doesn't recognize this token. Generate another on the app's page.",
        ),
        Failure(
            400,
            Meaning.WRONG,
            "This isn't a Dropbox access token.",
            at="text",
            says="access token|authorization",
            evidence=Evidence.CLIENT,
        ),
        Failure(409, Meaning.UNKNOWN, "Dropbox says: {answer error_summary}"),
    ),
)
