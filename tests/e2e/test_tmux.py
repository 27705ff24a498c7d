"""In a real terminal, to draw all once more changes nothing: what is seen is what is meant."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte
import pytest

from tests.support.terminal import COMMAND, Screen

Cells = list[list[tuple[str, str, str, bool]]]

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")

SECONDS = 30
SETTLED_LOOKS = 6
"""So many looks in a row at which all is the same."""


DRAWN = {
    "I❤️work": "I❤️work",
    "call ☎️ ⚛️ 1️⃣ now": "call☎️⚛️1️⃣now",
    "a 👨‍👩‍👧 family": "a👨family",
    "界隈 is wide": "界隈iswide",
}
"""What is seen of it, blanks apart: tmux 3.3 gives one column to what takes two here."""


class Tmux:
    """A tmux server with one window, 80x24, and a shell in it."""

    def __init__(self, folder: Path, options: str) -> None:
        self._socket = folder / "tmux"
        config = folder / "tmux.conf"
        config.write_text(f"set -g default-terminal tmux-256color\n{options}\n")
        self._run("-f", str(config), "new-session", "-d", "-x", "80", "-y", "24", "sh")

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-u", "-S", str(self._socket), *arguments],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "SSH_CONNECTION": "1", "PS1": "$ "},
        )
        return done.stdout

    def close(self) -> None:
        self._run("kill-server")

    def keys(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        self._run("send-keys", *keys)

    def type(self, text: str) -> None:
        self._run("send-keys", "-l", text)

    def paste(self, text: str) -> None:
        self._run("set-buffer", text)
        self._run("paste-buffer", "-p")

    def resize(self, columns: int, rows: int) -> None:
        self._run("resize-window", "-x", str(columns), "-y", str(rows))

    def cells(self) -> Cells:
        """What is seen of each cell."""
        screen = Screen(120, 40)
        rows = self._run("capture-pane", "-e", "-p", "-N").splitlines()
        pyte.Stream(screen).feed("\r\n".join(rows))
        return screen.cells()

    def text(self) -> str:
        return self._run("capture-pane", "-p")

    def process(self) -> int:
        """The wizard's, which is the shell's child."""
        shell = self._run("display-message", "-p", "#{pane_pid}").strip()
        child = subprocess.run(["pgrep", "-P", shell], capture_output=True, text=True, check=True)
        return int(child.stdout)

    def wait_for(self, *words: str) -> str:
        return self._until(lambda text: all(word in text for word in words), f"{words}")

    def settled(self) -> Cells:
        """What is seen, once it stays as it is."""
        seen: list[Cells] = []
        self._until(lambda _: self._same(seen), "the same for a while")
        return seen[-1]

    def _same(self, seen: list[Cells]) -> bool:
        seen.append(self.cells())
        last = seen[-SETTLED_LOOKS:]
        return len(last) == SETTLED_LOOKS and all(one == last[0] for one in last)

    def _until(self, holds: Callable[[str], bool], what: str) -> str:
        end = time.monotonic() + SECONDS
        while not holds(text := self.text()):
            assert time.monotonic() < end, f"it never showed {what}:\n{text}"
            time.sleep(0.05)
        return text

    def assert_as_meant(self) -> None:
        before = self.settled()
        self.keys("C-l")
        assert [y for y, row in enumerate(self.settled()) if row != before[y]] == []


@pytest.fixture(params=["", "set -g alternate-screen off"], ids=["usual", "no other screen"])
def tmux(request: pytest.FixtureRequest, tmp_path: Path, home: Path) -> Iterator[Tmux]:
    server = Tmux(tmp_path, request.param)
    server.type("printf '#%.0s' $(seq 1 1800)\n")
    server.wait_for("####")
    server.type(f"{shlex.join(COMMAND)} --sandbox --type web\n")
    server.wait_for("Connector name", "The start page")
    yield server
    server.close()


def test_what_is_seen_in_tmux_is_what_is_meant(tmux: Tmux) -> None:
    assert "####" not in tmux.text()
    tmux.assert_as_meant()

    tmux.wait_for("such as")
    for pasted, drawn in DRAWN.items():
        tmux.paste(pasted)
        tmux.wait_for(pasted.split()[-1][-4:], "· saved")
        tmux.assert_as_meant()
        rows = ["".join(row.split()) for row in tmux.text().splitlines()]
        assert f"▌URL*{drawn}" in rows
        tmux.keys("C-u")
        tmux.wait_for("such as")
        tmux.wait_for("· saved")

    for sizes in ([(81, 25), (80, 24)], [(120, 40), (40, 24), (80, 24)], [(10, 3), (80, 24)]):
        for size in sizes:
            tmux.resize(*size)
        tmux.wait_for("Connector name", "More", "· saved")
        tmux.assert_as_meant()

    before = tmux.settled()
    stops: tuple[Callable[[], None], ...] = (
        lambda: os.kill(tmux.process(), signal.SIGSTOP),
        lambda: tmux.keys("C-z"),
    )
    for stop in stops:
        stop()
        tmux.wait_for("topped")
        tmux.type("fg\n")
        tmux.wait_for("Connector name", "such as")
        assert tmux.settled() == before
        tmux.assert_as_meant()

    tmux.keys("C-c")
    tmux.wait_for("again")
    tmux.keys("C-c")
    tmux.wait_for("--resume")
    tmux.type("echo on a $((10 + 2)) line\n")
    rows = tmux.wait_for("on a 12 line").splitlines()
    [at] = [y for y, row in enumerate(rows) if row.endswith("on a 12 line")]
    assert {row.strip() for row in rows[at + 1 :]} <= {"", "#", "$"}


@pytest.mark.parametrize("tmux", [""], indirect=True)
def test_what_is_stopped_can_be_ended_and_keeps_what_was_typed(tmux: Tmux) -> None:
    tmux.type("Mine")
    tmux.wait_for("Mine")
    tmux.keys("C-z")
    tmux.wait_for("topped")
    tmux.type("kill %1; kill -CONT %1\n")
    tmux.wait_for("--resume")
