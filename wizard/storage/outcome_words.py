"""Outcomes of submissions, described only in the program's own words.

Server text may repeat a secret in an unforeseen spelling, so the history keeps none of it. It keeps
a kind, a status code and an enumerated state, from which these sentences are built.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NOT_CONNECTED: Final = "not_connected"
"""The kind of a refusal that did not come from the server: nothing left this machine."""

NOT_CLAIMED: Final = "not_claimed"
"""The kind of a refusal that came from the record of the folder: nothing left this machine."""

UNSENT: Final = frozenset({NOT_CONNECTED, NOT_CLAIMED})
"""The kinds of refusals after which nothing left this machine."""

STATES: Final = frozenset(
    {"success", "created", "ok", "accepted", "pending", "queued", "scheduled", "not_started",
     "initial_indexing", "in_progress", "active", "paused"}
)  # fmt: skip
"""The states of a new connector that are kept, in lower case; all others are dropped."""

REFUSED: Final[Mapping[str, str]] = {
    "session": "Clarm rejected the session. Sign in again, then send again.",
    "forbidden": "This account can't create connectors. Ask an admin or a curator.",
    "not_verified": "The account's email isn't verified. Follow the link in Clarm's email.",
    "credential": "Clarm couldn't use the credential. Check it, then send again.",
    "source": "Clarm couldn't connect to the source. Check its URL and the token.",
    "duplicate_name": "A connector of this type already had this name. Choose another name.",
    "disabled_type": "This type was turned off in the workspace. Ask an admin.",
    "invalid": "Clarm rejected some values. Fix them, then send again.",
    "not_found": "There was no source API at this URL. Check the API URL.",
    "too_large": "The request was too large for Clarm. Shorten the longest values.",
    "rate_limited": "Clarm asked you to slow down. Send again later.",
    "unavailable": "Clarm wasn't available. Send again later.",
    "redirect": (
        "Clarm answered with a redirect, which the wizard doesn't follow. Check the API URL."
    ),
    "other": "Clarm rejected the request.",
    NOT_CLAIMED: "The folder's record already lists it, so nothing was sent.",
    NOT_CONNECTED: "Couldn't connect, so nothing was sent.",
}

IN_BRIEF: Final[Mapping[str, str]] = {
    "session": "not signed in",
    "forbidden": "not allowed",
    "not_verified": "email not verified",
    "credential": "credential rejected",
    "source": "source not reached",
    "duplicate_name": "name taken",
    "disabled_type": "type turned off",
    "invalid": "values rejected",
    "not_found": "no API there",
    "too_large": "too large",
    "rate_limited": "too many requests",
    "unavailable": "not available",
    "redirect": "redirected",
    NOT_CLAIMED: "in the folder's record",
    NOT_CONNECTED: "no connection",
}
"""The same in a word or two, for a list."""

UNKNOWN: Final[Mapping[str, str]] = {
    "cut": "The connection dropped before the response arrived.",
    "timeout": "The response didn't arrive in time.",
    "server_error": "Clarm failed while it processed the request.",
    "redirect": "Clarm answered with a redirect, which the wizard doesn't follow.",
    "unreadable": "The response couldn't be read.",
    "no_ids": "The response didn't contain both IDs.",
    "cancelled": "You stopped while it was being sent.",
}


def known_state(status: str) -> str:
    """Return ``status`` in lower case if it is one of ``STATES``, otherwise ""."""
    word = status.lower()
    return word if word in STATES else ""


def told(words: Mapping[str, str], kind: str, status_code: int | None) -> str:
    """Return the sentence for ``kind`` from ``words``, with the status code, or ""."""
    sentence = words.get(kind, "")
    return f"{sentence} (HTTP {status_code})" if sentence and status_code else sentence
