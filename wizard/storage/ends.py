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
    "session": "Clarm did not accept the session. Sign in again, then send this again.",
    "forbidden": "This account may not create sources. Ask an admin or a curator.",
    "not_verified": "The account's e-mail address is not verified. Follow the link in the mail.",
    "credential": "Clarm could not use the credential. Check it, then send this again.",
    "source": "Clarm tried to reach the source, and could not. Check its address and the token.",
    "duplicate_name": "A source of this type already had this name. Choose another name.",
    "disabled_type": "This type was switched off in the workspace. Ask its admin.",
    "invalid": "Clarm did not accept what was filled in. Correct it, then send this again.",
    "not_found": "There was no source API at this address. Check the API address.",
    "too_large": "This was more than Clarm takes at once. Shorten the longest values.",
    "rate_limited": "Clarm asked to slow down. Send this again later.",
    "unavailable": "Clarm was not available. Send this again later.",
    "redirect": "The answer was a redirect, which is not followed. Check the API address.",
    "other": "Clarm refused this.",
    NOT_CLAIMED: "The record of its folder has it already, so nothing was sent.",
    NOT_CONNECTED: "No connection could be made, so nothing was sent.",
}

IN_BRIEF: Final[Mapping[str, str]] = {
    "session": "not signed in",
    "forbidden": "not allowed",
    "not_verified": "e-mail not verified",
    "credential": "credential rejected",
    "source": "source not reached",
    "duplicate_name": "name taken",
    "disabled_type": "type switched off",
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
    "cut": "The connection broke before the answer was here.",
    "timeout": "The answer did not come in time.",
    "server_error": "Clarm failed while it worked on this.",
    "redirect": "The answer was a redirect, which is not followed.",
    "unreadable": "The answer could not be read.",
    "no_ids": "The answer did not hold the two IDs.",
    "cancelled": "It was stopped while it was under way.",
}


def known_state(status: str) -> str:
    """Return ``status`` in lower case if it is one of ``STATES``, otherwise ""."""
    word = status.lower()
    return word if word in STATES else ""


def told(words: Mapping[str, str], kind: str, status_code: int | None) -> str:
    """Return the sentence for ``kind`` from ``words``, with the status code, or ""."""
    sentence = words.get(kind, "")
    return f"{sentence} (HTTP {status_code})" if sentence and status_code else sentence
