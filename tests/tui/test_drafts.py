"""What is typed is kept soon, without secrets, and taken up again at the same field."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.pilot import Sitting
from tests.support.pilot_steps import TOKEN, choose, to_name
from tests.support.services import HOST, FakeServices
from wizard.flow import Step, WizardFlow
from wizard.storage.atomic import StorageError
from wizard.storage.drafts import DraftStore
from wizard.tui.autosave import DraftAutosaver
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen
from wizard.tui.screens.leave_dialog import LeaveDialog
from wizard.tui.screens.resume import ResumeScreen
from wizard.tui.screens.type_list import TypeListScreen
from wizard.tui.status import NOTHING, SAVED, UNSAVED, Saved
from wizard.utils.exit_codes import ExitCode

pytestmark = pytest.mark.slow


@pytest.fixture
def saves(services: FakeServices) -> str:
    """The id of a draft of a GitHub connector, left in its credential."""
    flow = WizardFlow()
    flow.choose("github")
    flow.forms[Step.CONFIGURE].set(("name",), "Our code")
    flow.go(Step.CREDENTIAL)
    places = {"credential": ["github_access_token"]}
    store = services.drafts()
    draft_id = store.new_id()
    store.save(draft_id, {**flow.snapshot(), "host": HOST, "places": places})
    store.release(draft_id)
    return draft_id


async def test_typing_is_saved_after_a_pause_without_secrets(
    sit: Sitting, services: FakeServices
) -> None:
    async with sit() as hand:
        (await choose(hand, "slack")).form.go_to(("name",))
        assert not services.has_drafts()
        await to_name(hand)
        await hand.press(*"Our")
        assert "· saving" in hand.line(0)
        await hand.until(lambda: services.has_drafts() and "· saved" in hand.line(0))
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        await hand.paste(TOKEN)
        await hand.press("escape")
        await hand.at(ConfigureScreen)
        await hand.until(lambda: hand.line(0).endswith("· saved"))
    [path] = services.paths.drafts.glob("*.json")
    assert "Our" in path.read_text()
    assert TOKEN not in path.read_text()


async def test_a_look_around_leaves_no_draft(sit: Sitting, services: FakeServices) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press("ctrl+q")
        await hand.left()
    assert not services.has_drafts()
    assert hand.app.return_value is not None
    assert hand.app.return_value.code is ExitCode.LEFT


async def test_leaving_says_how_to_go_on(sit: Sitting, services: FakeServices) -> None:
    services.given = ("--api-url", "https://staging.example.com")
    async with sit() as hand:
        await choose(hand, "slack")
        await to_name(hand)
        await hand.press(*"Our")
        await hand.press("ctrl+q")
        await hand.sees("is saved as a draft")
        await hand.press("q")
        await hand.left()
    [path] = services.paths.drafts.glob("*.json")
    assert hand.app.return_value is not None
    assert hand.app.return_value.code is ExitCode.LEFT
    again = f"clarm-wizard --api-url https://staging.example.com --resume {path.stem}"
    assert again in hand.app.return_value.message


async def test_whether_to_leave_can_be_answered_with_yes_and_no(
    sit: Sitting, services: FakeServices
) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await to_name(hand)
        await hand.press(*"Our")
        await hand.press("ctrl+q")
        await hand.at(ChoiceDialog)
        await hand.press("n")
        await hand.at(ConfigureScreen)
        await hand.press("ctrl+q")
        await hand.at(ChoiceDialog)
        await hand.press("y")
        await hand.left()
    assert services.has_drafts()


async def test_leaving_takes_what_was_typed_as_json_along(
    sit: Sitting, services: FakeServices
) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await hand.press("f4")
        await hand.until(lambda: hand.app.screen.query("TextArea"))
        area = hand.app.screen.query_one("TextArea")
        area.text = '{"name": '  # type: ignore[attr-defined]
        await hand.settle()
        await hand.press("ctrl+q")
        await hand.sees("This isn't valid JSON")
        area.text = '{"name": "My long work"}'  # type: ignore[attr-defined]
        await hand.settle()
        await hand.press("ctrl+q")
        await hand.at(LeaveDialog)
        await hand.press("q")
        await hand.left()
    (draft,) = services.drafts().list().drafts
    assert "My long work" in str(services.drafts().resume(draft.id).payload)


async def test_leaving_can_delete_the_draft(sit: Sitting, services: FakeServices) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await to_name(hand)
        await hand.press(*"Our")
        await hand.until(services.has_drafts)
        await hand.press("ctrl+q")
        await hand.at(ChoiceDialog)
        await hand.press("d")
        await hand.left()
    assert not services.has_drafts()


async def test_a_draft_is_offered_and_goes_on_at_its_field(sit: Sitting, saves: str) -> None:
    async with sit() as hand:
        await hand.at(ResumeScreen)
        await hand.sees("Our code", "GitHub · Credential   just now", "A new connector")
        await hand.press("enter")
        await hand.at(CredentialScreen)
        assert hand.app.controller.last_focus["credential"] == ("github_access_token",)
        await hand.sees("Drafts don't store secrets")
        assert "Our code" not in hand.seen()
        await hand.press("escape")
        await hand.at(ConfigureScreen)
        await hand.sees("Our code")


async def test_a_draft_can_be_named(sit: Sitting, saves: str) -> None:
    async with sit(resume=saves) as hand:
        await hand.at(CredentialScreen)
        assert hand.line(0).endswith("saved")


async def test_a_draft_that_is_not_there_is_said(sit: Sitting) -> None:
    async with sit(resume="0badc0de") as hand:
        await hand.at(TypeListScreen)
        await hand.sees("No such draft.")


async def test_a_new_connector_can_be_begun_beside_a_draft(
    sit: Sitting, services: FakeServices, saves: str
) -> None:
    async with sit() as hand:
        await hand.at(ResumeScreen)
        await hand.press(*"drive")
        await hand.at(TypeListScreen)
        await hand.sees("drive", "Google Drive")
        assert "GitHub" not in hand.seen()
    assert services.has_drafts()


@pytest.mark.slow
async def test_deleting_a_draft_asks_first(
    sit: Sitting, services: FakeServices, saves: str
) -> None:
    async with sit() as hand:
        await hand.at(ResumeScreen)
        await hand.press("delete")
        await hand.at(ChoiceDialog)
        await hand.sees("Delete this draft?")
        await hand.press("k")
        await hand.at(ResumeScreen)
        assert services.has_drafts()
        await hand.press("delete")
        await hand.at(ChoiceDialog)
        await hand.press("d")
        await hand.at(TypeListScreen)
    assert not services.has_drafts()


async def test_a_disk_that_fails_is_said_and_nothing_is_lost(
    sit: Sitting, services: FakeServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(DraftStore, "save", full)
    async with sit() as hand:
        await choose(hand, "slack")
        await to_name(hand)
        await hand.press(*"Our")
        await hand.until(lambda: "not saved: The disk is full." in hand.line(0))
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        await hand.press("ctrl+q")
        await hand.at(ChoiceDialog)
        await hand.press("q")
        await hand.left()
    assert hand.app.return_value is not None
    assert "Can't save what you typed: The disk is full." in hand.app.return_value.message


async def test_no_draft_is_promised_where_none_can_be_kept(
    sit: Sitting, services: FakeServices
) -> None:
    services.paths.drafts.parent.mkdir(parents=True, exist_ok=True)
    services.paths.drafts.write_text("A file is where the folder of the drafts would be.")
    async with sit() as hand:
        await choose(hand, "slack")
        await to_name(hand)
        await hand.press(*"Our")
        await hand.press("ctrl+q")
        await hand.sees("Can't save what you typed as a draft", "Quit, and lose it")
        assert "saved as a draft" not in hand.seen()
        await hand.press("escape")
        await hand.at(ConfigureScreen)
        await hand.press("ctrl+c")
        await hand.sees("Press ctrl+c again to quit. No", "draft can be saved.")
        await hand.press("ctrl+q")
        await hand.at(LeaveDialog)
        await hand.press("q")
        await hand.left()
    assert hand.app.return_value is not None
    assert "Can't save" in hand.app.return_value.message


async def test_what_was_typed_last_stays_in_its_own_draft(
    sit: Sitting, services: FakeServices
) -> None:
    async with sit() as hand:
        await choose(hand, "slack")
        await to_name(hand)
        await hand.press(*"Ours")
        await hand.until(services.has_drafts)
        await hand.press("!")
        other = WizardFlow()
        other.choose("github")
        hand.app.controller.open_flow(other)
        await hand.sees("GitHub")
        [path] = services.paths.drafts.glob("*.json")
        await hand.until(lambda: "Ours!" in path.read_text())
        assert "github" not in path.read_text()


# The saver by itself


class Slow(DraftStore):
    """Notes what it is given."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.saved: list[Any] = []
        self.fail = False

    def save(self, draft_id: str, payload: Mapping[str, Any]) -> None:
        if self.fail:
            raise StorageError("No.")
        self.saved.append(payload["n"])


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came to hold")


async def test_many_changes_are_one_saving(tmp_path: Path) -> None:
    store, told, n = Slow(tmp_path), list[Saved](), 0
    saver = DraftAutosaver(store, lambda: {"n": n}, told.append, pause=0.01)
    for n in range(5):  # noqa: B007
        saver.touch()
    await until(lambda: told == [UNSAVED, SAVED])
    assert store.saved == [4]


async def test_who_types_on_is_saved_but_not_told_of_it(tmp_path: Path) -> None:
    store, told = Slow(tmp_path), list[Saved]()
    saver = DraftAutosaver(store, lambda: {"n": 0}, told.append, pause=0.4)
    while len(store.saved) < 3:
        saver.touch()
        await asyncio.sleep(0.01)
    assert told == [UNSAVED]
    await until(lambda: told == [UNSAVED, SAVED])
    assert saver.saved is SAVED


async def test_a_problem_that_is_over_is_not_told_any_longer(tmp_path: Path) -> None:
    store, told = Slow(tmp_path), list[Saved]()
    saver = DraftAutosaver(store, lambda: {"n": 0}, told.append, pause=9)
    saver.touch()
    store.fail = True
    await saver.save()
    saver.touch()
    store.fail = False
    await saver.save()
    assert told == [UNSAVED, Saved(problem="No."), SAVED]


async def test_what_cannot_even_be_asked_for_is_not_forgotten(tmp_path: Path) -> None:
    store, told, n = Slow(tmp_path), list[Saved](), 0
    saver = DraftAutosaver(store, lambda: {"n": 1 // n}, told.append, pause=0)
    saver.touch()
    with pytest.raises(ZeroDivisionError):
        await saver.save()
    n = 1
    await saver.save()
    assert store.saved == [1]
    assert told == [UNSAVED, SAVED]


async def test_nothing_to_save_is_not_saved(tmp_path: Path) -> None:
    store, told = Slow(tmp_path), list[Saved]()
    await DraftAutosaver(store, lambda: {"n": 0}, told.append).close()
    assert (store.saved, told) == ([], [])


async def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    store, told = Slow(tmp_path), list[Saved]()
    saver = DraftAutosaver(store, lambda: {"n": 0}, told.append)
    saver.touch()
    store.fail = True
    await saver.save()
    assert told[-1] == Saved(problem="No.")
    store.fail = False
    await saver.save()
    assert told[-1] is SAVED
    await saver.discard()
    assert told[-1] is NOTHING
