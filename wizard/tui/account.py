"""Who sends: the session or API key of this run, and what is known of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.tui.status import Standing

if TYPE_CHECKING:
    from wizard.forms import Secret


@dataclass(slots=True)
class Account:
    """``where``: what the session is from, in words. ``note``: what to tell the person about it."""

    session: Secret | None = None
    api_key: Secret | None = None
    where: str = ""
    note: str = ""
    standing: Standing = Standing.NONE

    @property
    def usable(self) -> bool:
        """Whether there is something to sign in with that was not refused."""
        known = self.session is not None or self.api_key is not None
        return known and self.standing is not Standing.REFUSED

    def give(self, session: Secret) -> None:
        """Take the session that the person gave, in place of whatever there was."""
        self.session, self.api_key = session, None
        self.where, self.note, self.standing = "what you entered", "", Standing.GIVEN

    def accepted(self) -> None:
        """The server let it create something."""
        if self.api_key is None:
            self.standing = Standing.ACCEPTED

    def refused(self) -> None:
        """The server wants a new session."""
        self.standing = Standing.REFUSED


def finder(host: str) -> Callable[[], Account]:
    """What looks for the account for ``host`` in all places; it may wait for the keyring."""

    def look() -> Account:
        from wizard.storage.session import SessionError, find_api_key, find_session

        try:
            key = find_api_key(os.environ)
            if key is not None:
                where = "the variable CLARM_API_KEY"
                return Account(api_key=key, where=where, standing=Standing.KEY)
            found = find_session(os.environ, host=host)
        except SessionError as error:
            return Account(note=str(error))
        if found is None:
            return Account()
        note = " ".join(found.warnings)
        return Account(found.value, where=found.where, note=note, standing=Standing.GIVEN)

    return look
