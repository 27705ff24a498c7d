"""What a person does at the wizard on the screen, in steps that several tests take."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.support.terminal import Terminal
from wizard.storage.drafts import DraftStore
from wizard.storage.history import History
from wizard.storage.history_events import HistoryEntry
from wizard.storage.paths import Paths
from wizard.tui.status import STEP_NAMES
from wizard.utils.glyphs import NOW

LONG = 40
"""Seconds to wait at most: the machine may be busy."""

NAME_HELP = "Its name in Clarm"
"""What stands at the bottom when the first field of a form has the focus."""

SEND_KEY = "n Send  "
"""What stands at the bottom of the review."""

STOP_KEY = "esc Stop"
"""What stands at the bottom while it is sent."""

SESSION_HELP = "The value of the cookie"
"""The same for the question for a session."""

SESSION_REJECTED = "Clarm rejected the session."
"""What stands above that question after a session that the server didn't take."""


def sees(terminal: Terminal, *words: str) -> str:
    """Wait until all these words are on the screen."""
    return terminal.wait_for(*words, seconds=LONG)


def at_step(terminal: Terminal, number: int, *words: str) -> str:
    """Wait for a step of the wizard, however low its screen, and for words on it."""
    current = f"{NOW} {[*STEP_NAMES.values()][number - 1]}"
    return terminal.wait_until(
        lambda text: (
            (current in text or f"step {number} of 6" in text)
            and all(word in text for word in words)
        ),
        f"step {number} with {words}",
        LONG,
    )


def begin(terminal: Terminal) -> None:
    """Wait for the form of a type that was named on the command line."""
    at_step(terminal, 2, "Connector name")
    to_name(terminal)


def to_name(terminal: Terminal) -> None:
    """Go to the first field, which has a name already, from the first thing to decide."""
    terminal.press("ctrl+g")
    sees(terminal, "Go to field")
    terminal.type("connector")
    sees(terminal, " connector")
    terminal.press("enter")
    at_step(terminal, 2, NAME_HELP)


def begin_from_file(terminal: Terminal) -> None:
    """Take a complete file to the review, and leave the draft that an earlier run left of it."""
    sees(terminal, "Pick up where you left off?")
    terminal.press("s")
    terminal.wait_gone("Pick up where you left off?", LONG)
    at_step(terminal, 5, "creates this connector")


def fill_github(terminal: Terminal, token: str, owner: str = "octocat") -> None:
    """From the first field of GitHub's form to the review."""
    terminal.press("tab", "right")
    terminal.wait_gone("one per line", LONG)
    terminal.press("tab")
    terminal.type(owner)
    sees(terminal, f"GitHub: {owner}")
    terminal.press("ctrl+n")
    at_step(terminal, 3, "Access token")
    terminal.paste(token)
    sees(terminal, f"{len(token)} characters")
    to_review(terminal)


def to_review(terminal: Terminal) -> None:
    """From the last step that needs the person to the review."""
    terminal.press("ctrl+n")
    at_step(terminal, 5, "creates this connector")


def send(terminal: Terminal) -> str:
    """Send what is reviewed; what follows.

    The key is pressed again if nothing happens, as anybody would: what is pressed as soon as the
    review comes does not count, and one that has just come back may still be busy.
    """
    sees(terminal, SEND_KEY)
    for seconds in (1, 3, 6, LONG):
        terminal.press("ctrl+n")
        try:
            return terminal.wait_gone(SEND_KEY, seconds)
        except AssertionError:
            if seconds == LONG:
                raise
    raise AssertionError


def sees_outcome(terminal: Terminal, *words: str) -> str:
    """Wait for what follows the sending; its screen says the same while it tries again."""
    return terminal.wait_until(
        lambda text: STOP_KEY not in text and all(word in text for word in words),
        f"the outcome with {words}",
        LONG,
    )


def leave_at_once(terminal: Terminal) -> int:
    """Leave from anywhere; the exit code."""
    terminal.press("ctrl+c")
    sees(terminal, "again")
    terminal.press("ctrl+c")
    return terminal.wait_exit(LONG)


def request_file(path: Path, **changed: Any) -> Path:
    """A complete request file of a connector without secrets."""
    body = {
        "name": "Docs",
        "type": "web",
        "config": {"base_url": "https://docs.example.com"},
        "credential": {"credentials": {}},
    }
    path.write_text(json.dumps(body | changed))
    return path


def history() -> tuple[HistoryEntry, ...]:
    """What was sent, newest first, as the home of this test has it."""
    return History(Paths.find().history).read().entries


def drafts() -> DraftStore:
    """The drafts in the home of this test."""
    return DraftStore(Paths.find().drafts)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds outside of the process."""
    end = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def assert_restored(terminal: Terminal) -> None:
    """The terminal is as it was: its own screen, the cursor, no mouse, no odd pastes, an echo."""
    last = {name: terminal.output.rfind(code) for name, code in _MODES.items()}
    assert last["alternate screen on"] < last["alternate screen off"]
    assert last["cursor off"] < last["cursor on"]
    assert last["mouse on"] <= last["mouse off"]
    assert last["pastes marked"] < last["pastes plain"]
    assert terminal.echoes()


_MODES = {
    "alternate screen on": b"\x1b[?1049h",
    "alternate screen off": b"\x1b[?1049l",
    "cursor off": b"\x1b[?25l",
    "cursor on": b"\x1b[?25h",
    "mouse on": b"\x1b[?1000h",
    "mouse off": b"\x1b[?1000l",
    "pastes marked": b"\x1b[?2004h",
    "pastes plain": b"\x1b[?2004l",
}
