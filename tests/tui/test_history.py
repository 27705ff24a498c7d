"""The history begins another like a former one, as ``clarm-wizard again`` does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.pilot import Sitting
from tests.support.services import FakeServices
from wizard.flow import NAME, Step
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen
from wizard.tui.screens.history import HistoryScreen
from wizard.tui.screens.type_list import TypeListScreen

pytestmark = pytest.mark.slow

REQUEST = {
    "name": "Team",
    "type": "slack",
    "config": {"channels": ["general"]},
    "credential": {"credentials": {"slack_bot_token": "********"}},
    "refresh_freq": 60,
    "prune_freq": None,
}


def send(services: FakeServices, **options: Any) -> str:
    """Note in the history what was created; return its ID."""
    history = services.history()
    intent = history.intent(host=services.host, type="slack", name="Team", digest="d", **options)
    history.created(intent, connector_id=1, credential_id=2)
    return intent


async def test_another_like_a_former_one(sit: Sitting, services: FakeServices) -> None:
    async with sit(again=send(services, request=REQUEST)) as hand:
        await hand.at(ChoiceDialog)
        await hand.press("o")
        await hand.at(ConfigureScreen)
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.press("a")
        await hand.at(ChoiceDialog)
        await hand.press("enter")
        await hand.at(ConfigureScreen)
        flow = hand.app.journey.flow
        assert flow is not None
        assert flow.known_parts()["config"]["channels"] == ["general"]
        assert flow.forms[Step.CONFIGURE].entered(NAME) != "Team"


async def test_not_for_one_of_an_older_version(sit: Sitting, services: FakeServices) -> None:
    send(services)
    async with sit() as hand:
        await hand.at(TypeListScreen)
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.sees("Team")
        assert "Another" not in hand.seen()
        await hand.press("a")
        await hand.at(HistoryScreen)
