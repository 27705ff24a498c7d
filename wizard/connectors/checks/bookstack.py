"""BookStack: whether the token is taken, and how many books it sees.

Facts: BookStack's source, ApiTokenGuard.php, lang/en/errors.php and ListingResponseBuilder.php. The
messages are in the language of the token's owner, so the status counts, and the message helps.
"""

from __future__ import annotations

from wizard.connectors.checks.declarations import Ask, Check, Failure, Meaning

_MESSAGE = "error.message"

CHECK = Check(
    headers={
        "Authorization": "Token {credentials.bookstack_api_token_id}:"
        "{credentials.bookstack_api_token_secret}"
    },
    requests=(
        Ask(
            url="{credentials.bookstack_base_url}/api/books?count=1&offset=0",
            asks="how many books the token sees",
            found="data",
            account=("sees {total} books",),
            warnings=(
                Failure(
                    200,
                    Meaning.SCOPE,
                    "The token works, but its owner can't see any books.",
                    at="total",
                    says="^0$",
                ),
            ),
        ),
    ),
    failures=(
        Failure(
            401,
            Meaning.WRONG,
            "BookStack has no token with this ID.",
            at=_MESSAGE,
            says="no matching api token",
            path="credentials.bookstack_api_token_id",
        ),
        Failure(
            401,
            Meaning.WRONG,
            "The secret doesn't match this token ID.",
            at=_MESSAGE,
            says="secret",
            path="credentials.bookstack_api_token_secret",
        ),
        Failure(
            401,
            Meaning.WRONG,
            "BookStack doesn't accept this token: {answer error.message}",
            at=_MESSAGE,
        ),
        Failure(
            403,
            Meaning.EXPIRED,
            "The token has expired. Create another in your profile.",
            at=_MESSAGE,
            says="expired",
        ),
        Failure(
            403,
            Meaning.SCOPE,
            "The owner's role needs the Access system API permission. BookStack says: {answer "
            "error.message}",
            at=_MESSAGE,
        ),
        Failure(404, Meaning.SITE, "Can't find BookStack at this URL."),
    ),
)
