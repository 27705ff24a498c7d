"""Gmail: whose mailbox it is, and whether the mailboxes of the workspace can be listed.

Facts: developers.google.com, Gmail API: users.getProfile. The rest is in ``_google``.
"""

from __future__ import annotations

from wizard.connectors.checks._google import BEARER, FAILURES, IS_ADMIN, SCOPE, in_files, sign_in
from wizard.connectors.checks.declarations import Ask, Check, Failure, Meaning

CHECK = Check(
    derive=in_files,
    requests=(
        *sign_in("gmail.readonly"),
        Ask(
            url="https://gmail.googleapis.com/gmail/v1/users/me/profile",
            headers=BEARER,
            found="emailAddress",
            account=("emailAddress",),
            failures=(
                Failure(
                    400,
                    Meaning.MISSING,
                    "The credential works, but this user has no Gmail mailbox.",
                    at="error.errors[].reason",
                    says="^failedPrecondition$",
                    path="credentials.google_primary_admin",
                ),
            ),
        ),
        IS_ADMIN,
    ),
    failures=FAILURES,
    needs={f"{SCOPE}gmail.readonly|https://mail.google.com/": "it can't read mail."},
)
