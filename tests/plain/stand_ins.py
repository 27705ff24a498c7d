"""Stand-ins: a person who types prepared lines, and a server that answers prepared outcomes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path

from wizard.api import BaseUrl, Created, CreateSourceRequest, Outcome, Progress, Sending
from wizard.auth.account import Account
from wizard.forms import Secret
from wizard.plain.console import EndOfInput
from wizard.storage.drafts import DraftStore
from wizard.storage.history import History
from wizard.storage.paths import Paths
from wizard.utils.text import sanitize

CREATED = Created(connector_id=7, credential_id=70, status="success", message="done")


class Person:
    """Answers with prepared lines, and can be asked again. ``heard``: all that was said.

    tests: whether the offer to test the credential takes one of the lines; it is declined else.
    """

    interactive = True

    def __init__(self, *lines: str, tests: bool = False) -> None:
        self.lines = list(lines)
        self.tests = tests
        self.heard: list[str] = []
        self.secret: list[bool] = []

    def say(self, line: str = "") -> None:
        self.heard.append(sanitize(line))

    def ask(self, prompt: str) -> str:
        self.heard.append(prompt)
        self.secret.append(False)
        if prompt.startswith("Test it?") and not self.tests:
            return ""
        if not self.lines:
            raise EndOfInput
        return self.lines.pop(0)

    def ask_secret(self, prompt: str) -> str:
        line = self.ask(prompt)
        self.secret[-1] = True
        return line

    def ahead(self) -> bool:
        return False

    def discard(self) -> bool:
        return False

    @property
    def text(self) -> str:
        """All that was said and asked."""
        return "\n".join(self.heard)

    def prompts(self) -> list[str]:
        """The questions that were asked, without their numbers."""
        return [line.partition(": ")[2] for line in self.heard if line.endswith(": ")]


@dataclass
class Server:
    """Answers each request with the next outcome, the last one again and again."""

    outcomes: Sequence[Outcome]
    requests: list[CreateSourceRequest] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    slow: float = 0.0

    async def create(
        self, request: CreateSourceRequest, *, on_progress: Callable[[Progress], None] | None = None
    ) -> Outcome:
        if on_progress:
            on_progress(Sending())
        self.requests.append(request)
        await asyncio.sleep(self.slow)
        return self.outcomes[min(len(self.requests), len(self.outcomes)) - 1]


@dataclass
class FakeServices:
    """The disk below a folder of the test, and ``sender`` in the place of the network."""

    folder: Path
    given: Account
    sender: Server
    host: str = "api.example.com"
    sandbox: bool = False

    @property
    def paths(self) -> Paths:
        return Paths(
            config=self.folder / "config",
            state=self.folder,
            drafts=self.folder / "drafts",
            history=self.folder / "history.jsonl",
            crash=self.folder / "log",
        )

    def account(self) -> Account:
        return self.given

    def client(self, account: Account) -> Server:
        self.sender.accounts.append(copy(account))
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


def services_of(
    folder: Path, *outcomes: Outcome, account: Account | None = None
) -> tuple[FakeServices, Server]:
    """Services that keep their things in ``folder``, and the server that they reach."""
    given = Account(Secret("given-session")) if account is None else account
    server = Server(outcomes or (CREATED,))
    return FakeServices(folder, given, server), server
