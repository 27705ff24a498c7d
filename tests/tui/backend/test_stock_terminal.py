"""Textual's own terminal takes the place of ours where that was asked for or may not work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.injection import injecting
from tests.support.terminal import Terminal
from tests.support.terminal_steps import LONG, assert_restored, leave_at_once, sees
from wizard.tui.backend import stock_terminal

ASKED = {stock_terminal.STOCK_SWITCH: "1"}
STOCK_QUESTION = b"\x1b[?2048$p"
"""Textual's driver asks the terminal whether it reports its size; ours never does."""


def untested(folder: Path) -> dict[str, str]:
    """The environment of a wizard that was tested with another Textual than it finds."""
    return injecting(folder, wizard__tui__backend__stock_terminal="module.TESTED_TEXTUAL = '8.1.'")


@pytest.mark.e2e
@pytest.mark.parametrize("why", ["asked", "untested"])
def test_the_stock_terminal_takes_keys_and_gives_the_terminal_back(
    why: str, tmp_path: Path
) -> None:
    env = ASKED if why == "asked" else untested(tmp_path)
    with Terminal("--sandbox", "--type", "web", env=env, columns=100, rows=30) as terminal:
        sees(terminal, "Connector name", "The start page")
        terminal.type("Our docs")
        sees(terminal, "Our docs")
        assert leave_at_once(terminal) == 130
        assert STOCK_QUESTION in terminal.output
        assert_restored(terminal)
        assert terminal.modes_now() == terminal.modes


@pytest.mark.e2e
def test_by_itself_ours_is_used() -> None:
    with Terminal("--sandbox", "--type", "web") as terminal:
        sees(terminal, "Connector name", "The start page")
        assert leave_at_once(terminal) == 130
        assert STOCK_QUESTION not in terminal.output


@pytest.mark.e2e
def test_the_stock_terminal_that_is_closed_ends_the_wizard_with_a_draft(home: Path) -> None:
    with Terminal("--sandbox", "--type", "web", env=ASKED) as terminal:
        sees(terminal, "Connector name", "The start page")
        terminal.type("Our docs")
        sees(terminal, "Our docs")
        terminal.close()
        terminal.wait_exit(LONG)
        [draft] = home.rglob("drafts/*.json")
        assert "Our docs" in draft.read_text()


@pytest.mark.parametrize(("tested", "stock"), [("8.1.", True), ("8.3.", True), ("8.2.", False)])
def test_another_minor_version_of_textual_has_the_stock_terminal(
    tested: str, stock: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stock_terminal, "TESTED_TEXTUAL", tested)
    assert stock_terminal.uses_stock_terminal() is stock
