"""Who sends: the session or API key of this run, and what is known of it."""

from __future__ import annotations

import os
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from wizard.forms import Secret

KEY_UNTESTED: Final = "CLARM_API_KEY is sent as a bearer token; whether that works is untested."


class AuthStatus(Enum):
    """What is known of being signed in, in words that claim no more than that."""

    LOOKING = "looking for a session"
    NONE = "not signed in"
    UNVERIFIED = "session ready"
    API_KEY = "API key (untested)"
    SIGNED_IN = "signed in"
    REJECTED = "session refused"


class Account:
    """``where``: what the session is from, in words. ``note``: what to tell the person about it.

    No dataclass: to make one takes a while, before the first screen.
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
        """Whether there is something to sign in with that was not refused."""
        known = self.session is not None or self.api_key is not None
        return known and self.standing is not AuthStatus.REJECTED

    @property
    def notice(self) -> str:
        """What to tell the person where nothing else shows the standing."""
        return KEY_UNTESTED if self.standing is AuthStatus.API_KEY else self.note

    def use_session(self, session: Secret) -> None:
        """Take the session that the person gave, in place of whatever there was."""
        self.session, self.api_key = session, None
        self.where, self.note, self.standing = "what you entered", "", AuthStatus.UNVERIFIED

    def mark_accepted(self) -> None:
        """The server let it create something."""
        if self.api_key is None:
            self.standing = AuthStatus.SIGNED_IN

    def mark_rejected(self) -> None:
        """The server wants a new session."""
        self.standing = AuthStatus.REJECTED


def find_account(host: str) -> Account:
    """The account for ``host``, from the environment or the keyring, which it may wait for.

    One that is not usable where there is none. Raises SessionError for what cannot be one.
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
