"""The wizard as a process on a terminal: how it fails, is killed, suspended, and what it draws."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.terminal import Terminal
from wizard.utils.exit_codes import ExitCode

pytestmark = pytest.mark.e2e

SECRET = "xoxb-planted-in-a-variable"
WIZARD = (sys.executable, "-m", "wizard")

BROKEN = f"""
import sys
import termios
import time
from wizard.tui.screens import type_list

class Strange(Exception):
    def __rich__(self):
        return "{SECRET}"

def fail(self):
    api_key = "{SECRET}"
    raise {{error}}

async def fail_later(self):
    fail(self)

type_list.TypeListScreen.action_choose = {{how}}
from wizard.__main__ import main
sys.exit(main(["--sandbox"]))
"""

COLOUR = re.compile(rb"\x1b\[[0-9;:]*m")


def has_colour(sequence: bytes) -> bool:
    """Whether an SGR sequence sets a colour."""
    numbers = [int(n) for n in re.findall(rb"\d+", sequence)]
    return any(30 <= n <= 38 or 40 <= n <= 48 or 90 <= n <= 107 for n in numbers)


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("fail", f"ValueError('{SECRET}')"),
        ("fail", "Strange(api_key)"),
        ("lambda self: self.run_worker(fail_later(self))", f"ValueError('{SECRET}')"),
    ],
    ids=["in a handler", "an error that draws itself", "in a worker"],
)
def test_a_failure_shows_no_secret_and_says_where_its_report_is(
    home: Path, how: str, error: str
) -> None:
    command = (sys.executable, "-c", BROKEN.format(how=how, error=error))
    with Terminal(command=command) as terminal:
        terminal.wait_for("GitHub")
        terminal.press("enter")
        assert terminal.wait_exit() == ExitCode.FAILED
        said = terminal.text()
        assert "This program failed" in said
        assert SECRET.encode() not in terminal.output
        # The terminal is as it was: the other screen is left, the cursor is back.
        assert terminal.output.rindex(b"\x1b[?1049l") > terminal.output.rindex(b"\x1b[?1049h")
        assert terminal.output.rindex(b"\x1b[?25h") > terminal.output.rindex(b"\x1b[?25l")
    [report] = home.rglob("crash-*.txt")
    assert SECRET not in report.read_text()
    assert "in fail" in report.read_text()
    assert report.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("options", [(), ("--type", "github"), ("--resume", "gone")])
def test_who_is_signed_in_is_found_out_whatever_comes_first(
    home: Path, options: tuple[str, ...]
) -> None:
    with Terminal("--api-url", "http://127.0.0.1:9", *options, command=WIZARD) as terminal:
        terminal.wait_for("not signed in")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_kill_keeps_what_was_typed(home: Path, number: signal.Signals) -> None:
    with Terminal("--sandbox", "--type", "slack", command=WIZARD) as terminal:
        terminal.wait_for("Connector name")
        terminal.type("Our chat")
        terminal.wait_for("Our chat")
        os.kill(terminal.process.pid, number)
        assert terminal.wait_exit() == ExitCode.LEFT
    [draft] = home.rglob("drafts/*.json")
    assert "Our chat" in draft.read_text()


@pytest.mark.parametrize(
    ("arguments", "text", "words"),
    [
        ([], "jira", ["  jira", "Issues and comments from Jira"]),
        (["--type", "web"], "Docs", ["Configure", "  Docs"]),
    ],
)
def test_what_is_typed_before_anything_is_drawn_counts(
    arguments: list[str], text: str, words: list[str]
) -> None:
    with Terminal("--sandbox", *arguments, command=WIZARD) as terminal:
        terminal.type(text)
        terminal.wait_for(*words)


def test_ctrl_c_twice_leaves_with_130() -> None:
    with Terminal("--sandbox", command=WIZARD) as terminal:
        terminal.wait_for("GitHub")
        terminal.press("ctrl+c")
        terminal.wait_for("again")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == ExitCode.LEFT


@pytest.mark.parametrize("said", [{}, {"COLUMNS": "80", "LINES": "24"}])
def test_the_size_is_that_of_the_terminal_whatever_else_is_said(said: dict[str, str]) -> None:
    with Terminal("--sandbox", command=WIZARD, columns=120, rows=40, env=said) as terminal:
        text = terminal.wait_for("You need", "Zulip")
        assert "More" in text.splitlines()[39]


def test_without_the_mouse_none_is_asked_for() -> None:
    with Terminal("--sandbox", "--no-mouse", command=WIZARD) as terminal:
        terminal.wait_for("GitHub")
        assert b"\x1b[?1003h" not in terminal.output


def test_no_color_means_none() -> None:
    with Terminal("--sandbox", command=WIZARD, env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("GitHub")
        terminal.press("enter")
        terminal.wait_for("Connector name")
        assert not [s for s in COLOUR.findall(bytes(terminal.output)) if has_colour(s)]


def test_a_terminal_that_goes_away_ends_it_in_order(home: Path) -> None:
    with Terminal("--sandbox", "--type", "slack", command=WIZARD) as terminal:
        terminal.wait_for("Connector name")
        terminal.type("Our chat")
        terminal.wait_for("saving")
        terminal.close()
        assert terminal.wait_exit() == ExitCode.LEFT
    [draft] = home.rglob("drafts/*.json")
    assert "Our chat" in draft.read_text()


def test_bytes_that_are_no_text_do_no_harm() -> None:
    with Terminal("--sandbox", "--type", "slack", command=WIZARD) as terminal:
        terminal.wait_for("Channel names without")
        terminal.write(b"caf\xe9 \xff!")
        terminal.wait_for("caf")
        terminal.press("ctrl+c", "ctrl+c")
        assert terminal.wait_exit() == ExitCode.LEFT


def test_the_first_screen_needs_neither_models_nor_network() -> None:
    script = (
        "import sys, wizard.tui.app, wizard.tui.screens.type_list; "
        "print([m for m in ('pydantic', 'httpx', 'fastapi', 'wizard.flow') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_what_another_program_wrote_on_the_screen_goes_when_it_is_drawn_again() -> None:
    with Terminal("--sandbox", command=WIZARD) as terminal:
        terminal.wait_for("GitHub")
        terminal.scribble("\x1b[5;3HBroadcast message")
        terminal.wait_for("Broadcast message")
        terminal.press("ctrl+l")
        terminal.wait_gone("Broadcast message")
        terminal.wait_for("GitHub", "Type to filter")


def test_a_python_without_curses_draws_as_well(tmp_path: Path) -> None:
    (tmp_path / "curses.py").write_text("raise ImportError")
    with Terminal("--sandbox", command=WIZARD, env={"PYTHONPATH": str(tmp_path)}) as terminal:
        terminal.wait_for("GitHub", "Type to filter")


def test_only_what_changes_is_written() -> None:
    """It fails when Textual no longer writes through the stream that sees to that."""
    with Terminal("--sandbox", command=WIZARD, env={"SSH_CONNECTION": "1"}) as terminal:
        terminal.wait_for("GitHub")
        terminal.wait_still()
        start = len(terminal.output)
        assert start < 6_000
        terminal.press("down")
        terminal.wait_for("You need", "GitLab")
        terminal.wait_still()
        assert 0 < len(terminal.output) - start < 600
