"""Several like this, on the screen: from a result, a former one, a refusal and a draft."""

from __future__ import annotations

import pytest

from tests.support.pilot import Hand, Sitting
from tests.support.pilot_steps import TOKEN, send, to_review
from tests.support.services import CREATED, FakeServices
from wizard.api import Outcome, OutcomeUnknown, RefusalReason, Refused, UnknownReason
from wizard.flow import Step
from wizard.tui.form import ModelForm
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen
from wizard.tui.screens.found_ids import FoundIdsScreen
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.resume import ResumeScreen
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.screens.series import SeriesScreen
from wizard.tui.screens.type_list import TypeListScreen
from wizard.utils.exit_codes import ExitCode

pytestmark = pytest.mark.slow

TAKEN = Refused(
    kind=RefusalReason.DUPLICATE_NAME, message="This name is taken.", fields=(), status_code=409
)
UNKNOWN = OutcomeUnknown(reason=UnknownReason.CUT, message="The answer was lost.")


async def name_them(hand: Hand, *names: str) -> None:
    """Answer what differs: the names alone."""
    await hand.at(SeriesScreen)
    form = hand.one(ModelForm)
    form.state.set(("differs",), "name")
    form.state.set(("values",), "\n".join(names))
    form.sync()
    await hand.press("ctrl+n")


async def created_one(hand: Hand) -> None:
    await to_review(hand)
    await send(hand)
    await hand.at(ResultScreen)


async def test_from_the_result_to_a_table_of_ids(sit: Sitting, services: FakeServices) -> None:
    async with sit() as hand:
        await created_one(hand)
        await hand.press("s")
        await hand.at(SeriesScreen)
        await hand.sees("Several like this", "What differs", "One per line")
        await hand.press("escape")
        await hand.at(ResultScreen)
        await hand.press("s")
        await name_them(hand, "Team", "Team")
        await hand.sees("Team: This appears twice.")
        await hand.paste("two")
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)
        await hand.sees("This is “Team”.", "“Teamtwo”")
        await send(hand)
        await hand.at(ResultScreen)
        await hand.sees(
            "Clarm accepted 2 connectors.", "CONNECTOR  CREDENTIAL  NAME", "Teamtwo", "Copy all IDs"
        )
        await hand.press("q")
        await hand.left()
    names = [request.name for request in services.sender.sent]
    assert names == [names[0], "Team", "Teamtwo"]
    for request in services.sender.sent:
        assert [secret.get_secret_value() for secret in request.secrets()] == [TOKEN]
    state = hand.app.return_value
    assert state is not None
    assert state.code is ExitCode.DONE
    assert [made.name for made in state.created] == names
    assert not services.has_drafts()


async def test_a_refusal_stops_there_says_what_exists_and_goes_on(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.outcomes = [CREATED, CREATED, TAKEN]
    async with sit() as hand:
        await created_one(hand)
        await hand.press("s")
        await name_them(hand, "A", "B", "C")
        await hand.at(ReviewScreen)
        await send(hand)
        await hand.at(ConfigureScreen)
        await hand.sees(
            "This name is taken.", "Created: “A” (4711 / 815).", "The same happens for “C”"
        )
        assert len(services.sender.sent) == 3
        await hand.paste("x")
        await hand.until(services.has_drafts)
        await hand.press("ctrl+q")
        await hand.at(ChoiceDialog)
        await hand.press("q")
        await hand.left()
    state = hand.app.return_value
    assert state is not None
    assert state.code is ExitCode.FAILED
    [draft] = services.paths.drafts.glob("*.json")
    assert TOKEN not in draft.read_text()
    async with sit() as hand:
        await hand.at(ResumeScreen)
        await hand.press("enter")
        await hand.at(ConfigureScreen)
        await hand.sees("The same happens for “C”.")
        hand.app.controller.go_to(Step.CREDENTIAL)
        await hand.at(CredentialScreen)
        await hand.paste(TOKEN)
        hand.app.controller.go_to(Step.REVIEW)
        await hand.at(ReviewScreen)
        await send(hand)
        await hand.at(ResultScreen)
        await hand.sees("Clarm accepted 2 connectors.")
    assert [request.name for request in services.sender.sent][3:] == ["x", "C"]
    assert not services.has_drafts()


@pytest.mark.parametrize(("key", "sent"), [("e", ["B"]), ("n", ["A", "B"])])
async def test_a_lost_answer_is_settled_and_the_rest_goes_on(
    sit: Sitting, services: FakeServices, key: str, sent: list[str]
) -> None:
    services.sender.outcomes = [CREATED, UNKNOWN]
    async with sit() as hand:
        await created_one(hand)
        await hand.press("s")
        await name_them(hand, "A", "B")
        await hand.at(ReviewScreen)
        await send(hand)
        await hand.sees("We don't know")
        await hand.press(key)
        if key == "e":
            await hand.at(FoundIdsScreen)
            await hand.press("escape")
        await hand.at(ReviewScreen)
        assert len(services.sender.sent) == 2
        await send(hand)
        await hand.at(ResultScreen)
    assert [request.name for request in services.sender.sent[2:]] == sent


async def test_nothing_more_is_sent_while_the_wizard_is_left(
    sit: Sitting, services: FakeServices
) -> None:
    async with sit() as hand:

        def leaving() -> Outcome:
            hand.app.leave()
            return CREATED

        services.sender.outcomes = [CREATED, leaving]
        await created_one(hand)
        await hand.press("s")
        await name_them(hand, "A", "B")
        await send(hand)
        await hand.left()
    assert [request.name for request in services.sender.sent[1:]] == ["A"]
    [draft] = services.drafts().list().drafts
    assert draft.name == "B"


@pytest.mark.parametrize("key", ["s", "o"])
async def test_like_a_former_one_with_the_token_asked_anew(
    sit: Sitting, services: FakeServices, key: str
) -> None:
    async with sit() as hand:
        await created_one(hand)
    [former] = services.history().read().entries
    async with sit(again=former.id) as hand:
        await hand.at(ChoiceDialog)
        await hand.press(key)
        if key == "o":
            await hand.at(ConfigureScreen)
            assert hand.app.controller.series is None
            return
        await hand.at(SeriesScreen)
        await hand.press("escape")
        await hand.at(ChoiceDialog)
        await hand.press("s")
        await name_them(hand, "A", "B")
        await hand.at(CredentialScreen)
        await hand.paste(TOKEN)
        hand.app.controller.go_to(Step.REVIEW)
        await hand.at(ReviewScreen)
        await send(hand)
        await hand.at(ResultScreen)
        await hand.sees("Clarm accepted 2 connectors.")
    assert [request.name for request in services.sender.sent[1:]] == ["A", "B"]


async def test_nothing_like_a_former_one_after_all(sit: Sitting, services: FakeServices) -> None:
    async with sit() as hand:
        await created_one(hand)
    [former] = services.history().read().entries
    async with sit(again=former.id) as hand:
        await hand.at(ChoiceDialog)
        await hand.press("escape")
        await hand.at(TypeListScreen)
