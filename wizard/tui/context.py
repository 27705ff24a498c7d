"""What screens, workflows and drivers may ask of the app: Protocols, which it fulfils.

Nothing below the app names the app itself, so no import leads back up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.geometry import Size
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from wizard.auth.account import Account
    from wizard.core.options import Options
    from wizard.core.services import Services
    from wizard.storage.history_events import HistoryEntry
    from wizard.storage.preferences import Preferences
    from wizard.tui.controller import WizardController
    from wizard.tui.status import Status

T = TypeVar("T")


class Wizard(Protocol):
    """What a screen or a widget may ask of the app.

    blink: whether a cursor may. status: what the header says.
    """

    blink: bool

    @property
    def journey(self) -> WizardController:
        """This run: its steps, and what came of them."""

    @property
    def services(self) -> Services:
        """The server, and what is stored."""

    @property
    def preferences(self) -> Preferences:
        """What the person likes."""

    @property
    def status(self) -> Status:
        """What the header says."""

    def copy(self, text: str, what: str) -> None:
        """Put ``text`` on the clipboard; ``what``: what it is called."""

    def open_page(self, url: str) -> None:
        """Open a page in a browser."""

    def preload(self, load: Callable[[], None]) -> None:
        """Load what the next step needs while the person looks at this one."""

    def action_history(self) -> None:
        """Show what was sent."""

    async def resolve_entry(self, entry: HistoryEntry) -> bool:
        """Ask what became of an earlier sending; whether anything was found out."""

    def resume(self, draft_id: str) -> None:
        """Go on with a draft, or say why not."""

    async def delete_draft(self, draft_id: str) -> None:
        """Delete a draft, and show what is left."""

    def ask_to_leave(self) -> None:
        """Leave, if the person says so."""

    def leave(self) -> None:
        """Save what was typed, and end."""


class WorkflowHost(Wizard, Protocol):
    """What a workflow may ask of the app beyond that: it asks questions and shows steps.

    recent: types that were used last. leaving: whether the end has begun.
    """

    recent: tuple[str, ...]
    options: Options
    account: Account
    account_known: asyncio.Event
    leaving: bool

    def show_step(self, screen: Screen[Any]) -> None:
        """Put ``screen`` in the place of the one below all questions."""

    def add_styles(self) -> None:
        """Load the style sheets that the first screen does without."""

    def update_status(self) -> None:
        """Let the header say what is true now."""

    async def take_draft(self, draft_id: str) -> None:
        """Go on with a draft. Raises Trouble."""

    async def push_screen_wait(self, screen: Screen[T]) -> T:
        """What a question is answered."""

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


class Redrawable(Protocol):
    """A terminal that remembers what it shows."""

    def forget(self) -> None:
        """Draw all of the next frame: something else may have been written there."""


class TerminalHost(Protocol):
    """What a driver may ask of the app. leaving: whether the end has begun."""

    leaving: bool

    def fit(self, size: Size) -> None:
        """Lay out for ``size`` and draw all."""

    async def few_pending(self, count: int) -> None:
        """Return once no more than ``count`` events wait."""

    def attach_terminal(self, terminal: Redrawable) -> None:
        """Draw on ``terminal`` from now on."""

    def terminal_lost(self) -> None:
        """Nobody is there any more: leave in order."""
