"""Clicks that come in a bunch, and keys that come before what they are for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.terminal import KEYS, Terminal
from tests.support.terminal_steps import at_step

pytestmark = pytest.mark.slow


def clicks(terminal: Terminal, words: str, times: int = 2) -> None:
    """Click on the first row that holds these words, so often, all in one go."""
    row = next(at for at, text in enumerate(terminal.rows(), 1) if words in text)
    column = terminal.rows()[row - 1].index(words) + 2
    place = f"0;{column};{row}"
    terminal.send(f"\x1b[<{place}M\x1b[<{place}m" * times)


@contextmanager
def over_a_form() -> Iterator[Terminal]:
    """A form in which something was typed; it has to be there afterwards."""
    unblinking = {"SSH_CONNECTION": "1"}
    with Terminal(
        "--sandbox", "--type", "github", stdout_is_terminal=True, env=unblinking
    ) as terminal:
        at_step(terminal, 2, "Repository names")
        terminal.type("abc")
        yield terminal
        at_step(terminal, 2, "Repository names", "abc")


def close(terminal: Terminal, words: str) -> None:
    """Close the window that holds these words."""
    terminal.press("escape")
    terminal.wait_gone(words)


def test_a_second_click_into_the_palette_closes_nothing_else() -> None:
    with over_a_form() as terminal:
        terminal.press("ctrl+p")
        terminal.wait_for("As JSON")
        clicks(terminal, "As JSON")
        terminal.wait_for('"name"', "abc")
        terminal.wait_still()
        close(terminal, '"name"')


def test_a_second_click_on_an_answer_answers_nothing_else() -> None:
    with over_a_form() as terminal:
        terminal.press("ctrl+q")
        terminal.wait_for("Quit the wizard?", "Stay")
        clicks(terminal, "Stay", 3)
        terminal.wait_gone("Quit the wizard?")


def test_the_palette_takes_a_page_key_at_any_moment() -> None:
    with over_a_form() as terminal:
        for after in [0.0, 0.01, 0.02] * 6:
            terminal.send(KEYS["ctrl+p"], pause=after)
            terminal.press("pagedown")
            terminal.wait_for("Search for commands", "Go back one step")
            close(terminal, "Search for commands")


def test_the_palette_of_colours_takes_a_page_key_at_any_moment() -> None:
    with over_a_form() as terminal:
        for _ in range(6):
            terminal.press("ctrl+p")
            terminal.wait_for("Search for commands")
            terminal.type("theme")
            terminal.wait_for("Choose a theme")
            terminal.send("\r", pause=0.01)
            terminal.press("pageup")
            terminal.wait_for("Search themes", "clarm-light")
            close(terminal, "Search themes")


def test_the_palette_may_be_opened_while_it_closes() -> None:
    with over_a_form() as terminal:
        for _ in range(6):
            terminal.press("ctrl+p")
            terminal.wait_for("Search for commands", "Go back one step")
            # An arrow in between, or escape and what follows would be one key.
            terminal.send(KEYS["escape"] + KEYS["down"] + KEYS["ctrl+p"])
            terminal.wait_still()
            terminal.wait_for("Search for commands")
            close(terminal, "Search for commands")


def test_a_second_click_on_a_message_that_has_gone_does_nothing() -> None:
    with Terminal("--sandbox", "--theme", "nonsense", stdout_is_terminal=True) as terminal:
        terminal.wait_for("Type to filter", "No theme")
        clicks(terminal, "No theme", 3)
        terminal.wait_gone("No theme")
        terminal.type("slack")
        terminal.wait_for("1 of 51", "Slack")
