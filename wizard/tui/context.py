"""Protocols for what screens, workflows and drivers may ask of the app.

Nothing below the app imports the app itself, so there are no import cycles.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from textual.geometry import Size
from textual.screen import Screen

from wizard.tui.view import Notifier

if TYPE_CHECKING:
    from wizard.auth.account import Account
    from wizard.core.options import Options
    from wizard.core.services import Services
    from wizard.storage.drafts import DraftStore
    from wizard.storage.history_events import HistoryEntry
    from wizard.storage.preferences import Preferences
    from wizard.tui.controller import WizardController
    from wizard.tui.status import Message, Status

T = TypeVar("T")


class Wizard(Protocol):
    """What a screen or widget may ask of the app.

    blink: whether cursors may blink.
    status: what the header shows.
    """

    blink: bool

    @property
    def controller(self) -> WizardController:
        """Controller of this session."""

    @property
    def services(self) -> Services:
        """The server and the stores."""

    @property
    def preferences(self) -> Preferences:
        """The user's preferences."""

    @property
    def status(self) -> Status:
        """What the header shows."""

    @property
    def messages(self) -> tuple[Message, ...]:
        """What is said now."""

    def copy(self, text: str, what: str) -> None:
        """Copy ``text`` to the clipboard; ``what`` names it in the notice."""

    def open_page(self, url: str) -> None:
        """Open a page in a browser."""

    @staticmethod
    def input_clock() -> float:
        """Return the time, by the clock that tells when input came."""

    def is_deliberate(self, shown_at: float) -> bool:
        """Return whether the input that is being handled began well after ``shown_at``."""

    def preload(self, load: Callable[[], None]) -> None:
        """Load in a thread what the next step needs while the user reads this one."""

    def action_history(self) -> None:
        """Show the submission history."""

    async def resolve_entry(self, entry: HistoryEntry) -> bool:
        """Ask what became of an earlier submission; return whether that is settled."""

    def resume(self, draft_id: str) -> None:
        """Resume a draft, or show why that is not possible."""

    async def delete_draft(self, draft_id: str) -> None:
        """Delete a draft, then show the remaining ones."""

    def ask_to_leave(self) -> None:
        """Ask whether to leave, and leave if so."""

    def leave(self) -> None:
        """Save the draft and exit."""


class WorkflowHost(Wizard, Notifier, Protocol):
    """What a workflow may ask of the app: it also shows steps and asks questions.

    recent: types used last.
    leaving: whether the app is shutting down.
    """

    recent: tuple[str, ...]
    options: Options
    account: Account
    account_known: asyncio.Event
    leaving: bool

    def show_step(self, screen: Screen[Any]) -> None:
        """Close all dialogs and show ``screen`` in place of the current step."""

    def release_input(self) -> None:
        """Handle the input that was held until a step was shown."""

    def add_styles(self) -> None:
        """Load the style sheets that the first screen does without."""

    def update_status(self) -> None:
        """Rebuild the status that the header shows."""

    def drafts(self) -> DraftStore:
        """Return this session's draft store."""

    async def take_draft(self, draft_id: str) -> None:
        """Resume a draft. Raises WizardError."""

    async def push_screen_wait(self, screen: Screen[T]) -> T:
        """Show a dialog and return its answer."""

    def clear_notifications(self) -> None:
        """Say nothing any longer."""


class Redrawable(Protocol):
    """Terminal that remembers what it shows."""

    def forget(self) -> None:
        """Mark the contents as unknown; the next frame is drawn in full."""

    def wait(self) -> bool:
        """Wait until what is drawn is written; return False if the line is too slow for it."""


class TerminalHost(Protocol):
    """What a driver may ask of the app.

    leaving: whether the app is shutting down. first_frame: what the terminal may show already.
    """

    leaving: bool
    first_frame: object

    def fit(self, size: Size) -> None:
        """Lay out for ``size`` and redraw everything."""

    async def few_pending(self, count: int) -> None:
        """Return once at most ``count`` events are waiting."""

    def attach_terminal(self, terminal: Redrawable) -> None:
        """Draw on ``terminal`` from now on."""

    def terminal_lost(self) -> None:
        """Leave in order, because nobody is connected any more."""
