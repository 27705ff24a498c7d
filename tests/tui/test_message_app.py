"""What the app says is read beside what one works on, and never over it."""

from __future__ import annotations

import pytest
from pydantic import BaseModel
from textual.widget import Widget

from tests.support.pilot import Hand, PilotDriver, Sitting
from tests.support.pilot_steps import choose, to_review
from wizard.flow import Step
from wizard.forms import Form, FormState
from wizard.tui.fill import FillApp
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, ScheduleScreen
from wizard.tui.screens.leave_dialog import LeaveDialog
from wizard.tui.screens.type_list import TypeListScreen

pytestmark = pytest.mark.slow

LONG = "Can't save your choice. " * 4


def covered(hand: Hand) -> list[Widget]:
    """Buttons, and what has the focus, that are not wholly in sight."""
    screen, app = hand.app.screen, hand.app
    buttons = [each for each in screen.query("Button") if each.display]
    shown = [*buttons, *([app.focused] if app.focused else [])]
    return [each for each in shown if not _is_whole(each, hand)]


def _is_whole(widget: Widget, hand: Hand) -> bool:
    place = hand.app.screen.find_widget(widget)
    part = widget.region.intersection(place.clip)
    if not part or part.height < min(widget.region.height, 2):
        return False
    at = hand.app.screen.get_widget_at(part.x, part.bottom - 1)[0]
    return at is widget or widget in at.ancestors


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (50, 15)], ids=str)
@pytest.mark.parametrize("at", ["types", "last field", "review", "schedule", "question"])
async def test_a_message_covers_nothing(sit: Sitting, size: tuple[int, int], at: str) -> None:
    async with sit(size) as hand:
        await _go_to(hand, at)
        assert covered(hand) == []
        footer = hand.line(-1)
        hand.app.notify(LONG, severity="error", markup=False)
        await hand.sees("× Can't save your choice")
        await hand.settle()
        assert covered(hand) == []
        assert hand.line(-1) == footer
        hand.app.clear_notifications()
        await hand.until(lambda: "your choice" not in hand.seen())
        assert covered(hand) == []


async def _go_to(hand: Hand, at: str) -> None:
    if at == "types":
        await hand.at(TypeListScreen)
        await hand.press("end", *["down"] * 8)
        return
    if at == "last field":
        await choose(hand, "github")
        await hand.press(*["shift+tab"] * 2)
        return
    await to_review(hand)
    if at == "schedule":
        hand.app.controller.go_to(Step.SCHEDULE)
        await hand.at(ScheduleScreen)
    elif at == "review":
        hand.app.screen.query_one("#send").focus()
        await hand.settle()
    else:
        hand.app.push_screen(LeaveDialog(typed=True, sending=False, sent=False))
        await hand.at(ChoiceDialog)


async def test_a_window_that_is_too_small_says_only_that(sit: Sitting) -> None:
    async with sit((30, 8)) as hand:
        await hand.at(TypeListScreen)
        await hand.sees("larger")
        hand.app.notify(LONG, markup=False)
        await hand.pilot.pause(0.1)
        assert "Can't save" not in hand.seen()
        await hand.sees("Please make this", "--plain")


async def test_the_latest_is_first_and_is_said_once_on_every_screen(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        hand.app.notify("[b]One[/b]", markup=False)
        hand.app.notify("Two", title="About it", severity="warning", markup=False)
        hand.app.notify("[b]One[/b]", markup=False)
        await hand.sees("[b]One[/b]", "! About it: Two")
        rows = [row.strip() for row in hand.rows()[-3:-1]]
        assert rows == ["[b]One[/b]", "! About it: Two"]
        await hand.press("f1")
        await hand.sees("[b]One[/b]", "Keys")
        await hand.press("escape")
        await hand.at(ConfigureScreen)
        await hand.sees("[b]One[/b]")
        await hand.pilot.click("MessageLine")
        await hand.until(lambda: "About it" not in hand.seen())


async def test_a_message_goes_by_itself_when_it_can_have_been_read(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wizard.tui.message_app.LEAST_SECONDS", 0)
    async with sit() as hand:
        await hand.at(TypeListScreen)
        hand.app.notify("Short", markup=False)
        await hand.sees("Short")
        await hand.until(lambda: "Short" not in hand.seen())
        assert not hand.app.screen.query("MessageLine")


async def test_a_warning_waits_for_somebody_to_be_there(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wizard.tui.message_app.LEAST_SECONDS", 0)
    monkeypatch.setattr("wizard.tui.message_app.LAST_LOOK_SECONDS", 0.1)
    async with sit() as hand:
        await hand.at(TypeListScreen)
        hand.app.notify("Careful", severity="warning", markup=False)
        hand.app.notify("Some more words", markup=False)
        await hand.sees("Careful", "Some more words")
        await hand.until(lambda: "Some more words" not in hand.seen())
        await hand.sees("Careful")
        await hand.press("down")
        await hand.until(lambda: "Careful" not in hand.seen())


class Person(BaseModel):
    name: str


async def test_a_form_of_its_own_has_room_for_them() -> None:
    app = FillApp(FormState(Form.from_model(Person)))
    async with app.run_test(size=(60, 8)) as pilot:
        driver = PilotDriver(app, pilot)
        app.notify("Not saved", severity="warning", markup=False)
        await driver.sees("! Not saved")
        assert driver.line(-2).startswith(" ! Not saved")
        await driver.until(lambda: "Done" in driver.line(-1))
