"""The list of a folder's sources on the screen: states, filter, enter, next, settle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.pilot import Hand, Sitting
from tests.support.pilot_steps import TOKEN, send
from tests.support.services import FakeServices
from wizard.api import Created
from wizard.core.submission import SourceFile, attempt_of
from wizard.request_files import check, read
from wizard.storage.history import History
from wizard.storage.record import FILE_NAME, SourceRecord
from wizard.tui.screens.dialogs import ChoiceDialog
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen
from wizard.tui.screens.found_ids import FoundIdsScreen
from wizard.tui.screens.history import HistoryScreen
from wizard.tui.screens.plan import PlanScreen
from wizard.tui.screens.result import ResultScreen
from wizard.tui.screens.review import ReviewScreen
from wizard.tui.screens.type_list import TypeListScreen
from wizard.utils.exit_codes import ExitCode

pytestmark = pytest.mark.slow

ASK = {"ask": True}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "sources"
    path.mkdir()
    return path


def write(folder: Path, name: str, /, **changes: Any) -> Path:
    """A file for Slack that has everything but its token."""
    path = folder / f"{name}.json"
    values = {
        "name": name.capitalize(),
        "type": "slack",
        "credential": {"credentials": {"slack_bot_token": ASK}},
        **changes,
    }
    path.touch(0o600)
    path.write_text(json.dumps(values))
    return path


def complete(folder: Path, name: str, /, **changes: Any) -> Path:
    return write(folder, name, credential={"credentials": {"slack_bot_token": TOKEN}}, **changes)


def lost(services: FakeServices, path: Path) -> str:
    """Note in the history that a file was sent, and that no answer came."""
    history = services.history()
    intent = sent(history, services.host, path)
    history.unknown(intent, reason="timeout")
    return intent


def sent(history: History, host: str, path: Path) -> str:
    """Note in the history that a file was sent."""
    request = check(read(str(path))).request
    assert request is not None
    origin = SourceFile(path, read(str(path)).digest)
    return history.intent(**attempt_of(request, host, origin))


def row(hand: Hand, label: str) -> str:
    """The line of a source in the list; empty while there is none."""
    found = [line for line in hand.rows() if line[4:].startswith(f"{label} ")]
    return found[0].rstrip("│ ") if found else ""


async def mark(hand: Hand, label: str) -> None:
    """Mark a source."""
    screen = await hand.at(PlanScreen)
    for _ in range(30):
        if screen.marked is not None and screen.marked.label == label:
            return
        await hand.press("down")
    raise AssertionError(f"no {label}\n{hand.seen()}")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_the_list_shows_every_state_and_explains_itself(
    sit: Sitting, services: FakeServices, folder: Path, size: tuple[int, int]
) -> None:
    write(folder, "alpha", note={"owner": "it", "say": "Ask Bea.", "ticket": "OPS-1"})
    complete(folder, "beta")
    history = services.history()
    intent = sent(history, services.host, complete(folder, "gamma"))
    history.created(intent, connector_id=10, credential_id=1010)
    lost(services, complete(folder, "delta"))
    (folder / "epsilon.json").write_text("{")
    async with sit(size, from_file=folder) as hand:
        await hand.at(PlanScreen)
        await hand.sees("1 of 5 created", "Each line is a connector", "comes back here")
        assert "it" in row(hand, "alpha")
        assert "needs: " in row(hand, "alpha")
        assert "ready to send" in row(hand, "beta")
        assert "check in Clarm" in row(hand, "delta")
        assert "to fix" in row(hand, "epsilon")
        assert row(hand, "gamma").endswith("10 / 1010")
        await mark(hand, "alpha")
        await hand.sees("Ask Bea.", "Ticket: OPS-1")
        await hand.press(*"put")
        await hand.until(lambda: "alpha" not in hand.seen())
        assert "epsilon" in hand.seen()
        await hand.press("escape")
        await hand.sees("alpha", "gamma")


async def test_from_the_list_to_the_ids_and_on_to_the_next(
    sit: Sitting, services: FakeServices, folder: Path
) -> None:
    for name in ("alpha", "beta"):
        write(folder, name, note={"owner": "it", "say": "Ask Bea."})
    write(folder, "gamma", note={"owner": "sales"})
    services.sender.outcomes = [
        Created(connector_id=n, credential_id=n + 1000, status="success", message="")
        for n in (10, 11)
    ]
    async with sit(from_file=folder, owner="it") as hand:
        await hand.at(PlanScreen)
        await hand.sees("0 of 2 created for it")
        assert "gamma" not in hand.seen()
        await hand.press("enter")
        await hand.at(CredentialScreen)
        await hand.sees("Ask Bea.")
        await hand.paste(TOKEN)
        await finish(hand)
        await hand.sees("Next: beta (1 left for it)", "1 of 2 created")
        assert "Another" not in hand.seen()
        await hand.press("enter")
        await hand.at(CredentialScreen)
        await hand.paste(TOKEN)
        await finish(hand)
        assert "Next:" not in hand.seen()
        await hand.press("enter")
        await hand.at(PlanScreen)
        await hand.sees("2 of 2 created")
        assert row(hand, "beta").endswith("11 / 1011")
        await hand.press("enter")
        await hand.at(ChoiceDialog)
        await hand.sees("connector_id 11", "credential_id 1011")
        await hand.press("enter")
        await hand.at(PlanScreen)
        await hand.press("ctrl+q")
        await hand.left()
    result = hand.app.return_value
    assert result is not None
    assert [made.connector_id for made in result.created] == [10, 11]
    assert result.code is ExitCode.DONE
    assert len(services.sender.sent) == 2
    record = json.loads((folder / FILE_NAME).read_text())
    assert TOKEN not in str(record)
    assert "1010" in str(record)


async def finish(hand: Hand) -> None:
    """From the last field of the credential to the result."""
    await hand.press("ctrl+n")
    await send(hand)
    await hand.at(ResultScreen)


async def test_what_was_begun_goes_on_by_the_same_command(
    sit: Sitting, services: FakeServices, folder: Path
) -> None:
    config = {"base_url": ASK}
    write(folder, "docs", type="web", config=config, credential={"credentials": {}})
    async with sit(from_file=folder) as hand:
        await mark(hand, "docs")
        await hand.press("enter")
        await hand.at(ConfigureScreen)
        await hand.press(*"https://docs")
        await hand.press("escape")
        await hand.at(PlanScreen)
        await hand.until(lambda: "started: at Review" in row(hand, "docs"))
        await hand.press("enter")
        await hand.at(ReviewScreen)
        await hand.press("escape", "escape")
        await hand.at(ConfigureScreen)
        await hand.sees("https://docs")
        await hand.press("end", *".example.com")
        await hand.press("ctrl+q")
        await hand.at(ChoiceDialog)
        await hand.press("q")
        await hand.left()
    assert hand.app.return_value is not None
    assert f"clarm-wizard --from {folder}" in hand.app.return_value.message
    async with sit(from_file=folder) as hand:
        await mark(hand, "docs")
        await hand.press("enter")
        await hand.at(ConfigureScreen)
        await hand.sees("https://docs.example.com")


async def test_a_look_around_changes_nothing(
    sit: Sitting, services: FakeServices, folder: Path
) -> None:
    write(folder, "alpha")
    write(folder, "beta")
    async with sit(from_file=folder) as hand:
        await hand.at(PlanScreen)
        await hand.press("ctrl+n")
        await hand.at(CredentialScreen)
        await hand.press("escape")
        await hand.at(ConfigureScreen)
        assert "Alpha" in hand.seen()
        await hand.press("escape")
        await hand.at(PlanScreen)
        await hand.press("enter")
        await hand.at(CredentialScreen)
        await hand.press("ctrl+p", *"the list")
        await hand.sees("Back to the list")
        await hand.press("enter")
        await hand.at(PlanScreen)
        assert "needs: " in row(hand, "alpha")
    assert not services.has_drafts()
    assert not (folder / FILE_NAME).exists()


@pytest.mark.parametrize("colleague", [False, True], ids=["mine", "a colleague's"])
@pytest.mark.parametrize(("key", "then"), [("e", "created"), ("n", "ready"), ("l", "check in")])
async def test_a_lost_answer_is_settled_from_the_list(
    sit: Sitting, services: FakeServices, folder: Path, colleague: bool, key: str, then: str
) -> None:
    intent = lost(services, complete(folder, "alpha"))
    if colleague:
        async with sit(from_file=folder) as hand:  # notes it in the record
            await hand.at(PlanScreen)
        services.paths.history.unlink()
    async with sit(from_file=folder) as hand:
        await hand.at(PlanScreen)
        assert "check in Clarm" in row(hand, "alpha")
        await hand.press("enter")
        await hand.at(ChoiceDialog)
        await hand.sees("“Alpha” among the connectors")
        await hand.press(key)
        if key == "e":
            await hand.at(FoundIdsScreen)
            if colleague:
                await hand.press("ctrl+n")
            else:
                await hand.press(*"7")
                await hand.press("ctrl+n")
                await hand.sees("Enter both IDs or neither.")
                await hand.press(*"70", "ctrl+n")
        await hand.at(PlanScreen)
        await hand.until(lambda: then in row(hand, "alpha"))
        if key == "e":
            await hand.press("enter")
            await hand.at(ChoiceDialog)
            await hand.sees("Find its IDs in Clarm." if colleague else "connector_id 7 ")
    if colleague and key != "l":
        assert not SourceRecord(folder).unanswered(intent)
    assert not services.sender.sent


async def test_what_is_settled_in_the_history_stands_in_the_record(
    sit: Sitting, services: FakeServices, folder: Path
) -> None:
    lost(services, complete(folder, "alpha"))
    async with sit(from_file=folder) as hand:
        await hand.at(PlanScreen)
        hand.app.action_history()
        await hand.at(HistoryScreen)
        await hand.press("enter")
        await hand.at(ChoiceDialog)
        await hand.press("s")
        await hand.sees("I checked: it exists")
        await hand.press("e")
        await hand.at(FoundIdsScreen)
        await hand.press("7", "enter", *"70", "enter")
        await hand.sees("connector_id 7   credential_id 70")
        await hand.press("escape", "f5")
        await hand.until(lambda: "7 / 70" in row(hand, "alpha"))
        await hand.press("ctrl+q")
        await hand.left()
    [source] = SourceRecord(folder).read().values()
    assert (source.connector_id, source.credential_id) == (7, 70)
    state = hand.app.return_value
    assert state is not None
    assert state.code is ExitCode.DONE


async def test_of_one_type_alone(sit: Sitting, folder: Path) -> None:
    write(folder, "alpha", note={"owner": "it"})
    (folder / "docs.json").write_text('{"type": "web", "note": {"owner": "it"}}')
    async with sit(from_file=folder, type="web", owner="it") as hand:
        await hand.at(PlanScreen)
        await hand.sees("0 of 1 created for it, web only", "docs")
        assert "alpha" not in hand.seen()
        await hand.press("ctrl+q")
        await hand.left()
    state = hand.app.return_value
    assert state is not None
    assert state.code is ExitCode.DONE
    assert f"--from {folder} --owner it --type web" in state.message
    async with sit(from_file=folder, type="jira") as hand:
        await hand.at(TypeListScreen)
        await hand.sees("source has that type. Types: slack, web.")


async def test_a_file_that_cannot_be_read_says_why(sit: Sitting, folder: Path) -> None:
    (folder / "alpha.json").write_text('{"type": "slac"}')
    (folder / "beta.toml").write_text("= 1")
    async with sit(from_file=folder) as hand:
        await mark(hand, "beta")
        await hand.press("enter")
        await hand.sees("beta.toml")
        await hand.at(PlanScreen)


@pytest.mark.parametrize(
    ("owner", "words"), [("iT", "0 of 1 created"), ("its", "Did you mean"), ("x", "Owners: it")]
)
async def test_an_owner_without_sources_is_told_who_has_some(
    sit: Sitting, folder: Path, owner: str, words: str
) -> None:
    write(folder, "alpha", note={"owner": "it"})
    async with sit(from_file=folder, owner=owner) as hand:
        await hand.at(PlanScreen if owner == "iT" else TypeListScreen)
        await hand.sees(words)


async def test_a_folder_without_files_says_what_writes_them(sit: Sitting, folder: Path) -> None:
    async with sit(from_file=folder) as hand:
        await hand.at(TypeListScreen)
        await hand.sees("has no request files")


async def test_hostile_words_in_files_are_shown_and_do_nothing(sit: Sitting, folder: Path) -> None:
    hostile = "[red]x[/]\x1b[2J\u202e{}"
    write(
        folder,
        "[bold]alpha",
        name=hostile,
        note={"owner": "[b]it\x07", "say": f"{hostile}\n[link=x]", "ticket": hostile},
    )
    async with sit(from_file=folder) as hand:
        await hand.at(PlanScreen)
        await hand.sees("[bold]alpha", "[b]it", "[red]x[/]", "[link=x]")
        assert "\x1b" not in hand.seen()
        await hand.press("f1")
        await hand.sees("[link=x]")


async def test_what_changed_since_and_what_another_has_open_is_said(
    sit: Sitting, services: FakeServices, folder: Path
) -> None:
    path = complete(folder, "alpha")
    history = services.history()
    intent = sent(history, services.host, path)
    history.created(intent, connector_id=10, credential_id=1010)
    async with sit(from_file=folder) as hand:  # notes it in the record
        await hand.at(PlanScreen)
    complete(folder, "alpha", refresh_freq=7200)
    write(folder, "beta")
    async with sit(from_file=folder) as hand:
        await mark(hand, "alpha")
        assert "changed since: refresh_freq" in row(hand, "alpha")
        await hand.press("enter")
        await hand.at(ChoiceDialog)
        await hand.sees("connector 10 in Clarm", "credential_id 1010")
        await hand.press("escape")
        await mark(hand, "beta")
        await hand.press("enter")
        await hand.at(CredentialScreen)
        await hand.paste(TOKEN)
        await hand.until(services.has_drafts)
        async with sit(from_file=folder) as other:
            await mark(other, "beta")
            assert "open in another window" in row(other, "beta")
            await other.press("enter")
            await other.sees("Check again later")
            await other.at(PlanScreen)
            assert not other.app.controller.plan or not other.app.controller.plan.session.left()
