"""What the app needs of the world around it, as things that a test can replace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wizard.cli.options import Options
from wizard.server import base_url
from wizard.storage.paths import Paths
from wizard.trouble import Trouble
from wizard.tui.account import Account, finder
from wizard.tui.preferences import FILE, Preferences
from wizard.tui.status import Standing

if TYPE_CHECKING:
    from wizard.api import BaseUrl
    from wizard.storage.drafts import DraftStore
    from wizard.storage.history import History
    from wizard.submit import Sender


class Services(Protocol):
    """All that is outside. Methods may block, so they are called in a thread.

    host: the server's name as it is shown. sandbox: it is the embedded one.
    """

    @property
    def host(self) -> str:
        """The server."""

    @property
    def sandbox(self) -> bool:
        """Whether nothing leaves this machine."""

    @property
    def preferences(self) -> Preferences:
        """What the person chose before."""

    def account(self) -> Account:
        """Who sends, as far as that can be found without asking."""

    def client(self, account: Account) -> Sender:
        """What sends in the name of ``account``, which is usable."""

    def server(self) -> BaseUrl:
        """Where requests go."""

    def history(self) -> History:
        """What was sent from here."""

    def drafts(self) -> DraftStore:
        """What can be resumed."""

    def has_drafts(self) -> bool:
        """Whether there may be any, found out without loading much."""

    def close(self) -> None:
        """Stop what was started."""


@dataclass(slots=True)
class Stored:
    """The part that is on the disk; real in every run, in a place of its own for the sandbox."""

    paths: Paths
    preferences: Preferences

    @classmethod
    def find(cls, *, sandbox: bool) -> Stored:
        """Where this kind of run keeps things."""
        paths = Paths.find(sandbox=sandbox)
        return cls(paths, Preferences(paths.config / FILE))

    def history(self) -> History:
        """The history's file."""
        from wizard.storage.history import History

        return History(self.paths.history)

    def drafts(self) -> DraftStore:
        """The drafts' folder."""
        from wizard.storage.drafts import DraftStore

        return DraftStore(self.paths.drafts)

    def has_drafts(self) -> bool:
        """Whether the folder has anything like one."""
        return _any(self.paths.drafts.glob("*.json"))


def _any(found: Iterable[object]) -> bool:
    try:
        return any(True for _ in found)
    except OSError:
        return False


class RealServices(Stored):
    """The server that the options name. Raises Trouble when they name none that can be."""

    sandbox = False

    def __init__(self, options: Options) -> None:
        stored = Stored.find(sandbox=False)
        super().__init__(stored.paths, stored.preferences)
        self._server = base_url(options.api_url)
        self.host = self._server.host

    def account(self) -> Account:
        """From the environment or the keyring."""
        return finder(self.host)()

    def client(self, account: Account) -> Sender:
        """The one that talks to the server."""
        from wizard.api import Client

        return Client(self._server, session=account.session, api_key=account.api_key)

    def server(self) -> BaseUrl:
        """As it was given."""
        return self._server

    def close(self) -> None:
        """Nothing runs."""


class SandboxServices(Stored):
    """The embedded API, which is started when it is first needed."""

    sandbox = True
    host = "sandbox"

    def __init__(self) -> None:
        stored = Stored.find(sandbox=True)
        super().__init__(stored.paths, stored.preferences)
        from wizard.sandbox import Sandbox, SandboxError

        try:
            self._sandbox = Sandbox()
        except SandboxError as error:
            raise Trouble(str(error)) from None
        self._started = False

    def account(self) -> Account:
        """It signs in by itself."""
        session = self._sandbox.session
        return Account(session, where="the sandbox", standing=Standing.GIVEN)

    def client(self, account: Account) -> Sender:
        """What talks to the sandbox, over a real connection."""
        from wizard.api import Client

        return Client(self.server(), session=account.session)

    def server(self) -> BaseUrl:
        """Where it listens; it is started for that."""
        from wizard.api import BaseUrl
        from wizard.sandbox import SandboxError

        if not self._started:
            try:
                self._sandbox.start()
            except SandboxError as error:
                raise Trouble(str(error)) from None
            self._started = True
        return BaseUrl.parse(self._sandbox.url)

    def close(self) -> None:
        """Stop the server."""
        self._sandbox.stop()


def services_for(options: Options) -> Services:
    """What ``options`` ask for. Raises Trouble where that cannot be."""
    return SandboxServices() if options.sandbox else RealServices(options)
