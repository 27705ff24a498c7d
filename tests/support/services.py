"""What the wizard reaches outside of itself, made up: the disk below a folder, and no network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from wizard.api import BaseUrl, Created, CreateSourceRequest, Outcome, Progress, Sending
from wizard.auth.account import Account, AuthStatus
from wizard.checks import Vendor
from wizard.forms import Secret
from wizard.storage.drafts import DraftStore
from wizard.storage.history import History
from wizard.storage.paths import Paths

HOST = "api.clarm.com"
CREATED = Created(
    connector_id=4711, credential_id=815, status="success", message="Created the pair."
)
SESSION = "session-of-the-tests"


class FakeClient:
    """Answers with the outcomes it was given, one after the other, then with ``CREATED``.

    progress: what it tells before. gate: what it then waits for. began: it was sent something.
    """

    def __init__(
        self,
        *outcomes: Outcome | Callable[[], Outcome],
        progress: Iterable[Progress] = (Sending(),),
    ) -> None:
        self.outcomes = list(outcomes)
        self.progress = list(progress)
        self.sent: list[CreateSourceRequest] = []
        self.accounts: list[Account] = []
        self.gate: asyncio.Event | None = None
        self.began = asyncio.Event()

    async def create(
        self, request: CreateSourceRequest, *, on_progress: Callable[[Progress], None] | None = None
    ) -> Outcome:
        self.sent.append(request)
        for event in self.progress:
            if on_progress:
                on_progress(event)
        self.began.set()
        if self.gate is not None:
            await self.gate.wait()
        outcome = self.outcomes.pop(0) if self.outcomes else CREATED
        return outcome() if callable(outcome) else outcome

    @property
    def sessions(self) -> list[str | None]:
        """What each was sent with."""
        given = (account.session for account in self.accounts)
        return [session.get_secret_value() if session else None for session in given]


def signed_in() -> Account:
    """An account with a session that nobody has tried yet."""
    return Account(Secret(SESSION), where="the test", standing=AuthStatus.UNVERIFIED)


@dataclass
class FakeServices:
    """The disk below a folder of the test, and ``sender`` in the place of the network."""

    folder: Path
    host: str = HOST
    sandbox: bool = False
    given: tuple[str, ...] = ()
    found: Account = field(default_factory=signed_in)
    sender: FakeClient = field(default_factory=FakeClient)

    @property
    def options(self) -> tuple[str, ...]:
        return ("--sandbox",) if self.sandbox else self.given

    @property
    def paths(self) -> Paths:
        return Paths(
            config=self.folder / "config",
            state=self.folder,
            drafts=self.folder / "drafts",
            history=self.folder / "history.jsonl",
            crash=self.folder / "log",
            cache=self.folder / "cache",
        )

    def account(self) -> Account:
        return copy(self.found)

    def client(self, account: Account) -> FakeClient:
        self.sender.accounts.append(copy(account))
        return self.sender

    def vendor(self, type_name: str) -> Vendor:
        raise AssertionError(f"nothing is made up that {type_name} answers")

    def server(self) -> BaseUrl:
        return BaseUrl.parse(f"https://{self.host}")

    def history(self) -> History:
        return History(self.paths.history)

    def drafts(self) -> DraftStore:
        return DraftStore(self.paths.drafts)

    def has_drafts(self) -> bool:
        return any(self.paths.drafts.glob("*.json"))

    def history_size(self) -> int:
        return self.paths.history.stat().st_size if self.paths.history.exists() else 0

    def close(self) -> None:
        pass


def services_of(
    folder: Path, *outcomes: Outcome, account: Account | None = None
) -> tuple[FakeServices, FakeClient]:
    """Services that keep their things in ``folder``, and the client that they send with."""
    sender = FakeClient(*outcomes)
    return FakeServices(folder, found=account or signed_in(), sender=sender), sender
