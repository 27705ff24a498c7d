"""Protocols for what the controller needs of its view; the app implements it."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from wizard.core.plan_session import PlanSession
    from wizard.core.services import Services
    from wizard.flow import WizardFlow
    from wizard.plan import PlannedSource
    from wizard.storage.drafts import DraftStore


class Notifier(Protocol):
    """Says something to the user."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message for a while."""


class View(Notifier, Protocol):
    """Shows the steps of a session, and does related work."""

    @property
    def services(self) -> Services:
        """The server and the stores."""

    def drafts(self) -> DraftStore:
        """Return this session's draft store."""

    def show_flow(self, flow: WizardFlow) -> None:
        """Show the screen of the step that ``flow`` is on."""

    def hold_input(self) -> None:
        """Keep what is typed for the screen that is shown next."""

    def show_types(self, marked: str | None = None, query: str = "", problem: str = "") -> None:
        """Show the type list. ``problem``: why it is shown instead of what was asked for."""

    def update_status(self) -> None:
        """Rebuild the status that the header shows."""

    async def send(self) -> None:
        """Submit the reviewed request and show the outcome."""

    def ask_to_leave(self) -> None:
        """Ask whether to leave, and leave if so."""

    def run_worker(self, work: Coroutine[Any, Any, None], *, group: str) -> object:
        """Run ``work`` in the background."""


class PlanView(Protocol):
    """Shows the list of a folder's sources, and opens them."""

    @property
    def session(self) -> PlanSession:
        """The plan, as last read."""

    def show(self) -> None:
        """Go to the list; what was typed is kept as a draft."""

    def open(self, source: PlannedSource) -> None:
        """Go to the first thing that is missing of a source, or ask what became of it."""

    def open_next(self) -> None:
        """Open the source that comes next."""

    async def arrive(self) -> None:
        """Read the plan and show the list."""

    async def refresh(self) -> None:
        """Read the plan again."""
