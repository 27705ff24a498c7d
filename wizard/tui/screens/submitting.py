"""Progress of a submission: current phase, elapsed time, and how to stop."""

from __future__ import annotations

import asyncio
import time
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from wizard.api import Connecting, Outcome, Progress, Retrying, Sending, Waiting
from wizard.core.submission import Submission
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict
from wizard.tui.commands import ScreenCommand
from wizard.tui.screens.base import WizardScreen
from wizard.utils.glyphs import DONE, LATER, NOW

PHASES: Final = (
    ("Written to the history", "Writing to the history …"),
    ("Connected", "Connecting to {host} …"),
    ("Sent", "Sending to {host} …"),
    ("Answered", "Waiting for {host} to answer …"),
)
"""What is done, in order, and what is said while it is being done."""

PHASE_OF: Final = {type(None): 0, Connecting: 1, Retrying: 1, Sending: 2, Waiting: 3}

TICK_SECONDS: Final = 1.0
"""Seconds between updates; more frequent ones would cost traffic over a network."""


class SubmittingScreen(WizardScreen["Outcome | StorageError | Conflict"]):
    """Sends, and is dismissed with the outcome, or with the reason why nothing was sent."""

    SCREEN_COMMANDS: ClassVar[tuple[ScreenCommand, ...]] = (
        ScreenCommand("stop", "Stop", "Stop sending or waiting.", "escape"),
    )
    HEADING = "Sending"
    SHOWS_WAY = True
    HELP_TEXT = (
        "The wizard first connects; you can stop that safely. If you stop after it has sent the "
        "request, we can't tell whether Clarm created the connector."
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
        name, host = self._submission.request.name, self._submission.host
        with Vertical(id="submitting"):
            yield Static(f"Sending “{name}” to {host}", markup=False, classes="title")
            yield Static(markup=False, id="doing")
            yield Static(markup=False, id="how-to-stop")

    def on_mount(self) -> None:
        """Start sending, and update the display every second."""
        self._show()
        self.set_interval(TICK_SECONDS, self._show)
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
        if self.query("#doing"):
            self.query_one("#doing", Static).update(self._phases())
            self.query_one("#how-to-stop", Static).update(self._stop_words())

    def _phases(self) -> Content:
        """Return the phases, each done, under way or to come, and how long it took so far."""
        now = PHASE_OF[type(self._event)]
        lines = []
        for number, (words, doing) in enumerate(PHASES):
            if number < now:
                lines.append(Content.assemble((f"{DONE} ", "$step-done"), words))
            elif number > now:
                lines.append(Content.styled(f"{LATER} {words}", "$step-later"))
            else:
                seconds = _seconds(int(time.monotonic() - self._began))
                words = doing.format(host=self._submission.host) + self._attempt()
                lines.append(
                    Content.assemble(
                        (f"{NOW} ", "$step-now"), (words, "bold"), (f"  {seconds}", "$hint")
                    )
                )
                lines += [Content(f"  {line}") for line in self._trouble()]
        return Content("\n").join(lines)

    def _attempt(self) -> str:
        event = self._event
        if isinstance(event, Connecting) and event.attempt > 1:
            return f" (attempt {event.attempt} of {event.attempts})"
        return ""

    def _trouble(self) -> list[str]:
        """Return why it is tried again, and when."""
        if not isinstance(self._event, Retrying):
            return []
        left = max(0, round(self._until - time.monotonic()))
        return [self._event.why, f"Trying again in {_seconds(left)} …"]

    def _stop_words(self) -> str:
        if not self.sent:
            return "Press esc to stop. Nothing has been sent yet."
        if self._asked:
            return (
                "If you stop now, we can't tell whether it was created.\nPress esc again to stop "
                "anyway."
            )
        return "This can take a minute. Press esc to stop waiting."

    def action_stop(self) -> None:
        """Stop at once if nothing was sent yet, else when asked twice."""
        if self.sent and not self._asked:
            self._asked = True
            self._show()
        else:
            self._submission.stop()


def _seconds(count: int) -> str:
    return "1 second" if count == 1 else f"{count} seconds"
