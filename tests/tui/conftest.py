"""A person at the wizard: keys go in, text is read off the screen, no network and no real home."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual import events
from textual.keys import key_to_character
from textual.pilot import Pilot, WaitForScreenTimeout
from textual.screen import Screen
from textual.widget import Widget

from wizard.api import BaseUrl, Created, CreateSourceRequest, Outcome, Progress
from wizard.auth.account import Account, AuthStatus
from wizard.core.options import Options
from wizard.core.results import RunResult
from wizard.forms import Secret
from wizard.storage.drafts import DraftStore
from wizard.storage.history import History
from wizard.storage.paths import Paths
from wizard.tui.app import WizardApp

S = TypeVar("S", bound=Screen[Any])
W = TypeVar("W", bound=Widget)

HOST = "api.clarm.com"
CREATED = Created(
    connector_id=4711, credential_id=815, status="success", message="Created the pair."
)
LOOKS = 2000
"""So often something is looked for, a hundredth of a second apart: the machine may be busy."""

SESSION = "session-of-the-tests"


class FakeClient:
    """Answers with the outcomes it was given, one after the other, then with ``CREATED``."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome | Callable[[], Outcome]] = []
        self.progress: list[Progress] = []
        self.sent: list[CreateSourceRequest] = []
        self.accounts: list[str | None] = []
        self.gate: asyncio.Event | None = None

    async def create(
        self, request: CreateSourceRequest, *, on_progress: Callable[[Progress], None] | None = None
    ) -> Outcome:
        self.sent.append(request)
        for event in self.progress:
            if on_progress:
                on_progress(event)
        if self.gate is not None:
            await self.gate.wait()
        outcome = self.outcomes.pop(0) if self.outcomes else CREATED
        return outcome() if callable(outcome) else outcome


@dataclass
class FakeServices:
    """The disk below a folder of the test, and no network."""

    folder: Path
    host: str = HOST
    sandbox: bool = False
    signed_in: bool = True
    sender: FakeClient = field(default_factory=FakeClient)

    def __post_init__(self) -> None:
        kept = self.folder / "state"
        self.paths = Paths(
            config=self.folder / "config",
            state=kept,
            drafts=kept / "drafts",
            history=kept / "history.jsonl",
            crash=self.folder / "log",
        )

    def account(self) -> Account:
        if not self.signed_in:
            return Account()
        return Account(Secret(SESSION), where="the test", standing=AuthStatus.UNVERIFIED)

    def client(self, account: Account) -> FakeClient:
        given = account.session
        self.sender.accounts.append(given.get_secret_value() if given else None)
        return self.sender

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


class Hand:
    """What a person does and sees."""

    def __init__(self, app: WizardApp, pilot: Pilot[RunResult]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """As ``pilot.press``, which waits for a whole idle process after every key."""
        for key in keys:
            self.app.post_message(events.Key(key, key_to_character(key)))
            await self.settle()

    async def settle(self) -> None:
        """Let what was begun be done."""
        for _ in range(3):
            await asyncio.sleep(0.004)
            with suppress(WaitForScreenTimeout):  # when it is just being left
                await self.pilot._wait_for_screen(1.0)
            self.app.screen._on_timer_update()

    async def paste(self, text: str) -> None:
        """As a terminal hands over a paste: at once, to the app."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def at(self, kind: type[S]) -> S:
        """Wait until the screen is of this kind."""
        for _ in range(LOOKS):
            screen = self.app.screen
            if isinstance(screen, kind) and screen.is_mounted and screen.children:
                await self.settle()
                return screen
            await self.pilot.pause(0.01)
        raise AssertionError(f"not at {kind.__name__}, but at {self.app.screen}\n{self.seen()}")

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something holds."""
        for _ in range(LOOKS):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"it never came to hold\n{self.seen()}")

    async def left(self) -> None:
        """Wait until the wizard has ended: the last key may still be under way."""
        await self.until(lambda: self.app.return_value is not None)

    async def sees(self, *words: str) -> None:
        """Wait until all these words are on the screen."""
        await self.until(lambda: all(word in self.seen() for word in words))

    def seen(self) -> str:
        """The screen as rows of characters."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def line(self, at: int) -> str:
        """One row: 0 is the header, -1 the footer."""
        return self.seen().splitlines()[at]

    def one(self, kind: type[W]) -> W:
        """The one widget of this kind."""
        return self.app.screen.query_one(kind)


Sitting = Callable[..., AbstractAsyncContextManager[Hand]]


@pytest.fixture
def services(tmp_path: Path) -> FakeServices:
    return FakeServices(tmp_path)


@pytest.fixture
def sit(services: FakeServices) -> Sitting:
    """``async with sit() as hand``: the wizard runs; options by name, size as columns, lines."""

    @asynccontextmanager
    async def sitting(size: tuple[int, int] = (80, 24), **options: Any) -> AsyncIterator[Hand]:
        app = WizardApp(services, Options(**options))
        async with app.run_test(size=size, notifications=True) as pilot:
            yield Hand(app, pilot)

    return sitting
