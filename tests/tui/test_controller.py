"""From the list of types to both IDs, and back without loss."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from tests.support.pilot import Hand, Sitting
from tests.support.pilot_steps import TOKEN, choose, send, to_review
from tests.support.services import CREATED, FakeServices
from wizard.api import RefusalReason, Refused
from wizard.flow import NAME, Step, WizardFlow
from wizard.forms import Secret, text_of
from wizard.request_files import read
from wizard.tui.form import ModelForm
from wizard.tui.form.text import TextField
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen, ScheduleScreen
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.screens.save_file import SaveFileScreen
from wizard.tui.screens.type_list import TypeListScreen
from wizard.utils.exit_codes import ExitCode

pytestmark = pytest.mark.slow


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)], ids=str)
async def test_slack_to_both_ids(
    sit: Sitting, services: FakeServices, size: tuple[int, int]
) -> None:
    async with sit(size) as hand:
        await choose(hand, "slack")
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        await hand.paste(TOKEN)
        await hand.press("ctrl+n")
        await hand.at(ScheduleScreen)
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)
        await hand.sees("********", '"type": "slack"', "Nothing was sent yet")
        assert TOKEN not in hand.seen()
        await send(hand)
        await hand.at(ResultScreen)
        await hand.sees("connector_id 4711", "credential_id 815", "success", "Created the pair.")
        await hand.press("q")
        await hand.left()
    state = hand.app.return_value
    assert state is not None
    assert state.code is ExitCode.DONE
    assert [(made.type, made.connector_id) for made in state.created] == [("slack", 4711)]
    [request] = services.sender.sent
    assert request.body()["credential"]["credentials"]["slack_bot_token"].get_secret_value() == (
        TOKEN
    )
    [entry] = services.history().read().entries
    assert (entry.outcome, entry.connector_id) == ("created", CREATED.connector_id)


async def test_enter_alone_leads_through_a_form(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "web")
        await hand.press("enter")
        await hand.paste("https://docs.example.com")
        for _ in range(6):
            if not isinstance(hand.app.screen, ConfigureScreen):
                break
            await hand.press("enter")
        await hand.at(CredentialScreen)
        await hand.sees("Website needs no credential.")
        await hand.press("enter")
        await hand.at(ScheduleScreen)


async def test_back_and_forth_loses_nothing(sit: Sitting) -> None:
    async with sit() as hand:
        await to_review(hand)
        await hand.press("escape")
        await hand.at(ScheduleScreen)
        await hand.press("down")
        await hand.sees("every hour")
        await hand.press("escape")
        await hand.at(CredentialScreen)
        await hand.sees("18 characters")
        await hand.press("escape")
        await hand.at(ConfigureScreen)
        await hand.press("escape")
        await hand.at(TypeListScreen)
        assert hand.app.screen.query_one("Types").marked == "slack"  # type: ignore[attr-defined]
        await hand.press("enter")
        await hand.at(ConfigureScreen)
        for screen in (CredentialScreen, ScheduleScreen, ReviewScreen):
            await hand.press("ctrl+n")
            await hand.at(screen)
        await hand.sees('"refresh_freq": 3600', "********")


async def test_another_type_keeps_what_was_typed_for_the_first(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press(*"ABC")
        await hand.press("escape")
        await choose(hand, "github")
        await hand.press("escape")
        await choose(hand, "slack")
        await hand.sees(" ABC")


async def test_an_incomplete_step_is_not_left(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        await hand.sees("1 thing to mend")
        assert hand.app.focused is not None
        assert hand.app.focused.has_class("-error")


async def test_every_part_of_the_review_leads_back(sit: Sitting) -> None:
    async with sit() as hand:
        for index, screen in enumerate((ConfigureScreen, CredentialScreen, ScheduleScreen)):
            if index == 0:
                await to_review(hand)
            link = list(hand.app.screen.query("Link"))[index]
            link.focus()
            await hand.press("enter")
            await hand.at(screen)
            hand.app.journey.go_to(Step.REVIEW)
            await hand.at(ReviewScreen)


async def test_all_of_the_review_is_reached_with_the_focus_on_a_button(sit: Sitting) -> None:
    async with sit((60, 15)) as hand:
        await to_review(hand)
        request = hand.app.screen.query_one("#request")
        assert hand.app.screen.query_one("#send").has_focus
        assert request.max_scroll_y > 4
        await hand.press("pagedown", "pagedown", "pagedown")
        assert request.scroll_y == request.max_scroll_y
        await hand.press("pageup", "pageup", "pageup")
        assert request.scroll_y == 0
        await hand.press("down", "down", "up")
        assert request.scroll_y == 1
        for key, focused in (
            ("right", "copy"),
            ("right", "save"),
            ("right", "save"),
            ("left", "copy"),
            ("left", "send"),
            ("left", "send"),
        ):
            await hand.press(key)
            assert hand.app.screen.query_one(f"#{focused}").has_focus


@pytest.mark.parametrize("ending", ["json", "toml", "sh"])
async def test_the_request_is_kept_as_a_file_or_as_a_command(
    sit: Sitting, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"mine.{ending}"
    async with sit() as hand:
        await to_review(hand)
        await hand.press("right", "right", "enter")
        await hand.at(SaveFileScreen)
        await hand.sees("ends in .sh", "SLACK")
        await hand.press("ctrl+a", "ctrl+k")
        await hand.paste(str(path))
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)
        await hand.sees("Saved as")
    text = path.read_text()
    assert TOKEN not in text
    if ending != "sh":
        (reference,) = read(str(path)).values["credential"]["credentials"].values()
        assert list(reference) == ["env"]
    else:
        assert text.startswith("# Set these variables first: CLARM_SESSION, ")
        assert f"https://{hand.app.services.host}/v1/sources/create" in text


@pytest.mark.parametrize("ending", ["json", "toml", "sh"])
@pytest.mark.parametrize("step", [Step.CONFIGURE, Step.CREDENTIAL, Step.SCHEDULE, Step.REVIEW])
async def test_what_is_known_is_kept_as_a_file_at_every_step(
    sit: Sitting, tmp_path: Path, step: Step, ending: str
) -> None:
    path = tmp_path / f"mine.{ending}"
    flow = WizardFlow()
    flow.choose("github")
    flow.forms[Step.CREDENTIAL].set(("github_access_token",), Secret(TOKEN))
    flow.go(step)
    async with sit() as hand:
        await hand.at(TypeListScreen)
        hand.app.journey.open_flow(flow)
        await hand.until(lambda: hand.app.screen.query("Banner, ModelForm"))
        await hand.press("f8")
        await hand.at(SaveFileScreen)
        await hand.sees("What is missing is left open", "GITHUB_ACCESS_TOKEN")
        await hand.press("ctrl+a", "ctrl+k")
        await hand.paste(str(path))
        await hand.press("ctrl+n")
        if ending == "sh":
            await hand.sees("once nothing is missing")
            assert not path.exists()
            return
        await hand.sees("Saved as")
    assert TOKEN not in path.read_text()
    values = read(str(path)).values
    assert values["config"]["repo_owner"] == {"ask": True}
    assert values["type"] == "github"
    [reference] = values["credential"]["credentials"].values()
    assert list(reference) == ["env"]


async def test_a_jump_to_an_incomplete_review_names_what_is_missing(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        hand.app.journey.go_to(Step.REVIEW)
        await hand.at(ReviewScreen)
        await hand.sees("Some things are missing", "Credential · Bot user OAuth token")
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)


async def test_the_review_names_keys_that_no_field_knows(sit: Sitting) -> None:
    async with sit() as hand:
        await to_review(hand)
        flow = hand.app.journey.flow
        assert flow is not None
        state = flow.forms[Step.CONFIGURE]
        state.restore(state.form.to_raw({"name": "Mine", "config": {"chanels": ["a"], "[b]": 1}}))
        hand.app.journey.go_to(Step.CONFIGURE)
        await hand.at(ConfigureScreen)
        hand.app.journey.go_to(Step.REVIEW)
        await hand.at(ReviewScreen)
        await hand.sees("! chanels: Unknown field. It's sent unchanged.", "! [b]: There")
        assert "Did you mean `channels`?" in " ".join(hand.seen().split())
        hand.app.screen.query("Link").first().focus()
        await hand.press("enter")
        await hand.at(ConfigureScreen)


@pytest.mark.slow
async def test_fields_that_a_choice_hides_are_named(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "github")
        flow = hand.app.journey.flow
        assert flow is not None
        state = flow.forms[Step.CONFIGURE]
        state.choose(("config",), "Everything")
        place = ("config", "Everything")
        state.set((*place, "repo_owner"), "octocat")
        state.set((*place, "include_files"), True)
        state.set((*place, "branch"), "main")
        state.set((*place, "include_files"), False)
        flow.forms[Step.CREDENTIAL].set(("github_access_token",), "ghp_x")
        hand.app.journey.go_to(Step.REVIEW)
        await hand.at(ReviewScreen)
        await hand.sees("Not sent: Branch")


async def test_another_of_this_type_starts_from_the_same_values(
    sit: Sitting, services: FakeServices
) -> None:
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(ResultScreen)
        await hand.press("a")
        await hand.at(ConfigureScreen)
        for screen in (CredentialScreen, ScheduleScreen, ReviewScreen):
            await hand.press("ctrl+n")
            await hand.at(screen)
        await send(hand)
        await hand.at(ResultScreen)
        await hand.press("n")
        await hand.at(TypeListScreen)
    assert len(services.sender.sent) == 2
    assert len(hand.app.journey.created) == 2


async def test_leaving_after_the_result_says_what_becomes_of_it(sit: Sitting) -> None:
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(ResultScreen)
        await hand.press("escape")
        await hand.at(ChoiceDialog)
        await hand.sees("What was created stays; the IDs are printed once more")
        assert "Nothing was typed" not in hand.seen()


async def test_what_was_created_in_this_run_leaves_its_name_to_no_other(sit: Sitting) -> None:
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(ResultScreen)
        await hand.press("n")
        await choose(hand, "slack")
        await hand.sees("Slack 2")


async def test_what_was_created_earlier_leaves_its_name_to_no_other(
    sit: Sitting, services: FakeServices
) -> None:
    history = services.history()
    intent = history.intent(host=services.host, type="slack", name="Slack", digest="d")
    history.created(intent, connector_id=1, credential_id=2, status="")
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.sees("Slack 2")


async def test_what_an_earlier_sandbox_held_is_gone_and_its_names_are_free(
    sit: Sitting, services: FakeServices
) -> None:
    services.sandbox = True
    history = services.history()
    intent = history.intent(host=services.host, type="slack", name="Slack", digest="d")
    history.created(intent, connector_id=1, credential_id=2, status="")
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.sees(" Slack\n")
        assert "Slack 2" not in hand.seen()


async def test_not_yet_sends_nothing(sit: Sitting, services: FakeServices) -> None:
    async with sit() as hand:
        await to_review(hand)
        await hand.press("ctrl+n")
        await hand.at(ChoiceDialog)
        await hand.press("enter")
        await hand.at(ReviewScreen)
        assert services.sender.sent == []


async def test_the_sandbox_asks_no_question_and_says_what_it_is(
    sit: Sitting, services: FakeServices
) -> None:
    services.sandbox = True
    async with sit() as hand:
        await to_review(hand)
        assert "sandbox: nothing leaves this machine" in hand.line(0)
        await hand.press("ctrl+n")
        await hand.at(ResultScreen)
        assert "sandbox: nothing leaves this machine" in hand.line(0)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (50, 15)], ids=str)
async def test_all_choices_are_in_sight(sit: Sitting, size: tuple[int, int]) -> None:
    async with sit(size) as hand:
        await choose(hand, "web")
        await hand.press("enter", "enter")
        await hand.sees("All pages under the URL", "This page only", "Pages in a sitemap")


@pytest.mark.slow
async def test_screens_that_were_left_are_given_up(sit: Sitting) -> None:
    async with sit() as hand:
        left = [weakref.ref(await choose(hand, "slack"))]
        for _ in range(3):
            await hand.press("escape")
            left.append(weakref.ref(await choose(hand, "slack")))
        await hand.press("escape")
        await hand.at(TypeListScreen)
        gc.unfreeze()

        def given_up() -> bool:
            gc.collect()
            return not any(screen() for screen in left)

        # asyncio keeps a timer that was stopped, and what it would have called, until it is due.
        await hand.until(given_up)


async def name_of(hand: Hand, *keys: str) -> str:
    """What the name is after these keys in its field, and what is shown there."""
    await hand.press(*keys)
    form = hand.one(ModelForm)
    field = form.focused_row()
    assert isinstance(field, TextField)
    assert field.row.loc == NAME
    assert text_of(form.state.entered(NAME)) == field.value
    return field.value


BACK = ["backspace"]


async def test_a_name_can_be_emptied_and_typed_anew(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "github")
        assert await name_of(hand, "end", *BACK * len("GitHub")) == ""
        assert await name_of(hand, *"docs") == "docs"
        assert await name_of(hand, "ctrl+u") == ""
        assert await name_of(hand, *"GitHub", "backspace", "b") == "GitHub"
        await hand.press("tab")
        await hand.press(*"ac")
        assert await name_of(hand, "shift+tab") == "GitHub"


async def test_a_name_that_is_left_empty_comes_back(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "web")
        await hand.press("tab", "ctrl+u")
        await hand.paste("https://docs.acme.example")
        suggested = "Website: docs.acme.example"
        assert await name_of(hand, "shift+tab") == suggested
        assert await name_of(hand, "ctrl+u", *"Acme") == "Acme"
        assert await name_of(hand, "tab", "shift+tab", "end", *BACK * 4, *"Docs") == "Docs"
        assert await name_of(hand, *BACK * 4) == ""
        assert await name_of(hand, "tab", "shift+tab") == suggested
        await hand.press("ctrl+u", "ctrl+n")
        await hand.at(CredentialScreen)
        await hand.press("escape")
        assert await name_of(hand) == suggested


async def test_a_name_that_is_taken_can_be_typed_anew(sit: Sitting, services: FakeServices) -> None:
    services.sender.outcomes = [
        Refused(
            kind=RefusalReason.DUPLICATE_NAME,
            message="It is taken.",
            server_message="Taken.",
            status_code=400,
        )
    ]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(ConfigureScreen)
        assert await name_of(hand, "ctrl+u") == ""
        assert await name_of(hand, *"Acme") == "Acme"
