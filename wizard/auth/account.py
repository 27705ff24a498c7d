"""The credentials used for this run and their verification status."""

from __future__ import annotations

import os
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wizard.forms import Secret

KEY_UNTESTED: Final = (
    "CLARM_API_KEY is sent as a bearer token. Nobody has confirmed that this works."
)


class AuthStatus(Enum):
    """What is known about the credentials, in words that claim no more than that."""

    LOOKING = "looking for a session"
    NONE = "not signed in"
    UNVERIFIED = "session ready"
    API_KEY = "API key (unconfirmed)"
    SIGNED_IN = "signed in"
    REJECTED = "session rejected"


class Account:
    """The session or API key in use, and its status.

    where: where it comes from, in words. note: what to tell the user about it. Not a dataclass:
    creating one takes noticeable time before the first screen.
    """

    def __init__(
        self,
        session: Secret | None = None,
        api_key: Secret | None = None,
        where: str = "",
        note: str = "",
        standing: AuthStatus = AuthStatus.NONE,
    ) -> None:
        self.session = session
        self.api_key = api_key
        self.where = where
        self.note = note
        self.standing = standing

    @property
    def usable(self) -> bool:
        """Whether there is a session or API key that has not been rejected."""
        known = self.session is not None or self.api_key is not None
        return known and self.standing is not AuthStatus.REJECTED

    @property
    def notice(self) -> str:
        """What to tell the user where nothing else shows the status."""
        return KEY_UNTESTED if self.standing is AuthStatus.API_KEY else self.note

    def use_session(self, session: Secret) -> None:
        """Use the session that the user entered, replacing any earlier credentials."""
        self.session, self.api_key = session, None
        self.where, self.note, self.standing = "what you entered", "", AuthStatus.UNVERIFIED

    def mark_accepted(self) -> None:
        """Record that the server accepted these credentials for creating a source."""
        if self.api_key is None:
            self.standing = AuthStatus.SIGNED_IN

    def mark_rejected(self) -> None:
        """Record that the server rejected these credentials."""
        self.standing = AuthStatus.REJECTED


def find_account(host: str) -> Account:
    """Return the account for ``host``, from the environment or the keyring.

    May block while the keyring answers. If there are no credentials, the account is not usable.
    Raises ``SessionError`` for a malformed value.
    """
    from wizard.auth.session import API_KEY_VARIABLE, find_api_key, find_session

    key = find_api_key(os.environ)
    if key is not None:
        where = f"the variable {API_KEY_VARIABLE}"
        return Account(api_key=key, where=where, standing=AuthStatus.API_KEY)
    found = find_session(os.environ, host=host)
    if found is None:
        return Account()
    note = " ".join(found.warnings)
    return Account(found.value, where=found.where, note=note, standing=AuthStatus.UNVERIFIED)
