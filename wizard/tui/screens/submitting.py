"""Progress of a submission: current phase, elapsed time, and how to stop."""

from __future__ import annotations

import asyncio
import time
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import ProgressBar, Static

from wizard.api import Connecting, Outcome, Progress, Retrying, Sending, Waiting
from wizard.core.submission import Submission
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import WizardScreen

TICK_SECONDS: Final = 1.0
"""Seconds between updates; more frequent ones would cost traffic over a network."""


class SubmittingScreen(WizardScreen["Outcome | StorageError | Conflict"]):
    """Sends, and is dismissed with the outcome, or with the reason why nothing was sent."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("stop", "Stop", "Stop sending or waiting.", "escape"),
    )
    HEADING = "Sending"
    HELP_TEXT = (
        "First a connection is made, which can be stopped without a trace. Once the request is "
        "on its way, stopping leaves it open whether the connector is created."
    )

    def __init__(self, submission: Submission) -> None:
        super().__init__()
        self._submission = submission
        submission.on_progress = self._progress
        self._event: Progress | None = None
        self._began = time.monotonic()
        self._until = 0.0
        self._asked = False
        self._ended = asyncio.Event()

    def body(self) -> ComposeResult:
        with Vertical(id="submitting"):
            yield Static("Sending", markup=False, classes="title")
            yield Static(markup=False, id="doing")
            yield ProgressBar(show_percentage=False, show_eta=False)
            yield Static(markup=False, id="how-to-stop")

    def on_mount(self) -> None:
        """Start sending, and update the display every second."""
        self.query_one(".title", Static).update(f"Sending “{self._submission.request.name}”")
        self._show()
        self.set_interval(TICK_SECONDS, self._show)
        if self.app.animation_level == "none":
            for bar in self.query("Bar"):
                bar.auto_refresh = None  # it does not move, so it need not be redrawn
        self.run_worker(self._run(), group="submitting")

    @property
    def sent(self) -> bool:
        """Whether stopping now would leave the outcome unknown."""
        return isinstance(self._event, Sending | Waiting)

    async def stopped(self) -> None:
        """Stop, and wait until the outcome is recorded."""
        self._submission.stop()
        await self._ended.wait()

    async def _run(self) -> None:
        try:
            outcome: Outcome | StorageError | Conflict = await self._submission.run()
        except (StorageError, Conflict) as error:
            outcome = error
        self._ended.set()
        if not self.is_active:
            self.pop_until_active()
        self.dismiss(outcome)

    def _progress(self, event: Progress) -> None:
        self._event = event
        if isinstance(event, Retrying):
            self._until = time.monotonic() + event.in_seconds
        self._show()

    def _show(self) -> None:
        if not self.query("#doing"):
            return
        seconds = int(time.monotonic() - self._began)
        doing = Content.assemble(self._words(), ("  " + _seconds(seconds), "$text-muted"))
        self.query_one("#doing", Static).update(doing)
        self.query_one("#how-to-stop", Static).update(self._stop_words())

    def _words(self) -> str:
        host = self._submission.host
        match self._event:
            case None:
                return "Noting it in the history first …"
            case Connecting(attempt=attempt, attempts=attempts):
                again = f" (attempt {attempt} of {attempts})" if attempt > 1 else ""
                return f"Connecting to {host}{again} …"
            case Retrying(why=why):
                left = max(0, round(self._until - time.monotonic()))
                return f"{why}\nTrying again in {_seconds(left)} …"
            case Sending():
                return f"Sending to {host} …"
            case Waiting():
                return f"Sent. Waiting for {host} to answer …"
        raise AssertionError

    def _stop_words(self) -> str:
        if not self.sent:
            return "Press escape to stop. Nothing was sent yet."
        if self._asked:
            return (
                "It has been sent. If you stop waiting now, nobody knows whether it will be "
                "created.\nPress escape once more to stop all the same."
            )
        return "It can take a minute. Press escape to stop waiting."

    def action_stop(self) -> None:
        """Stop at once if nothing was sent yet, else when asked twice."""
        if self.sent and not self._asked:
            self._asked = True
            self._show()
        else:
            self._submission.stop()


def _seconds(count: int) -> str:
    return "1 second" if count == 1 else f"{count} seconds"
