"""How many keys lead from an empty prompt to the IDs, beside the values that are typed."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.support.terminal import Terminal
from tests.support.terminal_steps import at_step, sees, send

pytestmark = pytest.mark.slow


class Fingers:
    """Presses keys and counts them; a value costs nothing."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.count = 0

    def press(self, *keys: str) -> None:
        self.count += len(keys)
        self.terminal.press(*keys)

    def filter(self, text: str, found: str) -> None:
        """Type into the filter, each letter a key, and take the first of what it finds."""
        sees(self.terminal, "Choose a type")
        self.count += len(text)
        self.terminal.type(text)
        sees(self.terminal, f" {text}", found)
        self.press("enter")
        at_step(self.terminal, 2)

    def value(self, text: str) -> None:
        self.terminal.paste(text)

    def send(self) -> None:
        """Send with one key, once a person can have seen what is sent."""
        self.count += 1
        send(self.terminal)


def web(fingers: Fingers) -> None:
    fingers.filter("web", "Website")
    fingers.value("docs.example.com")
    fingers.press("ctrl+n")
    at_step(fingers.terminal, 5, "https://docs.example.com")
    fingers.send()


def github(fingers: Fingers) -> None:
    fingers.filter("gith", "GitHub")
    fingers.value("https://github.com/acme/docs")
    fingers.press("ctrl+n")
    at_step(fingers.terminal, 3, "Access token")
    fingers.value("ghp_" + "made0up1" * 4)
    fingers.press("ctrl+n")
    at_step(fingers.terminal, 5)
    fingers.send()


def slack(fingers: Fingers) -> None:
    fingers.filter("sl", "Slack")
    fingers.press("ctrl+n")
    at_step(fingers.terminal, 3, "Bot user OAuth token")
    fingers.value("xoxb-12345-made-up")
    fingers.press("ctrl+n")
    at_step(fingers.terminal, 5)
    fingers.send()


Way = Callable[[Fingers], None]
WAYS: list[tuple[Way, str, int]] = [(web, "web", 6), (github, "github", 8), (slack, "slack", 6)]


@pytest.mark.parametrize(("way", "type", "keys"), WAYS, ids=[row[1] for row in WAYS])
def test_from_an_empty_prompt_to_the_ids(way: Way, type: str, keys: int) -> None:
    with Terminal("--sandbox", "--json") as terminal:
        fingers = Fingers(terminal)
        way(fingers)
        at_step(terminal, 6, "Clarm accepted")
        assert fingers.count <= keys
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    created = json.loads(terminal.stdout)
    assert created["type"] == type
    assert created["connector_id"]
    assert created["credential_id"]
