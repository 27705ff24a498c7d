"""External services used by all interfaces, replaceable in tests."""

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
    from wizard.checks import Vendor
    from wizard.core.submission import SourceCreator
    from wizard.sandbox import Sandbox
    from wizard.storage.drafts import DraftStore
    from wizard.storage.history import History

URL_VARIABLE: Final = "CLARM_API_URL"


class InvalidServerUrl(WizardError):
    """The server address cannot be used; ``location`` says where it was set."""

    usage = True


def base_url(given: str | None) -> BaseUrl:
    """Return the API address: ``given`` (``--api-url``), else ``CLARM_API_URL``, else the default.

    Raises ``InvalidServerUrl``.
    """
    text, where = given, "--api-url"
    if text is None:
        text, where = os.environ.get(URL_VARIABLE, "").strip() or DEFAULT_URL, URL_VARIABLE
    try:
        return BaseUrl.parse(text)
    except BaseUrlError as error:
        raise InvalidServerUrl(str(error), where=where) from None


def server_options(api_url: str | None) -> tuple[str, ...]:
    """Return the options of a command that reaches the same server as ``--api-url`` given here.

    An environment variable needs none. Raises ``InvalidServerUrl``.
    """
    return () if api_url is None else ("--api-url", base_url(api_url).url)


class Services(Protocol):
    """Everything external. Methods may block.

    host: the server's name, as shown and logged. sandbox: whether the server is the embedded one,
    so that nothing leaves this machine. options: those of a command that reaches the same server.
    paths: where files are kept.
    """

    @property
    def host(self) -> str:
        """The server's name."""

    @property
    def sandbox(self) -> bool:
        """Whether nothing leaves this machine."""

    @property
    def options(self) -> tuple[str, ...]:
        """The options of a command that reaches the same server."""

    @property
    def paths(self) -> Paths:
        """The file locations for this kind of run."""

    def account(self) -> Account:
        """Return the credentials that can be found without asking. Raises ``SessionError``."""

    def client(self, account: Account) -> SourceCreator:
        """Return a client that sends as ``account``, which must be usable.

        Raises ``WizardError``.
        """

    def server(self) -> BaseUrl:
        """Return the address that requests are sent to. Raises ``WizardError``."""

    def vendor(self, type_name: str) -> Vendor:
        """Return a client that asks the sources of a type. Raises ``WizardError``."""

    def history(self) -> History:
        """Return the history of submissions."""

    def drafts(self) -> DraftStore:
        """Return the draft store; each store tracks the drafts it owns."""

    def has_drafts(self) -> bool:
        """Return whether there may be any drafts, without loading much."""

    def history_size(self) -> int:
        """Return the size of the history in bytes; 0 if there is none."""

    def close(self) -> None:
        """Stop whatever was started."""


class LocalServices:
    """The services on disk; the sandbox has its own file locations."""

    def __init__(self, *, sandbox: bool) -> None:
        self.sandbox = sandbox
        # An earlier sandbox's content is gone, and one in another window has its own.
        self._server_id = os.urandom(8).hex() if sandbox else ""
        self.paths = Paths.find(sandbox=sandbox)

    def history(self) -> History:
        """Return the history in its file."""
        from wizard.storage.history import History

        return History(self.paths.history, server=self._server_id)

    def drafts(self) -> DraftStore:
        """Return the store for the drafts' folder."""
        from wizard.storage.drafts import DraftStore

        return DraftStore(self.paths.drafts)

    def has_drafts(self) -> bool:
        """Return whether the folder contains anything like a draft."""
        return _any(self.paths.drafts.glob("*.json"))

    def history_size(self) -> int:
        """Return the size of the history file.

        Returns 1 if the size cannot be determined, so that the caller takes a closer look.
        """
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
    """Services for the server at ``api_url``, or at the default address.

    Raises ``InvalidServerUrl``.
    """

    def __init__(self, api_url: str | None) -> None:
        super().__init__(sandbox=False)
        self._server = base_url(api_url)
        self.host = self._server.host
        self.options = server_options(api_url)

    def account(self) -> Account:
        """Return the account from the environment or the keyring."""
        return find_account(self.host)

    def client(self, account: Account) -> SourceCreator:
        """Return the client for the server."""
        from wizard.api import Client

        return Client(self._server, session=account.session, api_key=account.api_key)

    def server(self) -> BaseUrl:
        """Return the address as given."""
        return self._server

    def vendor(self, type_name: str) -> Vendor:
        """Return a client that asks the real sources."""
        from wizard.api.vendor_client import VendorClient

        return VendorClient(type_name)

    def close(self) -> None:
        """Do nothing: nothing was started."""


class SandboxServices(LocalServices):
    """Services for the embedded API, loaded and started on first use. Raises ``SandboxError``."""

    host = "sandbox"
    """The server's name in the history; the port differs on every run."""

    options = ("--sandbox",)

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
        """Return the sandbox's own account."""
        session = self._sandbox.session
        return Account(session, where="the sandbox", standing=AuthStatus.UNVERIFIED)

    def client(self, account: Account) -> SourceCreator:
        """Return a client that talks to the sandbox over a real connection."""
        from wizard.api import Client

        return Client(self.server(), session=account.session)

    def server(self) -> BaseUrl:
        """Return the sandbox's address, starting it if needed."""

        sandbox = self._sandbox
        with self._lock:
            if not self._started:
                sandbox.start()
                self._started = True
        return BaseUrl.parse(sandbox.url)

    def vendor(self, type_name: str) -> Vendor:
        """Return a client that asks the sandbox's stand-ins for the sources."""
        from wizard.api.vendor_client import VendorClient, VendorSandbox

        sandbox = VendorSandbox(self.server().url, self._sandbox.session)
        return VendorClient(type_name, sandbox=sandbox)

    def close(self) -> None:
        """Stop the sandbox's server."""
        if self._made is not None:
            self._made.stop()


def services_for(*, sandbox: bool, api_url: str | None) -> Services:
    """Return the services for the sandbox or for the server at ``api_url``.

    Raises ``WizardError`` if they are not available.
    """
    return SandboxServices() if sandbox else ApiServices(api_url)
