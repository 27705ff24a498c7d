"""The list's first frame is painted from a former run, before Textual is loaded, and taken over."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.support.injection import injecting
from tests.support.terminal import Terminal
from tests.support.terminal_steps import LONG, assert_restored, leave_at_once, sees
from wizard.storage.paths import Paths
from wizard.storage.preferences import FILE as PREFERENCES
from wizard.storage.preferences import Preferences
from wizard.tui.backend.first_frame import FILE, FirstFrame
from wizard.tui.backend.stock_terminal import STOCK_SWITCH

TAKEN_OVER = b"\x1b[>"
"""What only the driver asks for, once it runs: the keyboard protocol."""

MODES = re.compile(rb"(?:\x1b\[[?>=][^\x1b]*)*$")
CURSOR = re.compile(rb"\x1b\[[\d;]*H$")
ESCAPES = re.compile(rb"\x1b[\[\]][\d;?<=>$ ]*[@-~]")

LIST = b"Type to filter"


def run(
    *arguments: str, env: dict[str, str] | None = None, columns: int = 80, rows: int = 24
) -> bytes:
    """All that is written by a run that only shows the list."""
    with Terminal(*arguments, env=env, columns=columns, rows=rows) as terminal:
        sees(terminal, LIST.decode())
        assert leave_at_once(terminal) == 130
        return bytes(terminal.output)


def painted(output: bytes) -> bytes:
    """What was painted before the driver took over, without modes and the place of the cursor."""
    before = MODES.sub(b"", output.partition(TAKEN_OVER)[0])
    return CURSOR.sub(b"", before.rpartition(b"\x1b[?2004h")[2])


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("arguments", "env", "theme", "columns", "rows"),
    [
        ((), {"COLORTERM": "truecolor"}, "", 80, 24),
        (("--sandbox",), {"NO_COLOR": "1", "CLARM_WIZARD_ASCII": "1"}, "", 60, 20),
        ((), {"TERM": "screen-256color", "TMUX": "/tmp/x,1,0"}, "clarm-light", 120, 40),
        (("--no-mouse",), {"TERM": "xterm"}, "ansi-dark", 100, 30),
    ],
    ids=["true colours", "No theme", "light", "16 colours"],
)  # fmt: skip
def test_what_is_painted_is_what_is_drawn_first_and_nothing_of_it_is_drawn_again(
    arguments: tuple[str, ...], env: dict[str, str], theme: str, columns: int, rows: int
) -> None:
    if theme:
        Preferences(Paths.find().config / PREFERENCES).keep_theme(theme)
    drawn = run(*arguments, env=env, columns=columns, rows=rows)
    assert LIST not in painted(drawn)
    again = run(*arguments, env=env, columns=columns, rows=rows)
    frame = painted(again)
    assert LIST in ESCAPES.sub(b"", frame)
    assert frame in drawn
    later = ESCAPES.sub(b"", again.partition(TAKEN_OVER)[2].partition(b"Press ctrl+c")[0])
    assert b"Choose a type" not in later
    assert len(later) < columns


@pytest.mark.e2e
def test_keys_typed_before_textual_is_loaded_arrive_in_order(tmp_path: Path) -> None:
    run()
    holds = "import time; time.sleep(0.5)"  # what is typed comes before the driver reads
    with Terminal(env=injecting(tmp_path, wizard__tui__app=holds)) as terminal:
        sees(terminal, "Choose a type")
        assert not terminal.echoes()
        terminal.type("jira\r")
        terminal.type("Ours")
        sees(terminal, "Connector name", "Ours")
        assert bytes(terminal.output).index(TAKEN_OVER) > bytes(terminal.output).index(
            b"Choose a type"
        )
        leave_at_once(terminal)
        assert_restored(terminal)
        assert terminal.modes_now() == terminal.modes


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("fails", "code"),
    [
        ("raise RuntimeError", 1),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM),
        ("import os, signal; os.kill(os.getpid(), signal.SIGUSR1)", -signal.SIGUSR1),
        ("import os, signal; os.kill(os.getpid(), signal.SIGALRM)", -signal.SIGALRM),
        ("import os, signal; os.kill(os.getpid(), signal.SIGINT)", 130),
    ],
    ids=["a fault", "a signal", "a signal for nobody", "an alarm", "an interrupt"],
)
def test_the_terminal_is_given_back_if_textual_never_takes_over(
    fails: str, code: int, tmp_path: Path
) -> None:
    run()
    with Terminal(env=injecting(tmp_path, wizard__tui__app=fails)) as terminal:
        assert terminal.wait_exit(LONG) == code
        assert b"Choose a type" in terminal.output
        assert TAKEN_OVER not in terminal.output
        assert_restored(terminal)
        assert terminal.modes_now() == terminal.modes


@pytest.mark.e2e
def test_nothing_is_painted_before_another_first_screen() -> None:
    run()
    for arguments, env in ((("--type", "web"), {}), ((), {STOCK_SWITCH: "1"})):
        with Terminal(*arguments, env=env) as terminal:
            sees(terminal, "f1 Help")
            assert b"\x1b[?2004h" not in terminal.output.partition(b"\x1b[?1000h")[0]
            leave_at_once(terminal)


@pytest.mark.parametrize("kept", ["", "a\nb", "[]\n1\n[]", "\ud800", '[]\n""\n{}'])
def test_what_is_no_frame_is_not_painted(
    kept: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / FILE).write_bytes(kept.encode("utf-8", "surrogatepass"))
    first = FirstFrame(tmp_path, ())
    first.paint()
    assert first.take() is None
    first.undo()
    assert capfd.readouterr() == ("", "")
