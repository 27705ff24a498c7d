"""One walk past every step, stopped at each: what frames and pictures are made of.

Nothing in it depends on the time, the machine or the speed: the clock stands, nothing moves by
itself, and what is typed is saved before one looks.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from unittest.mock import Mock, patch

from tests.support.pilot import Hand
from tests.support.pilot_steps import save_draft
from tests.support.services import CREATED, FakeServices
from wizard.api import OutcomeUnknown, RefusalReason, Refused, UnknownReason, Waiting, messages
from wizard.api.response import RawResponse
from wizard.api.vendor import VendorRequest
from wizard.auth.account import Account
from wizard.core import source_test
from wizard.core.options import Options
from wizard.tui import input_queue
from wizard.tui.app import WizardApp
from wizard.tui.screens import submitting
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen, ScheduleScreen
from wizard.tui.screens.help import HelpScreen
from wizard.tui.screens.leave_dialog import LeaveDialog
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.screens.sign_in import SignInDialog
from wizard.tui.screens.submitting import SubmittingScreen
from wizard.tui.screens.type_list import TypeListScreen

TOKEN = "ghp_" + "made0up1" * 4
"""As long as a real one."""

REFUSED = Refused(
    kind=RefusalReason.CREDENTIAL,
    message=messages.REFUSED[RefusalReason.CREDENTIAL],
    server_message="Invalid credentials: GitHub answered 401 (Bad credentials)",
    status_code=400,
)
UNKNOWN = OutcomeUnknown(
    reason=UnknownReason.TIMEOUT,
    message=f"It was sent, but no answer came in time. {messages.UNKNOWN_ADVICE}",
)


class GitHub:
    """Answers as api.github.com does to a good token."""

    async def send(self, request: VendorRequest) -> RawResponse:
        body = b'{"login": "octocat", "full_name": "octocat/docs"}'
        return RawResponse(200, {"x-oauth-scopes": "repo, read:org"}, body)


@asynccontextmanager
async def still(
    services: FakeServices, size: tuple[int, int], **options: Any
) -> AsyncIterator[Hand]:
    """The wizard at work, in which nothing moves by itself."""
    app = WizardApp(services, Options(**options))
    app.blink, app.animation_level = False, "none"
    noon = Mock(now=lambda zone: datetime(2026, 1, 2, 12, 0).astimezone())
    with (
        patch.object(input_queue, "BURST_SECONDS", 0),
        patch.object(submitting, "time", Mock(monotonic=lambda: 0.0)),
        patch.object(source_test, "datetime", noon),
        patch.object(services, "vendor", lambda type_name: GitHub()),
    ):
        async with app.run_test(size=size) as pilot:
            yield Hand(app, pilot)


async def walk(hand: Hand, services: FakeServices) -> AsyncIterator[str]:
    """From the first screen to the result of a GitHub connector; stops at what it names."""
    services.found = Account()
    sender = services.sender
    sender.progress = [Waiting()]
    sender.outcomes = [REFUSED, UNKNOWN, CREATED]

    await hand.at(TypeListScreen)
    await hand.app.account_known.wait()
    await _still(hand)
    yield "type-list"
    await hand.paste("git")
    await _still(hand)
    yield "type-list-filtered"
    await hand.paste("hub")
    await hand.sees("1 of 51")
    await hand.press("enter")
    await hand.at(ConfigureScreen)
    await hand.press("ctrl+n")
    await hand.sees("fields to continue")
    await _still(hand)
    yield "errors"
    await hand.press("f1")
    await hand.at(HelpScreen)
    await _still(hand)
    yield "help"
    await hand.press("escape")
    await hand.at(ConfigureScreen)
    await _fill(hand)
    await _still(hand)
    yield "configure"
    await hand.press("ctrl+n")
    await hand.at(CredentialScreen)
    await hand.paste(TOKEN)
    await _still(hand)
    yield "credential"
    await hand.press("f6")
    await hand.at(ChoiceDialog)
    await _still(hand)
    yield "test"
    await hand.press("enter")
    await hand.sees("octocat, can")
    await _still(hand)
    yield "tested"
    await hand.press("ctrl+n")
    await hand.at(ReviewScreen)
    await hand.press("escape")
    await hand.at(ScheduleScreen)
    await _still(hand)
    yield "schedule"
    await hand.press("ctrl+n")
    await hand.at(ReviewScreen)
    await _still(hand)
    yield "review"
    await hand.press("ctrl+q")
    await hand.at(LeaveDialog)
    await _still(hand)
    yield "leave"
    await hand.press("escape")
    await hand.at(ReviewScreen)
    await hand.press("f4")
    await _still(hand)
    yield "request"
    await hand.press("f4", "ctrl+n")
    await hand.at(SignInDialog)
    await _still(hand)
    yield "session"
    sender.gate = asyncio.Event()
    await hand.paste("a-made-up-session")
    await hand.press("ctrl+n")
    await hand.at(SubmittingScreen)
    await hand.sees("Waiting for")
    await _still(hand)
    yield "submitting"
    sender.gate.set()
    await hand.until(lambda: "Not created" in hand.seen())
    await _still(hand)
    yield "refused"
    await hand.press("r")
    await hand.at(ReviewScreen)
    await hand.press("ctrl+n")
    await hand.sees("We don't know")
    await _still(hand)
    yield "unknown"
    await hand.press("n")
    await hand.at(ReviewScreen)
    await hand.press("ctrl+n")
    await hand.at(ResultScreen)
    await _still(hand)
    yield "result"


async def _fill(hand: Hand) -> None:
    """Mend the two errors; the first has the focus."""
    await hand.paste("octocat")
    await hand.press("tab")
    await hand.paste("docs,website")


async def _still(hand: Hand) -> None:
    """Wait until nothing is left to be saved or drawn, and messages are gone."""
    hand.app.clear_notifications()
    await save_draft(hand)
    await hand.pilot.pause()
    await hand.pilot.wait_for_animation()
