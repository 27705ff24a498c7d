"""Prepared decisions in the place of a person, for the submit workflow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wizard.api import CreateSourceRequest, NotConnected, Outcome, OutcomeUnknown, Refused
from wizard.auth.account import Account
from wizard.core.submission import Submission
from wizard.core.submit_workflow import Decision, Placed
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict


@dataclass
class Decided:
    """Says what it was told to, in turn; ``asked``: about what."""

    account: Account
    decisions: list[Decision]
    asked: list[object] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    ids: tuple[int, int] | None = None
    noted: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    async def confirm(self, request: CreateSourceRequest, created: Sequence[Conflict]) -> bool:
        self.asked += created
        return True

    async def resolve(self, obstacle: Conflict | StorageError) -> Decision:
        self.asked.append(obstacle)
        return self.decisions.pop(0)

    async def sign_in(self) -> Account:
        return self.account

    async def run(self, submission: Submission) -> Outcome:
        return await submission.run()

    async def after(
        self,
        outcome: NotConnected | Refused | OutcomeUnknown,
        placed: Placed,
        submission: Submission,
    ) -> Decision:
        self.asked.append(outcome)
        self.placed.append(placed)
        return self.decisions.pop(0)

    async def ask_ids(self, name: str) -> tuple[int, int] | None:
        self.named.append(name)
        return self.ids

    def settled(self, entry_id: str) -> None:
        self.noted.append(entry_id)

    def tell(self, words: str) -> None:
        self.told.append(words)

    def warn(self, words: str) -> None:
        self.warnings.append(words)
