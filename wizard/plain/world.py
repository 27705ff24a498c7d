"""What the wizard's prompts need of the world around them, as things that a test can replace."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from wizard.api import BaseUrl
from wizard.cli.options import Options
from wizard.forms import Secret
from wizard.server import base_url
from wizard.storage.drafts import DraftStore
from wizard.storage.history import History
from wizard.storage.paths import Paths
from wizard.storage.session import SessionError, find_api_key, find_session
from wizard.submit import Sender


@dataclass(slots=True)
class Account:
    """Who sends. ``note``: what to tell the person about where that is from."""

    session: Secret | None = None
    api_key: Secret | None = None
    note: str = ""

    @property
    def usable(self) -> bool:
        """Whether there is anything to sign in with."""
        return self.session is not None or self.api_key is not None


class Running(Protocol):
    """A sandbox."""

    @property
    def session(self) -> Secret:
        """What it lets in."""

    @property
    def url(self) -> str:
        """Where it is, once it runs."""

    def start(self) -> None:
        """Let it run."""

    def stop(self) -> None:
        """End it, if it runs."""


@dataclass(slots=True, eq=False)
class World:
    """The server, what is kept on this machine, and who sends.

    host: as it is shown and noted. find_account may wait for a keyring; connect makes a client.
    server: where that is; None for the sandbox, whose address is another one each time.
    patience: seconds between two lines that say that an answer is still awaited.
    """

    host: str
    drafts: DraftStore
    history: History
    find_account: Callable[[], Account]
    connect: Callable[[Account], Sender]
    server: BaseUrl | None = None
    sandbox: bool = False
    close: Callable[[], None] = lambda: None
    patience: float = 10.0
    account: Account = field(default_factory=Account)


def open_world(options: Options) -> World:
    """What ``options`` ask for. Raises Trouble, or SandboxError where there can be none."""
    paths = Paths.find(sandbox=options.sandbox)
    drafts, history = DraftStore(paths.drafts), History(paths.history)
    if options.sandbox:
        from wizard.sandbox import Sandbox

        return _sandboxed(Sandbox(), drafts, history)
    server = base_url(options.api_url)

    def connect(account: Account) -> Sender:
        from wizard.api import Client  # which is slow to load

        return Client(server, session=account.session, api_key=account.api_key)

    host = server.host
    return World(host, drafts, history, lambda: find_account(host), connect, server)


def _sandboxed(sandbox: Running, drafts: DraftStore, history: History) -> World:
    """The embedded API, which starts when something is sent."""
    started = False

    def connect(account: Account) -> Sender:
        nonlocal started
        if not started:
            sandbox.start()
            started = True
        from wizard.api import Client

        return Client(BaseUrl.parse(sandbox.url), session=account.session)

    return World(
        "sandbox",
        drafts,
        history,
        lambda: Account(sandbox.session),
        connect,
        sandbox=True,
        close=sandbox.stop,
    )


def find_account(host: str) -> Account:
    """From the environment or the keyring; nothing where a person has to be asked."""
    try:
        if key := find_api_key(os.environ):
            note = "CLARM_API_KEY is sent as a bearer token; whether that works is untested."
            return Account(api_key=key, note=note)
        found = find_session(os.environ, host=host)
    except SessionError as error:
        return Account(note=str(error))
    return Account(found.value, note=" ".join(found.warnings)) if found else Account()
