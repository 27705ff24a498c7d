"""From the list of types to both IDs, and back without loss."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import Any

import pytest

from tests.support.pilot import Hand, Sitting
from tests.support.pilot_steps import TOKEN, choose, send, to_review
from tests.support.services import CREATED, FakeServices
from wizard.api import RefusalReason, Refused
from wizard.flow import NAME, Step, WizardFlow
from wizard.forms import Loc, Secret, text_of
from wizard.request_files import read
from wizard.tui.form import ModelForm
from wizard.tui.form.base import RowWidget
from wizard.tui.form.text import TextField
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen, ScheduleScreen
from wizard.tui.screens.help import HelpScreen
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.screens.save_file import SaveFileScreen
from wizard.tui.screens.type_list import TypeListScreen
from wizard.tui.widgets.review_list import ReviewList
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
        await hand.at(ReviewScreen)
        await hand.sees("••••", "Slack (slack)", "every 30 minutes")
        assert TOKEN not in hand.seen()
        await send(hand)
        await hand.at(ResultScreen)
        await hand.sees("Connector ID   4711", "Credential ID  815", "success", "Created the pair.")
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
        await hand.paste("docs.example.com")
        for _ in range(6):
            if not isinstance(hand.app.screen, ConfigureScreen):
                break
            await hand.press("enter")
        await hand.at(ReviewScreen)
        await hand.sees("https://docs.example.com")


async def test_a_step_without_fields_says_so_to_whoever_goes_there(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "web")
        hand.app.controller.go_to(Step.CREDENTIAL)
        await hand.at(CredentialScreen)
        await hand.sees("Website needs no credential.")


@pytest.mark.parametrize(
    ("type", "place"),
    [
        ("web", ("base_url",)),
        ("github", ("Chosen", "repo_owner")),
        ("slack", ("channels",)),
        ("jira", ("Everything", "jira_base_url")),
        ("wikipedia", ("categories",)),
        ("not_applicable", NAME),
    ],
)
async def test_the_focus_starts_at_the_first_thing_to_decide(
    sit: Sitting, type: str, place: Loc
) -> None:
    async with sit() as hand:
        await choose(hand, type)
        row = hand.one(ModelForm).focused_row()
        assert row is not None
        assert row.row.loc == (place if place == NAME else ("config", *place))


async def test_the_focus_of_a_credential_starts_past_the_way_to_sign_in(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "jira")
        hand.app.controller.go_to(Step.CREDENTIAL)
        await hand.at(CredentialScreen)
        row = hand.one(ModelForm).focused_row()
        assert row is not None
        assert row.row.loc == ("Cloud", "jira_user_email")


async def test_the_schedule_that_is_passed_over_is_in_the_palette(sit: Sitting) -> None:
    async with sit() as hand:
        await to_review(hand)
        hand.app.controller.go_to(Step.CREDENTIAL)
        await hand.at(CredentialScreen)
        await hand.press("ctrl+p")
        await hand.sees("Search for commands")
        await hand.paste("schedule")
        await hand.sees("Go to Schedule")
        await hand.press("enter")
        await hand.at(ScheduleScreen)


async def test_one_key_leads_from_what_was_refused_back_to_the_review(
    sit: Sitting, services: FakeServices
) -> None:
    services.sender.outcomes = [
        Refused(
            kind=RefusalReason.DUPLICATE_NAME,
            message="The server has one of this name.",
            server_message="Taken.",
            status_code=400,
        ),
        CREATED,
    ]
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(ConfigureScreen)
        await hand.sees("The server has one of this name.", "ctrl+n Review")
        assert hand.seen().count("The server has one of this name.") == 1
        await hand.press("end", "2")
        assert "The server has one of this name." not in hand.seen()
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)
        await hand.sees("Slack2")
        assert "The server has one of this name." not in hand.seen()


async def test_what_was_refused_without_a_field_is_said_until_its_step_is_changed(
    sit: Sitting, services: FakeServices
) -> None:
    async with sit() as hand:
        await to_review(hand)
        controller = hand.app.controller
        controller.show_refusal("Not these credentials.", "pages: odd", Step.CREDENTIAL)
        await hand.at(CredentialScreen)
        controller.go_to(Step.CONFIGURE)
        await hand.at(ConfigureScreen)
        await hand.press("x")
        await hand.sees("Not these credentials.")
        controller.go_to(Step.CREDENTIAL)
        await hand.at(CredentialScreen)
        await hand.press("x")
        assert "Not these credentials." not in hand.seen()
        await hand.sees("× pages: odd")


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
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)
        await hand.sees("every hour", "••••")


async def test_another_type_keeps_what_was_typed_for_the_first(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press(*"abc")
        await hand.press("escape")
        await hand.at(TypeListScreen)
        await hand.press("escape")
        await choose(hand, "github")
        await hand.press("escape")
        await hand.at(TypeListScreen)
        await hand.press("escape")
        await choose(hand, "slack")
        await hand.sees(" abc")


async def test_an_incomplete_step_is_not_left(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        await hand.sees("Fix 1 field to continue")
        assert hand.app.focused is not None
        assert hand.app.focused.has_class("-error")


@pytest.mark.parametrize(
    ("words", "screen", "focus"),
    [
        ("Type      ", TypeListScreen, ""),
        ("Configure  change", ConfigureScreen, ""),
        ("Credential  change", CredentialScreen, ""),
        ("Bot user OAuth token", CredentialScreen, "Bot user OAuth token"),
        ("Remove deleted content", ScheduleScreen, "Remove deleted content"),
    ],
)
@pytest.mark.parametrize("back", ["ctrl+n", "escape"])
async def test_every_line_of_the_review_leads_to_its_field_and_back(
    sit: Sitting, words: str, screen: type[Any], focus: str, back: str
) -> None:
    async with sit() as hand:
        await to_review(hand)
        row = next(n for n, text in enumerate(hand.rows()) if words in text)
        await hand.pilot.click(offset=(6, row))
        await hand.at(screen)
        focused = hand.app.focused
        assert not focus or (isinstance(focused, RowWidget) and focused.row.label == focus)
        await hand.press("enter" if screen is TypeListScreen and back == "ctrl+n" else back)
        await hand.at(ReviewScreen)
        assert hand.app.screen.query_one("#send").has_focus


async def test_keys_alone_lead_from_send_to_an_answer(sit: Sitting) -> None:
    async with sit() as hand:
        await to_review(hand)
        hand.app.screen.query_one("#send").focus()
        await hand.press("up", "up", "up", "up", "enter")
        await hand.at(CredentialScreen)
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)


async def test_a_review_that_nobody_stepped_to_has_the_focus_on_what_was_entered(
    sit: Sitting,
) -> None:
    async with sit() as hand:
        await to_review(hand)
        assert hand.one(ReviewList).has_focus
        await hand.press("escape", "ctrl+n")
        await hand.at(ReviewScreen)
        assert hand.app.screen.query_one("#send").has_focus


async def test_the_exact_request_is_one_key_or_button_away_and_back(sit: Sitting) -> None:
    async with sit() as hand:
        await to_review(hand)
        for key in ("f4", "enter"):
            await hand.sees(f"•••• ({len(TOKEN)} characters)", "every 30 minutes")
            await hand.sees("f4 Exact request")
            await hand.press(key)
            await hand.sees('"slack_bot_token": "********"', '"refresh_freq": 1800', "f4 Answers")
            assert "every 30 minutes   " not in hand.seen()
            await hand.press("f4")
            hand.app.screen.query_one("#show-exact").focus()
            await hand.settle()


async def test_the_end_of_a_secret_is_shown_when_asked_and_gone_with_the_screen(
    sit: Sitting,
) -> None:
    async with sit() as hand:
        await to_review(hand)
        await hand.press("f3")
        await hand.sees(f"ends in …{TOKEN[-4:]}")
        await hand.press("f1")
        await hand.at(HelpScreen)
        await hand.press("escape")
        await hand.at(ReviewScreen)
        await hand.sees("•••• (")
        assert TOKEN[-4:] not in hand.seen()


async def test_all_of_the_review_is_reached_with_the_focus_on_a_button(sit: Sitting) -> None:
    part: Any
    async with sit((50, 15)) as hand:
        await to_review(hand)
        hand.app.screen.query_one("#send").focus()
        for key in ("none", "f4"):
            await hand.press(key)
            part = hand.app.screen.query_one("ReviewList" if key == "none" else "#exact")
            assert part.max_scroll_y > 0
            await hand.press("pagedown", "pagedown", "pagedown")
            assert part.scroll_y == part.max_scroll_y
            await hand.press("pageup", "pageup", "pageup")
            assert part.scroll_y == 0
        await hand.press("down", "up", "down")
        assert part.scroll_y == 1
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
        await hand.press("end", "down", "left", "left", "right", "right", "right", "enter")
        await hand.at(SaveFileScreen)
        await hand.sees("ends in .sh", "SLACK", "╭─")
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
        hand.app.controller.open_flow(flow)
        await hand.until(lambda: hand.app.screen.query("Banner, ModelForm"))
        await hand.press("f8")
        await hand.at(SaveFileScreen)
        await hand.sees("Missing values stay open", "GITHUB_ACCESS_TOKEN")
        await hand.press("ctrl+a", "ctrl+k")
        await hand.paste(str(path))
        await hand.press("ctrl+n")
        if ending == "sh":
            await hand.sees("Fill in what's missing")
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
        hand.app.controller.go_to(Step.REVIEW)
        await hand.at(ReviewScreen)
        await hand.sees("Some values are missing", "Credential · Bot user OAuth token")
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)


async def test_the_review_names_keys_that_no_field_knows(sit: Sitting) -> None:
    async with sit() as hand:
        await to_review(hand)
        flow = hand.app.controller.flow
        assert flow is not None
        state = flow.forms[Step.CONFIGURE]
        state.restore(state.form.to_raw({"name": "Mine", "config": {"chanels": ["a"], "[b]": 1}}))
        hand.app.controller.go_to(Step.CONFIGURE)
        await hand.at(ConfigureScreen)
        hand.app.controller.go_to(Step.REVIEW)
        await hand.at(ReviewScreen)
        await hand.sees("! chanels: Unknown field. It's sent unchanged.", "! [b]: Unknown field.")
        assert "Did you mean `channels`?" in " ".join(hand.seen().split())
        hand.one(ReviewList).focus()
        await hand.press("home", "enter")
        await hand.at(ConfigureScreen)


@pytest.mark.slow
async def test_fields_that_a_choice_hides_are_named(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "github")
        flow = hand.app.controller.flow
        assert flow is not None
        state = flow.forms[Step.CONFIGURE]
        state.choose(("config",), "Everything")
        place = ("config", "Everything")
        state.set((*place, "repo_owner"), "octocat")
        state.set((*place, "include_files"), True)
        state.set((*place, "branch"), "main")
        state.set((*place, "include_files"), False)
        flow.forms[Step.CREDENTIAL].set(("github_access_token",), "ghp_x")
        hand.app.controller.go_to(Step.REVIEW)
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
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)
        await send(hand)
        await hand.at(ResultScreen)
        await hand.press("n")
        await hand.at(TypeListScreen)
    assert len(services.sender.sent) == 2
    assert len(hand.app.controller.results.created) == 2


async def test_leaving_after_the_result_says_what_becomes_of_it(sit: Sitting) -> None:
    async with sit() as hand:
        await to_review(hand)
        await send(hand)
        await hand.at(ResultScreen)
        await hand.press("escape")
        await hand.at(ChoiceDialog)
        await hand.sees("What you created stays. The IDs are printed again")


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
        await hand.press("tab")
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
        await hand.press("shift+tab", "shift+tab")
        assert await name_of(hand, "end", *BACK * len("GitHub")) == ""
        assert await name_of(hand, *"docs") == "docs"
        assert await name_of(hand, "ctrl+u") == ""
        assert await name_of(hand, *"GitHub", "backspace", "b") == "GitHub"
        await hand.press("tab", "tab")
        await hand.press(*"ac")
        assert await name_of(hand, "shift+tab", "shift+tab") == "GitHub"


async def test_a_name_that_is_left_empty_comes_back(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "web")
        await hand.paste("https://docs.acme.example")
        suggested = "Website: docs.acme.example"
        assert await name_of(hand, "shift+tab") == suggested
        assert await name_of(hand, "ctrl+u", *"Acme") == "Acme"
        assert await name_of(hand, "tab", "shift+tab", "end", *BACK * 4, *"Docs") == "Docs"
        assert await name_of(hand, *BACK * 4) == ""
        assert await name_of(hand, "tab", "shift+tab") == suggested
        await hand.press("ctrl+u", "ctrl+n")
        await hand.at(ReviewScreen)
        await hand.sees(suggested)


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
