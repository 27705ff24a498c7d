"""The test of a credential at its source, on the credential step and on the review."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from tests.support.pilot import Hand, Sitting
from tests.support.sources import (
    REPOSITORIES,
    SourceServices,
    agree,
    at_github,
    click,
    services,
    there,
)
from wizard.flow import Step
from wizard.sandbox.vendors import github
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen
from wizard.tui.screens.help import HelpScreen
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.widgets.review_list import ReviewList
from wizard.tui.widgets.source_test_line import SourceTestLine

pytestmark = pytest.mark.slow

__all__ = ["services", "there"]  # pytest finds them here

GOOD, BAD, SLOW = "ghp_good_12345", "ghp_bad_12345", "ghp_slow_12345"
OFFER = "Test this at its source (f6)"
WRONG = "GitHub doesn't recognize this token, or it has expired."


def line(hand: Hand) -> str:
    """What the line about the test says."""
    return str(hand.one(SourceTestLine).content)


async def until_tested(hand: Hand) -> None:
    """Test for the first time, up to the result."""
    await hand.press("f6")
    await agree(hand)
    await hand.until(lambda: "tested at" in line(hand))


async def test_a_good_token_says_whose_it_is_after_one_question(
    sit: Sitting, services: SourceServices
) -> None:
    async with sit() as hand:
        await at_github(hand, Step.CREDENTIAL, GOOD)
        await hand.sees(OFFER)
        await hand.press("f6")
        await hand.at(ChoiceDialog)
        await hand.sees("This asks api.github.com who the token belongs to.", "Not now")
        assert not services.asked
        await hand.press("n")
        await hand.at(CredentialScreen)
        assert not services.asked
        await until_tested(hand)
        assert line(hand).startswith("✓ octocat, can: repo, read:org  tested at ")
        count = len(services.asked)
        await hand.press("f6")
        await hand.until(lambda: len(services.asked) == 2 * count and "✓" in line(hand))
        assert isinstance(hand.app.screen, CredentialScreen)
        assert GOOD not in hand.seen()


async def test_a_wrong_token_is_told_at_its_field_and_goes_stale_when_it_is_mended(
    sit: Sitting,
) -> None:
    async with sit((60, 20)) as hand:
        await at_github(hand, Step.CREDENTIAL, BAD)
        await until_tested(hand)
        await hand.sees("Access token *", "× GitHub doesn't recognize this token, or it has")
        assert line(hand).startswith("× The test failed.  ► Access token  tested at ")
        assert hand.app.focused is not None
        assert hand.app.focused.has_class("-error")
        await hand.press("ctrl+u")
        await hand.sees("– Tested before the access token changed: test again")
        assert f"× {WRONG}" not in hand.seen()
        await hand.paste(GOOD)
        await hand.press("f6")
        await hand.until(lambda: "✓ octocat" in line(hand))


async def test_what_was_tested_is_fresh_again_when_a_change_is_taken_back(sit: Sitting) -> None:
    async with sit() as hand:
        await at_github(hand, Step.CREDENTIAL, GOOD)
        await until_tested(hand)
        await hand.press("end", "x")
        await hand.until(lambda: "changed" in line(hand))
        await hand.press("backspace")
        await hand.until(lambda: "✓ octocat" in line(hand))


async def test_an_error_in_another_step_leads_there(sit: Sitting) -> None:
    async with sit() as hand:
        await at_github(hand, Step.CREDENTIAL, GOOD, repositories="docs\nnowhere")
        await until_tested(hand)
        assert "nowhere: The token works but can't see this repository" in line(hand)
        assert "► Repository names" in line(hand)
        await click(hand, "► Repository names")
        screen = await hand.at(ConfigureScreen)
        await hand.sees("▌   Repository names", "× nowhere: The token works but can't see")
        assert screen.form.focused_loc == REPOSITORIES


async def test_a_failure_never_keeps_anybody_from_going_on(sit: Sitting) -> None:
    async with sit() as hand:
        await at_github(hand, Step.CREDENTIAL, BAD)
        await until_tested(hand)
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)


@pytest.mark.parametrize("mark", ["rate", "down", "html", "moved"])
async def test_what_says_nothing_is_told_in_neutral_words(sit: Sitting, mark: str) -> None:
    async with sit() as hand:
        flow = await at_github(hand, Step.CREDENTIAL, f"ghp_{mark}_12345")
        await until_tested(hand)
        assert line(hand).startswith("– Inconclusive: ")
        assert "×" not in hand.seen()
        assert not flow.forms[Step.CREDENTIAL].errors


@pytest.mark.parametrize("key", ["escape", "f6"])
async def test_a_slow_test_can_be_stopped_and_typing_goes_on(sit: Sitting, key: str) -> None:
    async with sit() as hand:
        await at_github(hand, Step.CREDENTIAL, SLOW)
        await hand.press("f6")
        await agree(hand)
        await hand.until(lambda: "Testing with api.github.com …" in line(hand))
        assert "Stop" in hand.line(-1)
        await hand.press("end")
        await hand.paste("more")
        await hand.sees(f"{len(SLOW + 'more')} characters")
        await hand.press(key)
        await hand.until(lambda: "Stopped." in line(hand))
        assert isinstance(hand.app.screen, CredentialScreen)
        assert "Back" in hand.line(-1)
        await hand.press("escape")
        await hand.at(ConfigureScreen)


async def test_a_test_goes_on_while_the_steps_go_on(sit: Sitting) -> None:
    async with sit() as hand:
        await at_github(hand, Step.CREDENTIAL, SLOW)
        await hand.press("f6")
        await agree(hand)
        await hand.until(lambda: "Testing" in line(hand))
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)
        assert "Testing with api.github.com" in line(hand)
        await hand.press("escape")
        await hand.until(lambda: "Stopped." in line(hand))


async def test_leaving_does_not_wait_for_a_test(sit: Sitting) -> None:
    async with sit() as hand:
        await at_github(hand, Step.CREDENTIAL, SLOW)
        await hand.press("f6")
        await agree(hand)
        await hand.until(lambda: "Testing" in line(hand))
        await hand.press("ctrl+c", "ctrl+c")
        await hand.left()


async def test_a_missing_credential_is_said_and_led_to(
    sit: Sitting, services: SourceServices
) -> None:
    async with sit() as hand:
        await at_github(hand, Step.REVIEW)
        await hand.press("f6")
        await hand.at(CredentialScreen)
        await hand.sees("The test needs the access token first.")
        assert not services.asked


async def test_the_review_shows_the_result_and_leads_to_what_failed(sit: Sitting) -> None:
    async with sit() as hand:
        await at_github(hand, Step.REVIEW, BAD)
        await hand.sees(OFFER)
        await until_tested(hand)
        assert line(hand).startswith("× The test failed.")
        await hand.sees(f"× Access token  {WRONG}")
        await hand.until(lambda: isinstance(hand.app.focused, ReviewList))
        await hand.press("enter")
        await hand.at(CredentialScreen)
        await hand.sees(f"× {WRONG}")


async def test_a_warning_is_a_note_and_no_failure(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor = {"X-OAuth-Scopes": "read:org"}
    answers = tuple(replace(answer, headers=poor) for answer in github.ANSWERS)
    monkeypatch.setattr(github, "ANSWERS", answers)
    async with sit() as hand:
        flow = await at_github(hand, Step.CREDENTIAL, GOOD)
        await until_tested(hand)
        assert line(hand).startswith("✓ octocat")
        await hand.sees("! This credential is missing the scope repo")
        assert not flow.forms[Step.CREDENTIAL].errors
        await hand.press("ctrl+n")
        await hand.at(ReviewScreen)
        await hand.sees("! Access token  This credential is missing the scope repo")


async def test_sending_asks_once_after_a_failure_that_still_holds(
    sit: Sitting, services: SourceServices
) -> None:
    async with sit() as hand:
        await at_github(hand, Step.REVIEW, BAD)
        await until_tested(hand)
        await hand.press("ctrl+n")
        await hand.at(ChoiceDialog)
        await hand.sees("The test failed. Send it anyway?", WRONG, "can't undo")
        await hand.press("n")
        await hand.at(ReviewScreen)
        assert not services.sender.sent
        await hand.press("ctrl+n")
        await hand.at(ChoiceDialog)
        await hand.press("y")
        await hand.at(ResultScreen)
    assert len(services.sender.sent) == 1


async def test_sending_asks_nothing_more_once_what_failed_has_changed(sit: Sitting) -> None:
    async with sit() as hand:
        await at_github(hand, Step.REVIEW, BAD)
        await until_tested(hand)
        await hand.press("enter")
        await hand.at(CredentialScreen)
        await hand.press("ctrl+u")
        await hand.paste(GOOD)
        await hand.press("ctrl+n")  # back to the review, which it came from
        await hand.at(ReviewScreen)
        assert "Tested before the access token" in line(hand)
        await hand.press("ctrl+n")
        await hand.at(ResultScreen)


async def test_the_sandbox_asks_nothing_before_sending_unless_a_test_failed(
    sit: Sitting, services: SourceServices
) -> None:
    services.sandbox = True
    async with sit() as hand:
        await at_github(hand, Step.REVIEW, BAD)
        await hand.press("f6")
        await hand.at(ChoiceDialog)
        await hand.sees("In the sandbox, a stand-in", "Nothing leaves this machine")
        await hand.press("t")
        await hand.until(lambda: "failed" in line(hand))
        await hand.press("ctrl+n")
        await hand.at(ChoiceDialog)
        await hand.sees("The test failed. Send it anyway?")


async def test_a_type_that_cannot_be_tested_says_why_without_a_key(
    sit: Sitting, services: SourceServices
) -> None:
    async with sit(type="file") as hand:
        await hand.at(ConfigureScreen)
        hand.app.controller.go_to(Step.CREDENTIAL)
        await hand.at(CredentialScreen)
        assert line(hand) == ("No test: You can't test this type: the files are already in Clarm.")
        assert "f6" not in hand.line(-1)
        await hand.press("f6")
        await hand.at(CredentialScreen)
        assert not services.asked


async def test_it_is_in_the_footer_the_help_and_the_palette_and_can_be_clicked(
    sit: Sitting,
) -> None:
    async with sit() as hand:
        await at_github(hand, Step.CREDENTIAL, GOOD)
        assert "f6 Test" in hand.line(-1)
        await hand.press("f1")
        await hand.at(HelpScreen)
        await hand.press("end")
        await hand.sees("Ask the source whether this works. This creates nothing.")
        await hand.press("escape")
        await hand.at(CredentialScreen)
        await hand.press("ctrl+p")
        await hand.sees("Test                f6 ")
        await hand.press("escape")
        await hand.at(CredentialScreen)
        await click(hand, OFFER)
        await hand.at(ChoiceDialog)


async def test_what_the_account_is_called_is_no_markup_and_no_command(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = replace(github.ANSWERS[0], body={"login": "[bold]x[/]\x1b]0;y\x07\u202e"})
    monkeypatch.setattr(github, "ANSWERS", (hostile, *github.ANSWERS[1:]))
    async with sit() as hand:
        await at_github(hand, Step.CREDENTIAL, GOOD)
        await until_tested(hand)
        await hand.sees("✓ [bold]x[/]")
        assert not {"\x1b", "\x07", "\u202e"} & set(hand.seen())


async def test_nothing_that_asks_is_loaded_before_somebody_wants_it(sit: Sitting) -> None:
    """What this process has loaded already is put aside, and what is loaded then is looked at."""
    names = [name for name in sys.modules if name.startswith("wizard.checks")]
    aside = {name: sys.modules.pop(name) for name in (*names, "wizard.core.source_test")}
    try:
        async with sit() as hand:
            await at_github(hand, Step.CONFIGURE, GOOD)
            await hand.press("ctrl+n", "ctrl+n")
            await hand.at(ReviewScreen)
            assert "wizard.checks" not in sys.modules
            assert "wizard.core.source_test" not in sys.modules
    finally:
        sys.modules.update(aside)
