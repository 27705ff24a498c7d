"""What follows "send": signing in, refusals at their fields, lost answers, no connection."""

from __future__ import annotations

import asyncio
import re
import threading
from typing import Any

import pytest

from tests.support.pilot import Sitting
from tests.support.pilot_steps import TOKEN, send, to_review
from tests.support.services import CREATED, HOST, SESSION, FakeClient, FakeServices
from wizard.api import (
    Connecting,
    FieldErrorMessage,
    OutcomeUnknown,
    RefusalReason,
    Refused,
    Sending,
    UnknownReason,
    Waiting,
)
from wizard.auth.account import Account
from wizard.storage.history import History
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen
from wizard.tui.screens.found_ids import FoundIdsScreen
from wizard.tui.screens.history import HistoryScreen
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.screens.sign_in import SignInDialog
from wizard.tui.screens.submitting import SubmittingScreen
from wizard.tui.screens.type_list import TypeListScreen
from wizard.utils.exit_codes import ExitCode

pytestmark = pytest.mark.slow

UNKNOWN = OutcomeUnknown(
    reason=UnknownReason.TIMEOUT, message="It was sent, but no answer came in time."
)
SESSION_GONE = Refused(kind=RefusalReason.SESSION, message="It may have expired.", status_code=403)


def refused(kind: RefusalReason, *fields: FieldErrorMessage) -> Refused:
    return Refused(
        kind=kind,
        message="The advice.",
        server_message="Its own words",
        fields=fields,
        status_code=422,
    )


async def test_what_sends_is_made_ready_while_the_person_reads_and_sends_nothing(
    sit: Sitting, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready: list[FakeServices] = []
    monkeypatch.setattr(FakeServices, "server", lambda made: ready.append(made))
    async with sit() as hand:
        await to_review(hand)
        await hand.until(lambda: ready)
        assert isinstance(hand.app.screen, ReviewScreen)
        assert not services.sender.sent
        assert not services.sender.accounts


async def test_the_session_is_asked_for_when_it_is_first_needed(
    sit: Sitting, services: FakeServices
) -> None:
    services.found = Account()
    async with sit() as hand:
        await to_review(hand)
        await hand.until(lambda: "not signed in" in hand.line(0))
        await send(hand)
        await hand.at(SignInDialog)
        await hand.sees("fastapiusersauth", HOST)
        await hand.paste('fastapiusersauth="pasted-cookie"')
        assert "pasted-cookie" not in hand.seen()
        await hand.press("enter")
        await hand.at(ResultScreen)
        assert "signed in" in hand.line(0)
        assert "not signed in" not in hand.line(0)
    assert services.sender.sessions == ["pasted-cookie"]


@pytest.mark.slow
async def test_what_cannot_be_a_session_is_refused_without_repeating_it(
    sit: Sitting, services: FakeServices
) -> None:
    services.found = Account()
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(SignInDialog)
        await hand.paste("one=1; two=secret-part")
        await hand.press("enter")
        await hand.sees("semicolon")
        assert "secret-part" not in hand.seen()
        await hand.press("escape")
        await hand.at(ReviewScreen)
    assert services.sender.sent == []


async def test_a_refused_session_is_asked_for_again_and_the_sending_goes_on(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.outcomes = [SESSION_GONE]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(SignInDialog)
        await hand.sees("It may have expired")
        below = hand.app.screen_stack[-2]._compositor.render_strips()
        assert "session rejected" in below[0].text
        await hand.paste("a-new-cookie")
        await hand.press("ctrl+n")
        await hand.at(ResultScreen)
    assert services.sender.sessions == [SESSION, "a-new-cookie"]
    first, second = services.sender.sent
    assert first == second


async def test_giving_no_session_leaves_the_form_as_it_was(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.outcomes = [SESSION_GONE]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(SignInDialog)
        await hand.press("escape")
        await hand.at(ReviewScreen)
        await hand.sees("••••")
        await hand.press("escape", "escape")
        await hand.at(CredentialScreen)
        await hand.sees(f"{len(TOKEN)} characters")


async def test_a_complaint_about_a_field_lands_there_and_the_rest_stays_in_sight(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.outcomes = [
        refused(
            RefusalReason.INVALID,
            FieldErrorMessage(
                ("credential", "credentials", "slack_bot_token"), "This token is revoked"
            ),
            FieldErrorMessage(("something", "else"), "Nobody knows this place"),
        )
    ]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(CredentialScreen)
        await hand.sees("This token is revoked", "The advice.", "something.else: Nobody knows")
        assert hand.app.focused is not None
        assert hand.app.focused.has_class("-error")
        await hand.press("end")
        await hand.press("x")
        await hand.until(lambda: "revoked" not in hand.seen())
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)
        await send(hand)
        await hand.at(ResultScreen)
        assert "The advice." not in hand.seen()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("key", "screen", "exists"), [("e", TypeListScreen, True), ("c", ConfigureScreen, False)]
)
async def test_a_name_that_is_taken_now_may_be_noted_to_exist(
    sit: Sitting, services: FakeServices, key: str, screen: type[Any], exists: bool
) -> None:
    services.sender.outcomes = [UNKNOWN, refused(RefusalReason.DUPLICATE_NAME)]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.sees("We don't know")
        await hand.press("n")
        await hand.at(ReviewScreen)
        await send(hand)
        await hand.sees("It probably exists. Mark as created?", "without a clear answer")
        await hand.press(key)
        if exists:
            await hand.at(FoundIdsScreen)
            await hand.press("escape")
        await hand.at(screen)
        await hand.press("ctrl+q")
        if not exists:
            await hand.press("q")
        await hand.left()
    state = hand.app.return_value
    assert state is not None
    assert state.code is (ExitCode.DONE if exists else ExitCode.FAILED)
    assert services.history().read().entries[-1].exists is exists


@pytest.mark.parametrize(
    ("kind", "key", "screen"),
    [
        (RefusalReason.OTHER, "r", ReviewScreen),
        (RefusalReason.CREDENTIAL, "g", CredentialScreen),
        (RefusalReason.DISABLED_TYPE, "c", TypeListScreen),
        (RefusalReason.RATE_LIMITED, "s", ResultScreen),
        (RefusalReason.FORBIDDEN, "o", SignInDialog),
    ],
)
async def test_other_refusals_say_what_to_do(
    sit: Sitting, services: FakeServices, kind: RefusalReason, key: str, screen: type[Any]
) -> None:
    services.sender.outcomes = [refused(kind)]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.until(lambda: "Not created" in hand.seen())
        await hand.sees("The advice.", "Its own words")
        await hand.press(key)
        await hand.at(screen)


async def test_what_was_noted_to_exist_is_said_before_it_is_sent_once_more(
    sit: Sitting, services: FakeServices
) -> None:
    async with sit() as hand:
        await to_review(hand)
        flow = hand.app.controller.flow
        assert flow is not None
        request = flow.request()
        history = services.history()
        sent = history.intent(
            host=HOST, type=request.type, name=request.name, digest=request.digest()
        )
        history.release(sent)
        history.resolve(sent, exists=True)
        await hand.press("ctrl+n")
        await hand.at(ChoiceDialog)
        await hand.sees("Create another one?", "You marked", "as created before.")
        await hand.press("n")
        assert services.sender.sent == []


async def test_the_first_question_looks_as_all_do(sit: Sitting, services: FakeServices) -> None:
    services.history().intent(host=HOST, type="slack", name="Chat", digest="d")
    async with sit() as hand:
        await hand.at(ChoiceDialog)
        await hand.sees("We don't know", "I checked: it exists")
        assert "▊" not in hand.seen()  # Textual's frame around a list


async def test_the_history_marks_what_a_person_found(sit: Sitting, services: FakeServices) -> None:
    for name, exists in (("There", True), ("Gone", False)):
        sent = services.history().intent(host=HOST, type="slack", name=name, digest=name)
        services.history().resolve(sent, exists=exists)
    async with sit() as hand:
        await hand.at(TypeListScreen)
        hand.app.action_history()
        await hand.at(HistoryScreen)
        rows = hand.seen().splitlines()
        assert [row.split()[0] for row in rows if "There" in row or "Gone" in row][:2] == ["–", "✓"]


async def test_a_server_that_asks_to_wait_is_given_the_time(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.outcomes = [
        Refused(
            kind=RefusalReason.RATE_LIMITED, message="Slow down.", status_code=429, retry_after=55
        )
    ]

    def left() -> int:
        found = re.search(r"Send it again \(in (\d+) seconds?\)", hand.seen())
        return int(found[1]) if found else 0

    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.until(lambda: 0 < left() <= 55)
        await hand.press("s")
        assert len(services.sender.sent) == 1
        question = await hand.at(ChoiceDialog)
        before = left()
        question._tick()
        await hand.until(lambda: 0 < left() < before)
        while "(in" in hand.seen():
            question._tick()
            await hand.settle()
        await hand.press("s")
        await hand.at(ResultScreen)


async def test_long_words_of_a_server_can_be_read_to_their_end(
    sit: Sitting, services: FakeServices
) -> None:
    said = "\n".join(f"line {number}" for number in range(40)) + "\nthe very end"
    services.sender.outcomes = [
        Refused(kind=RefusalReason.OTHER, message="No.", server_message=said, status_code=400)
    ]
    async with sit((60, 20)) as hand:
        await to_review(hand)
        await send(hand)
        await hand.sees("line 1", "Back to the review")
        await hand.press(*["pagedown"] * 8)
        await hand.sees("the very end", "Back to the review")


async def test_the_servers_words_are_never_markup(sit: Sitting, services: FakeServices) -> None:
    services.sender.outcomes = [
        Refused(
            kind=RefusalReason.OTHER,
            message="[b]a[/b]",
            server_message="[red]x[/] [@click=q]y",
            status_code=400,
        )
    ]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.sees("[b]a[/b]", "[red]x[/] [@click=q]y")


@pytest.mark.slow
async def test_what_exists_after_all_is_noted_and_not_sent_again(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.outcomes = [UNKNOWN]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.sees("We don't know")
        await hand.press("e")
        await hand.at(FoundIdsScreen)
        [entry] = services.history().read().entries
        assert entry.exists is True  # already, whoever looks for the IDs
        await hand.press("7", "enter", *"70", "enter")
        await hand.at(TypeListScreen)
        await hand.sees("exists, connector ID")
        await hand.press("ctrl+q")
        await hand.left()
    [entry] = services.history().read().entries
    assert (entry.exists, entry.connector_id, entry.credential_id) == (True, 7, 70)
    assert not services.has_drafts()
    state = hand.app.return_value
    assert state is not None
    assert state.code is ExitCode.DONE


async def test_leaving_with_an_unknown_outcome_says_so_in_the_exit_status(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.outcomes = [UNKNOWN]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.sees("We don't know")
        await hand.press("l")
        await hand.at(ReviewScreen)
        await hand.press("ctrl+q")
        await hand.left()
    state = hand.app.return_value
    assert state is not None
    assert state.code is ExitCode.UNKNOWN
    assert "no answer came in time" in state.message


async def test_it_is_sent_once_however_often_it_is_asked_for(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.gate = asyncio.Event()
    services.sender.progress = [Connecting(), Sending(), Waiting()]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(SubmittingScreen)
        await hand.sees("Waiting for api.clarm.com", " second")
        hand.app.controller.send()
        await hand.press("ctrl+n", "enter")
        services.sender.gate.set()
        await hand.at(ResultScreen)
    assert len(services.sender.sent) == 1


async def test_stopping_before_anything_was_sent_comes_back_at_once(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.gate = asyncio.Event()
    services.sender.progress = [Connecting()]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(SubmittingScreen)
        await hand.sees("Connecting to", "Nothing has been sent yet")
        await hand.press("escape")
        await hand.sees("You stopped before the request was sent")
        await hand.press("r")
        await hand.at(ReviewScreen)


async def test_stopping_after_it_was_sent_takes_two_and_leaves_it_open(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.gate = asyncio.Event()
    services.sender.progress = [Connecting(), Sending(), Waiting()]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(SubmittingScreen)
        await hand.sees("Waiting")
        await hand.press("escape")
        await hand.sees("Press esc again")
        await hand.press("escape")
        await hand.sees("We don't know", "You stopped waiting")


async def test_leaving_while_it_is_on_its_way_notes_that(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.gate = asyncio.Event()
    services.sender.progress = [Connecting(), Sending(), Waiting()]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(SubmittingScreen)
        await hand.sees("Waiting")  # before it is sent, nobody is asked
        await hand.press("ctrl+q")
        await hand.sees("Quit while sending?")
        await hand.press("q")
        await hand.until(lambda: hand.app.return_value is not None)
    assert hand.app.return_value is not None
    assert hand.app.return_value.code is ExitCode.UNKNOWN
    [entry] = services.history().read().entries
    assert entry.needs_check
    assert entry.ended is not None


async def test_what_is_created_while_a_person_leaves_is_told_at_the_end(
    sit: Sitting, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted, may_note = threading.Event(), threading.Event()
    created = History.created

    def slowly(*args: Any, **more: Any) -> None:
        noted.set()
        may_note.wait(20)
        created(*args, **more)

    monkeypatch.setattr(History, "created", slowly)
    services.sender.progress = [Connecting(), Sending(), Waiting()]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.until(noted.is_set)
        hand.app.leave()
        may_note.set()
        await hand.left()
    assert hand.app.return_value is not None
    assert hand.app.return_value.code is ExitCode.DONE
    assert [made.connector_id for made in hand.app.return_value.created] == [CREATED.connector_id]
    assert hand.app.return_value.message == ""
    assert not services.has_drafts()


async def test_an_answer_that_comes_while_help_is_open_is_shown(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.gate = asyncio.Event()
    services.sender.progress = [Connecting(), Sending()]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(SubmittingScreen)
        await hand.press("f1")
        await hand.sees("you can stop that safely")
        services.sender.gate.set()
        await hand.at(ResultScreen)


async def test_a_start_after_a_crash_asks_what_became_of_it(
    sit: Sitting, services: FakeServices
) -> None:
    services.history().intent(host=HOST, type="web", name="Docs", digest="d")
    async with sit() as hand:
        await hand.sees("We don't know", "“Docs”")
        await hand.press(*"email")
        await hand.sees("We don't know", "“Docs”")
        await hand.press("enter")
        await hand.at(TypeListScreen)
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.sees("?", "Docs", "unknown: no clear answer")
        await hand.press("enter")
        await hand.sees("Settle: say what you found")
        await hand.press("s")
        await hand.sees("We don't know")
        await hand.press("e")
        await hand.at(FoundIdsScreen)
        await hand.press("7", "enter", *"70", "ctrl+n")
        await hand.sees("Marked as created.", "connector_id 7   credential_id 70")
        await hand.press("escape", "ctrl+q")
        await hand.left()
    assert services.history().unresolved() == ()
    state = hand.app.return_value
    assert state is not None
    assert state.code is ExitCode.DONE


async def test_all_work_is_done_in_threads(
    sit: Sitting, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    client = services.client

    def noting(account: Account) -> FakeClient:
        seen.append(threading.current_thread() is threading.main_thread())
        return client(account)

    monkeypatch.setattr(services, "client", noting)
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(ResultScreen)
    assert seen == [False]


async def test_after_a_refusal_nobody_says_that_nothing_was_sent(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.outcomes = [refused(RefusalReason.OTHER)]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.sees("Not created")
        await hand.press("r")
        await hand.at(ReviewScreen)
        await hand.sees("Sending again creates")
        await hand.press("escape", "escape", "escape")
        await hand.at(ConfigureScreen)
        await hand.press("x", "ctrl+q")
        await hand.sees("Quit the wizard?", "saved as a draft")
        assert "has not been sent" not in hand.seen()
