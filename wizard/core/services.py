"""What every face needs of the world around it, as things that a test can replace."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Protocol

from wizard.api import DEFAULT_URL, BaseUrl, BaseUrlError
from wizard.auth.account import Account, AuthStatus, find_account
from wizard.storage.paths import Paths
from wizard.utils.errors import WizardError

if TYPE_CHECKING:
    from wizard.api import BaseUrl
    from wizard.core.submission import SourceCreator
    from wizard.sandbox import Sandbox
    from wizard.storage.drafts import DraftStore
    from wizard.storage.history import History

URL_VARIABLE: Final = "CLARM_API_URL"


class InvalidServerUrl(WizardError):
    """The address of the server cannot be used; ``where`` says what gave it."""

    usage = True


def base_url(given: str | None) -> BaseUrl:
    """The address: ``given`` (``--api-url``), else ``CLARM_API_URL``, else Clarm's own.

    Raises BadAddress.
    """
    text, where = given, "--api-url"
    if text is None:
        text, where = os.environ.get(URL_VARIABLE, "").strip() or DEFAULT_URL, URL_VARIABLE
    try:
        return BaseUrl.parse(text)
    except BaseUrlError as error:
        raise InvalidServerUrl(str(error), where=where) from None


class Services(Protocol):
    """All that is outside. Methods may block.

    host: the server's name as it is shown and noted. sandbox: it is the embedded one, so that
    nothing leaves this machine. paths: where things are kept.
    """

    @property
    def host(self) -> str:
        """The server."""

    @property
    def sandbox(self) -> bool:
        """Whether nothing leaves this machine."""

    @property
    def paths(self) -> Paths:
        """The places of this kind of run."""

    def account(self) -> Account:
        """Who sends, as far as that can be found without asking. Raises SessionError."""

    def client(self, account: Account) -> SourceCreator:
        """What sends in the name of ``account``, which is usable. Raises Trouble."""

    def server(self) -> BaseUrl:
        """Where requests go. Raises Trouble."""

    def history(self) -> History:
        """What was sent from here."""

    def drafts(self) -> DraftStore:
        """What can be resumed; each store knows the drafts that it owns."""

    def has_drafts(self) -> bool:
        """Whether there may be any, found out without loading much."""

    def history_size(self) -> int:
        """The bytes of what was sent from here; 0 if nothing was."""

    def close(self) -> None:
        """Stop what was started."""


class LocalServices:
    """The part that is on the disk, in places of its own for the sandbox."""

    def __init__(self, *, sandbox: bool) -> None:
        self.sandbox = sandbox
        # What an earlier sandbox held is gone, and what one in another window holds is its own.
        self._server_id = os.urandom(8).hex() if sandbox else ""
        self.paths = Paths.find(sandbox=sandbox)

    def history(self) -> History:
        """The history's file."""
        from wizard.storage.history import History

        return History(self.paths.history, server=self._server_id)

    def drafts(self) -> DraftStore:
        """The drafts' folder."""
        from wizard.storage.drafts import DraftStore

        return DraftStore(self.paths.drafts)

    def has_drafts(self) -> bool:
        """Whether the folder has anything like one."""
        return _any(self.paths.drafts.glob("*.json"))

    def history_size(self) -> int:
        """The size of its file; 1 where that cannot be told, so that somebody looks closer."""
        try:
            return self.paths.history.stat().st_size or 1
        except FileNotFoundError:
            return 0
        except OSError:
            return 1


def _any(found: Iterable[object]) -> bool:
    try:
        return any(True for _ in found)
    except OSError:
        return False


class ApiServices(LocalServices):
    """The server at ``api_url``, or at the usual address. Raises BadAddress."""

    def __init__(self, api_url: str | None) -> None:
        super().__init__(sandbox=False)
        self._server = base_url(api_url)
        self.host = self._server.host

    def account(self) -> Account:
        """From the environment or the keyring."""
        return find_account(self.host)

    def client(self, account: Account) -> SourceCreator:
        """The one that talks to the server."""
        from wizard.api import Client

        return Client(self._server, session=account.session, api_key=account.api_key)

    def server(self) -> BaseUrl:
        """As it was given."""
        return self._server

    def close(self) -> None:
        """Nothing runs."""


class SandboxServices(LocalServices):
    """The embedded API, which is loaded and started when first needed. Raises SandboxError."""

    host = "sandbox"
    """How the history names it; its port is another one each time."""

    def __init__(self) -> None:
        super().__init__(sandbox=True)
        from wizard.sandbox.errors import check_installed

        check_installed()
        self._lock = threading.Lock()
        self._made: Sandbox | None = None
        self._started = False

    @property
    def _sandbox(self) -> Sandbox:
        from wizard.sandbox import Sandbox

        with self._lock:
            if self._made is None:
                self._made = Sandbox()
            return self._made

    def account(self) -> Account:
        """It signs in by itself."""
        session = self._sandbox.session
        return Account(session, where="the sandbox", standing=AuthStatus.UNVERIFIED)

    def client(self, account: Account) -> SourceCreator:
        """What talks to the sandbox, over a real connection."""
        from wizard.api import Client

        return Client(self.server(), session=account.session)

    def server(self) -> BaseUrl:
        """Where it listens; it is started for that."""
        from wizard.api import BaseUrl

        sandbox = self._sandbox
        with self._lock:
            if not self._started:
                sandbox.start()
                self._started = True
        return BaseUrl.parse(sandbox.url)

    def close(self) -> None:
        """Stop the server."""
        if self._made is not None:
            self._made.stop()


def services_for(*, sandbox: bool, api_url: str | None) -> Services:
    """The sandbox, or the server at ``api_url``. Raises Trouble where that cannot be."""
    return SandboxServices() if sandbox else ApiServices(api_url)
