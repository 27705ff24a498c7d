"""User-facing messages about outcomes: what happened and what to do."""

from __future__ import annotations

from typing import Final

from wizard.api.outcome import RefusalReason

UNKNOWN_ADVICE: Final = (
    "The connector may or may not exist. Check your connectors in Clarm before you send it again."
)

REFUSED: Final = {
    RefusalReason.SESSION: (
        "Clarm rejected your session. It may have expired. Sign in to Clarm again and paste the "
        "new cookie."
    ),
    RefusalReason.FORBIDDEN: (
        "Your account can't create connectors. This usually requires an admin or curator role. "
        "Ask an admin, or sign in with another account."
    ),
    RefusalReason.NOT_VERIFIED: (
        "Your Clarm account's email isn't verified. Follow the link in Clarm's email, then send "
        "again."
    ),
    RefusalReason.CREDENTIAL: (
        "Clarm can't use this credential. Your session is fine. Check the Credential step, then "
        "send again."
    ),
    RefusalReason.SOURCE: (
        "Clarm couldn't connect to the source. Check the URL, the token and its permissions. If "
        "Clarm then says the name exists, this attempt created it: change the name."
    ),
    RefusalReason.DUPLICATE_NAME: (
        "A connector of this type already has this name. Choose another name. An earlier failed "
        "attempt may have created it."
    ),
    RefusalReason.DISABLED_TYPE: (
        "This type is turned off in your Clarm workspace. Ask an admin to turn it on."
    ),
    RefusalReason.INVALID: ("Clarm rejected some values. Fix them and send again."),
    RefusalReason.NOT_FOUND: (
        "This URL has no source API. Check the API URL (--api-url, CLARM_API_URL)."
    ),
    RefusalReason.TOO_LARGE: "The request is too large for Clarm. Shorten the longest values.",
    RefusalReason.RATE_LIMITED: "Clarm asks you to slow down. Nothing was created.",
    RefusalReason.UNAVAILABLE: "Clarm isn't available right now. Nothing was created.",
    RefusalReason.OTHER: "Clarm rejected the request.",
}

API_KEY_REFUSED: Final = (
    "Clarm doesn't accept this API key for creating connectors. Unset CLARM_API_KEY to sign in "
    "with a session instead."
)
BLOCKED: Final = (
    "Something between this machine and Clarm blocked the request and answered with a web page. "
    "Ask whoever runs your network or proxy."
)


def redirected(host: str) -> str:
    """Describe a redirect to ``host``, or to another page if ``host`` is empty."""
    where = f"to {host}" if host else "to another page"
    return (
        f"Clarm answered with a redirect {where}. The wizard doesn't follow it, because your "
        "session and secrets stay with the host you chose. Check the API URL (--api-url, "
        "CLARM_API_URL)."
    )


def failed(status: int) -> str:
    """Describe a response that does not reveal what became of the request."""
    if status >= 500:
        return f"Clarm failed while it processed the request ({status})."
    return f"The response ({status}) doesn't say whether the connector was created."


def wait(seconds: int | None) -> str:
    """Say when to try again, given the ``seconds`` that the server asked for."""
    if seconds is None:
        return "Wait a moment, then send again."
    if seconds < 1:
        return "You can send again now."
    return f"Send again in {duration(seconds)}."


def duration(seconds: int) -> str:
    """Format ``seconds`` roughly, rounded up: "40 seconds", "2 minutes", "3 hours"."""
    size, unit = 1, "second"
    for larger, name in ((3600, "hour"), (60, "minute")):
        if seconds == larger or seconds >= 2 * larger:
            size, unit = larger, name
            break
    count = -(-seconds // size)
    return f"{count} {unit}" + ("" if count == 1 else "s")
