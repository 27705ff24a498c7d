"""Items hang; long addresses are broken behind a sign of theirs; all of it is copied whole."""

from __future__ import annotations

import pytest
from textual.content import Content
from textual.geometry import Offset
from textual.selection import Selection

from tests.support.pilot import Sitting
from tests.support.pilot_steps import choose
from wizard.connectors import catalog
from wizard.flow import Step
from wizard.tui.screens.form_step import ConfigureScreen, CredentialScreen
from wizard.tui.screens.help import HelpScreen
from wizard.tui.screens.type_list import TypeListScreen
from wizard.tui.widgets.text import Prose
from wizard.tui.wrapping import broken, fitted, whole

pytestmark = pytest.mark.slow

ADDRESS = catalog.about("github").docs_url or ""


@pytest.mark.parametrize("width", [20, 40, 56, 76])
def test_an_address_is_broken_behind_its_signs(width: int) -> None:
    text = Content.styled(f"See here:\n{ADDRESS}\nfor more.", "bold")
    lines = broken(text, width).plain.splitlines()
    assert lines[0] == "See here:"
    assert lines[-1] == "for more."
    parts = lines[1:-1]
    assert "".join(parts) == ADDRESS
    assert all(len(part) <= width for part in parts)
    assert all(part[-1] in "/-" for part in parts[:-1])
    assert len(parts) <= 2 + len(ADDRESS) // (width - 10)
    assert {span.style for span in broken(text, width).spans} == {"bold"}


@pytest.mark.parametrize("text", ["short", "", "two words " * 20, "x" * 90, "x" * 50 + "/y"])
def test_nothing_else_is_touched(text: str) -> None:
    assert broken(Content(text), 40).plain.replace("/\n", "/") == text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("• a word or two\n• b", ["• a word", "  or two", "• b"]),
        ("! a word or two", ["! a word", "  or two"]),
        ("1. a word or two\n\nno item", ["1. a word", "   or two", "", "no item"]),
        ("• one/two/345", ["• one/", "  two/345"]),
    ],
)
def test_the_lines_of_an_item_stand_below_its_words(text: str, lines: list[str]) -> None:
    shown = fitted(Content(text), 9).plain
    assert shown.splitlines() == lines
    assert whole(shown) == text


async def test_the_help_shows_it_so_at_every_width_and_gives_it_whole(sit: Sitting) -> None:
    async with sit((80, 24)) as hand:
        await hand.at(TypeListScreen)
        await hand.press(*"github", "f1")
        await hand.at(HelpScreen)
        for columns in (80, 60, 120):
            await hand.pilot.resize_terminal(columns, 24)
            await hand.settle()
            rows = [row.strip(" ▁▂▃▄▅▆▇█") for row in hand.seen().splitlines()]
            at = next(number for number, row in enumerate(rows) if row.startswith("https://"))
            while not "".join(rows[at : at + 1]).endswith("tokens"):
                assert rows[at].endswith(("/", "-")), rows[at]
                rows[at : at + 2] = ["".join(rows[at : at + 2])]
            assert rows[at] == ADDRESS
        found = hand.one(Prose).get_selection(Selection(Offset(0, 0), None))
        assert found is not None
        assert ADDRESS in found[0].splitlines()
        await hand.press("escape", "enter")
        await hand.at(ConfigureScreen)


async def test_the_help_says_what_each_way_to_sign_in_means(sit: Sitting) -> None:
    async with sit() as hand:
        await choose(hand, "google_drive")
        hand.app.controller.go_to(Step.CREDENTIAL)
        await hand.at(CredentialScreen)
        await hand.press("shift+tab", "f1")
        await hand.at(HelpScreen)
        await hand.sees("Sign-in method", "• Service account key: Covers", "• OAuth tokens: Covers")


async def test_the_page_above_the_credential_can_be_opened_in_each_of_its_lines(
    sit: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    async with sit((60, 24)) as hand:
        await choose(hand, "github")
        monkeypatch.setattr(hand.app, "open_page", opened.append)
        hand.app.controller.go_to(Step.CREDENTIAL)
        await hand.at(CredentialScreen)
        rows = hand.seen().splitlines()
        first = next(at for at, row in enumerate(rows) if "https://" in row)
        for at in (first, first + 1):
            assert rows[at].strip(" ▁▂▃▄▅▆▇█").endswith(("/", "-", "tokens")), rows[at]
            await hand.pilot.click(offset=(4, at))
            await hand.settle()
    assert opened == [ADDRESS, ADDRESS]
