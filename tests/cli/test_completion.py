"""The completion scripts, in the shells that they are for."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.terminal import Terminal

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
    ("serve --po", {"--port"}),
    ("--type=google_d", {"google_drive"}),
    ("--from=folder/reque", {"folder/request.toml"}),
    ("create --jobs=2 --dr", {"--dry-run"}),
]


@pytest.fixture
def script(command: Command, request: pytest.FixtureRequest) -> str:
    """The shell's script, in the current folder beside a request file."""
    shell = request.node.originalname.removeprefix("test_")
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    Path("script").write_text(command("completion", shell).out)
    Path("request.toml").touch()
    Path("folder").mkdir()
    Path("folder/request.toml").touch()
    return shell


@pytest.mark.parametrize(("typed", "offered"), CASES)
def test_bash(script: str, typed: str, offered: set[str]) -> None:
    done = subprocess.run(
        # As bash parts words: an equals sign is one of its own.
        ["bash", "--norc", "-c", BASH, "-", "clarm-wizard", *typed.replace("=", " = ").split()],
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
    found = {line.split("\t")[0] for line in done.stdout.splitlines()}
    assert {word.removeprefix("--type=").removeprefix("--from=") for word in found} == offered
    assert done.stderr == ""


@pytest.mark.parametrize(("typed", "offered"), CASES)
def test_zsh(script: str, typed: str, offered: set[str]) -> None:
    with Terminal(["zsh", "-f", "-i"]) as shell:
        shell.send("unsetopt zle_bracketed_paste; PS1='rea''dy> '; autoload -U compinit\n")
        shell.send("compinit -u -D; setopt list_packed; . ./script; compdef _shtab_clarm_wizard ")
        shell.send("clarm-wizard; clear; echo be''gin\n")
        shell.wait_for("begin")
        shell.send(f"clarm-wizard {typed}\t")
        for word in offered:
            shell.wait_for(word)
