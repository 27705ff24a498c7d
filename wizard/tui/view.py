"""What the journey needs of whatever shows it: a Protocol, which the app fulfils."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from wizard.core.services import Services
    from wizard.flow import WizardFlow
    from wizard.storage.drafts import DraftStore


class View(Protocol):
    """Shows the steps of a journey, and does what happens beside them."""

    @property
    def services(self) -> Services:
        """The server, and what is stored."""

    def drafts(self) -> DraftStore:
        """The store of drafts of this run."""

    def show_flow(self, flow: WizardFlow) -> None:
        """Show the step that ``flow`` is on."""

    def show_types(self, marked: str | None = None, query: str = "", problem: str = "") -> None:
        """Show the list of types; ``problem``: why it is shown instead."""

    def update_status(self) -> None:
        """Let the header say what is true now."""

    async def send(self) -> None:
        """Send what is reviewed, and show what came of it."""

    def ask_to_leave(self) -> None:
        """Leave, if the person says so."""

    def run_worker(self, work: Coroutine[Any, Any, None], *, group: str) -> object:
        """Do ``work`` beside everything else."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Say something for a while."""
