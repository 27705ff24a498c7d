"""The history begins another like a former one, as ``clarm-wizard again`` does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.pilot import Sitting
from tests.support.services import FakeServices
from wizard.flow import NAME, Step
from wizard.storage import outcome_words
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
        flow = hand.app.controller.flow
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


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (50, 24)], ids=str)
async def test_each_row_says_what_became_of_it_and_when(
    sit: Sitting, services: FakeServices, size: tuple[int, int]
) -> None:
    history = services.history()
    expected = [("✓", "created: connector 1", "just now")]
    signs = {"session": "×", "duplicate_name": "×", "rate_limited": "!", "not_connected": "○"}
    for kind, sign in signs.items():
        intent = history.intent(host=services.host, type="slack", name=f"My {kind}", digest=kind)
        history.refused(intent, kind=kind)
        words = "not sent: " if sign == "○" else ""
        expected.append((sign, words + outcome_words.IN_BRIEF[kind], "just now"))
    missing = history.intent(host=services.host, type="slack", name="Gone", digest="g")
    history.resolve(missing, exists=False)
    expected.append(("–", "not found in Clarm", "just now"))
    send(services)
    async with sit(size) as hand:
        await hand.at(TypeListScreen)
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.sees("just now")
        lines = hand.rows()
        rows = [row for row in lines if "just now" in row]
        both = [row + lines[lines.index(row) + 1] * (size[0] < 80) for row in rows]
        found = [
            (row.split()[0], words, "just now")
            for row in both
            for _, words, _ in expected
            if words in row
        ]
        assert sorted(found) == sorted(expected)
        assert len({row.index("just now") for row in rows}) == 1


async def test_the_details_of_one_lead_on(sit: Sitting, services: FakeServices) -> None:
    send(services, request=REQUEST)
    async with sit() as hand:
        await hand.at(TypeListScreen)
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.press("enter")
        await hand.at(ChoiceDialog)
        await hand.sees("“Team”: created", "credential_id 2", "Create another like this")
        assert "Settle" not in hand.seen()
        await hand.press("c")
        await hand.at(HistoryScreen)
        await hand.until(lambda: hand.app.clipboard == "connector_id=1 credential_id=2")
        await hand.press("enter")
        await hand.at(ChoiceDialog)
        await hand.press("n")
        await hand.at(ConfigureScreen)
        flow = hand.app.controller.flow
        assert flow is not None
        assert flow.type == "slack"
        assert flow.known_parts()["config"] == {}
