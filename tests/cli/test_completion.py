"""The completion scripts, in the shells that they are for."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Command

BASH = """
source ./script
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
spec=$(complete -p clarm-wizard); function=${spec##*-F }; function=${function%% *}
$function clarm-wizard "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""

CASES = [
    ("sch", {"schema"}),
    ("--sa", {"--sandbox"}),
    ("schema sla", {"slack", "slab"}),
    ("template confl", {"confluence"}),
    ("--type google_d", {"google_drive"}),
    ("create --dr", {"--dry-run"}),
    ("create reque", {"request.toml"}),
    ("--from reque", {"request.toml"}),
    ("completion z", {"zsh"}),
]


@pytest.fixture
def script(command: Command, request: pytest.FixtureRequest) -> str:
    """The shell's script, in the current folder beside a request file."""
    shell = request.node.originalname.removeprefix("test_")
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    Path("script").write_text(command("completion", shell).out)
    Path("request.toml").touch()
    return shell


@pytest.mark.parametrize(("typed", "offered"), CASES)
def test_bash(script: str, typed: str, offered: set[str]) -> None:
    done = subprocess.run(
        ["bash", "--norc", "-c", BASH, "-", "clarm-wizard", *typed.split()],
        capture_output=True,
        text=True,
        check=True,
    )
    assert {word.strip() for word in done.stdout.split()} == offered
    assert done.stderr == ""


@pytest.mark.parametrize(("typed", "offered"), CASES)
def test_fish(script: str, typed: str, offered: set[str]) -> None:
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source ./script; complete -C 'clarm-wizard {typed}'"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert {line.split("\t")[0] for line in done.stdout.splitlines()} == offered
    assert done.stderr == ""


@pytest.mark.parametrize(("typed", "offered"), CASES)
def test_zsh(script: str, typed: str, offered: set[str]) -> None:
    shell = Terminal(["zsh", "-f", "-i"])
    try:
        shell.send("unsetopt zle_bracketed_paste; PS1='rea''dy> '; autoload -U compinit\n")
        shell.send("compinit -u -D; setopt list_packed; . ./script; compdef _shtab_clarm_wizard ")
        shell.send("clarm-wizard; clear; echo be''gin\n")
        shell.wait_for("begin")
        shell.send(f"clarm-wizard {typed}\t")
        for word in offered:
            shell.wait_for(word)
    finally:
        shell.close()


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, arguments: list[str]) -> None:
        self.text = ""
        self._process, self._leader = pty.fork()
        if self._process == 0:
            os.execvpe(arguments[0], arguments, {**os.environ, "TERM": "xterm", "COLUMNS": "200"})

    def send(self, text: str) -> None:
        os.write(self._leader, text.encode())

    def wait_for(self, word: str, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while word not in self.text:
            left = deadline - time.monotonic()
            assert left > 0, self.text
            if select.select([self._leader], [], [], left)[0]:
                found = os.read(self._leader, 65536).decode(errors="replace")
                self.text += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", found)

    def close(self) -> None:
        os.close(self._leader)
        os.kill(self._process, 9)
        os.waitpid(self._process, 0)
