"""What a person does at the wizard in this process, in steps that several tests take."""

from __future__ import annotations

from tests.support.pilot import Hand
from wizard.flow import NAME, Step, WizardFlow
from wizard.forms import Secret
from wizard.tui.form import ModelForm
from wizard.tui.screens.form_step import ConfigureScreen
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.screens.type_list import TypeListScreen
from wizard.tui.status import UNSAVED

TOKEN = "xoxb-12345-made-up"


async def choose(hand: Hand, query: str) -> ConfigureScreen:
    await hand.at(TypeListScreen)
    await hand.paste(query)
    await hand.press("enter")
    return await hand.at(ConfigureScreen)


async def to_review(hand: Hand) -> None:
    """At the review of a Slack connector that has nothing but its token."""
    await hand.at(TypeListScreen)
    flow = WizardFlow()
    flow.choose("slack")
    flow.forms[Step.CREDENTIAL].set(("slack_bot_token",), Secret(TOKEN))
    flow.go(Step.REVIEW)
    hand.app.controller.open_flow(flow)
    await hand.at(ReviewScreen)


async def send(hand: Hand) -> None:
    await hand.at(ReviewScreen)
    await hand.press("ctrl+n")


async def to_name(hand: Hand) -> None:
    """Go to the name, which has a suggestion, from the first thing to decide."""
    assert hand.one(ModelForm).go_to(NAME)
    await hand.pilot.pause()


async def save_draft(hand: Hand) -> None:
    """Save what was typed, if anything was, and wait until that is done."""
    saver = hand.app.controller.saver
    if saver is not None:
        await saver.save()
        await hand.until(lambda: saver.saved is not UNSAVED)
