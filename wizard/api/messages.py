"""User-facing messages about outcomes: what happened and what to do."""

from __future__ import annotations

from typing import Final

from wizard.api.outcome import RefusalReason

UNKNOWN_ADVICE: Final = (
    "The source may or may not have been created: "
    "look at the sources in Clarm's dashboard before you send it again."
)

REFUSED: Final = {
    RefusalReason.SESSION: (
        "Clarm does not accept your session; it may have expired. "
        "Sign in to Clarm again, and paste the new cookie."
    ),
    RefusalReason.FORBIDDEN: (
        "Clarm does not let this account create sources. "
        "It usually takes an admin or a curator: ask one, or sign in as one."
    ),
    RefusalReason.NOT_VERIFIED: (
        "Your Clarm account's e-mail address is not verified yet. "
        "Follow the link that Clarm sent you, then send this again."
    ),
    RefusalReason.CREDENTIAL: (
        "Clarm cannot use the credential it was given for this source; your session is fine. "
        "Check the credential step, then send this again."
    ),
    RefusalReason.SOURCE: (
        "Clarm tried to reach the source with this, and it did not work. "
        "Check the address, the token and its permissions. "
        "If sending again says that the name exists, this attempt left it behind: change the name."
    ),
    RefusalReason.DUPLICATE_NAME: (
        "A source of this type already has this name. Choose another name. "
        "If an earlier attempt with this name failed, that one may have left it behind."
    ),
    RefusalReason.DISABLED_TYPE: (
        "This type is switched off in your Clarm workspace. Ask its admin to switch it on."
    ),
    RefusalReason.INVALID: (
        "Clarm does not accept what was filled in. Correct it, and send it again."
    ),
    RefusalReason.NOT_FOUND: (
        "There is no source API at this address. Check the API address (--api-url, CLARM_API_URL)."
    ),
    RefusalReason.TOO_LARGE: "This is more than Clarm takes at once. Shorten the longest values.",
    RefusalReason.RATE_LIMITED: "Clarm asks to slow down; nothing was created.",
    RefusalReason.UNAVAILABLE: "Clarm is not available at the moment; nothing was created.",
    RefusalReason.OTHER: "Clarm refused this.",
}

API_KEY_REFUSED: Final = (
    "Clarm does not accept this API key for creating sources. "
    "Unset CLARM_API_KEY to sign in with a session instead."
)
BLOCKED: Final = (
    "Something between this machine and Clarm blocked the request (it answered with a web page). "
    "Ask whoever runs your network or proxy."
)


def redirected(host: str) -> str:
    """Describe a redirect to ``host``, or to another page if ``host`` is empty."""
    where = f"to {host}" if host else "to another page"
    return (
        f"The answer was a redirect {where}, which is not followed: "
        "your session and secrets stay with the address you chose. "
        "Check the API address (--api-url, CLARM_API_URL)."
    )


def failed(status: int) -> str:
    """Describe a response that does not reveal what became of the request."""
    if status >= 500:
        return f"Clarm failed while it worked on this ({status})."
    return f"The answer ({status}) does not say what became of this."


def wait(seconds: int | None) -> str:
    """Say when to try again, given the ``seconds`` that the server asked for."""
    if seconds is None:
        return "Wait a little, then send it again."
    if seconds < 1:
        return "You can send it again now."
    return f"Send it again in {duration(seconds)}."


def duration(seconds: int) -> str:
    """Format ``seconds`` roughly, rounded up: "40 seconds", "2 minutes", "3 hours"."""
    size, unit = 1, "second"
    for larger, name in ((3600, "hour"), (60, "minute")):
        if seconds == larger or seconds >= 2 * larger:
            size, unit = larger, name
            break
    count = -(-seconds // size)
    return f"{count} {unit}" + ("" if count == 1 else "s")
