"""What can be completed: as the program says it, and in the shells that its scripts are for."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.command import Command
from tests.support.terminal import Terminal
from wizard.cli.commands import MODULES
from wizard.cli.completions import listing
from wizard.cli.fast_path import SHELLS
from wizard.connectors.catalog import values
from wizard.storage.drafts import DraftStore
from wizard.storage.paths import Paths
from wizard.tui.secure_app import SecureApp

PAYLOAD = {"type": "slack", "name": "The \x1b[31mname"}

BASH = r"""
source ./script
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
spec=$(complete -p clarm-wizard); function=${spec##*-F }; function=${function%% *}
$function clarm-wizard "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
"""
"""Completes outside a prompt, where bash cannot be asked for its own completion of files."""

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
    ("--theme clarm-l", {"clarm-light"}),
    ("serve --theme=nor", {"nord"}),
    ("--resume 0000", {"0000abcd"}),
    ("--sandbox --resume=1111", {"1111abcd"}),
    ("--type=google_d", {"google_drive"}),
    ("--from=folder/reque", {"folder/request.toml"}),
    ("create --jobs=2 --dr", {"--dry-run"}),
    ("create --jobs 2 first.toml reque", {"request.toml"}),
]


def words(*typed: str) -> list[str]:
    """What the program offers, without the notes."""
    return [line.split(" ")[0] for line in listing(typed).splitlines()]


@pytest.fixture
def drafts() -> None:
    """A draft of the wizard, and one of the sandbox."""
    for sandbox, name in ((False, "0000abcd"), (True, "1111abcd")):
        store = DraftStore(Paths.find(sandbox=sandbox).drafts)
        store.save(name, PAYLOAD)
        store.release(name)


@pytest.fixture
def script(
    command: Command, drafts: None, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The shell's script, in the current folder beside a request file."""
    shell: str = request.node.originalname.split("_")[1]
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    Path("script").write_text(command("completion", shell).out)
    for name in ("request.toml", "folder/request.toml", "two words.toml"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).touch()
    program = Path("bin/clarm-wizard")
    program.parent.mkdir()
    root = str(Path(__file__).parents[2])
    run = f"import sys; sys.path.insert(0, {root!r}); from wizard.__main__ import main; main()"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c {shlex.quote(run)} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent.absolute()), prepend=":")
    return shell


def test_commands_are_offered_in_the_order_of_the_help_with_a_note() -> None:
    assert words() == words("") == list(MODULES)
    assert all(" " in line for line in listing([""]).splitlines())


@pytest.mark.parametrize("typed", [["--type"], ["schema"], ["template"], ["--json", "schema"]])
def test_all_types_are_offered(typed: list[str]) -> None:
    assert words(*typed, "") == values()


def test_an_option_of_the_wizard_is_not_offered_to_a_command() -> None:
    assert "--resume" in words("--")
    assert "--resume" not in words("create", "--")


def test_a_place_that_is_taken_is_not_offered_again() -> None:
    assert words("schema", "slack", "") == []
    assert words("paths", "") == []
    assert words("--api-url", "") == []


class AnyApp(SecureApp[None]):
    """The least that an app has to be."""

    def leave(self) -> None: ...


def test_all_colours_are_offered() -> None:
    assert sorted(words("--theme", "")) == sorted(AnyApp().available_themes)


def test_drafts_are_offered_with_type_and_name_those_of_the_sandbox_apart(drafts: None) -> None:
    assert listing(["--resume", ""]) == "0000abcd slack The name"
    assert listing(["--sandbox", "--resume="]) == "1111abcd slack The name"


def test_to_look_for_drafts_changes_nothing_on_the_disk(drafts: None) -> None:
    folder = Paths.find().drafts
    (folder / "2222abcd.json").write_text("broken")
    before = sorted(folder.iterdir())
    assert words("--resume", "") == ["0000abcd"]
    assert sorted(folder.iterdir()) == before


TYPED = st.sampled_from([*MODULES, "--type", "--jobs=2", "=", "-", "--", "-h", "slack", "--again"])


@settings(deadline=None)
@given(st.lists(TYPED | st.text(max_size=3), max_size=5))
def test_anything_typed_is_answered_with_single_words(typed: list[str]) -> None:
    for line in listing([*typed, "--"]).splitlines():
        assert re.match(r"(--?[a-z-]+|:files|[a-zA-Z0-9_-]+)( \S|$)", line)


def test_the_program_answers_what_the_scripts_ask(command: Command) -> None:
    done = command("__complete", "completion", "")
    assert (done.code, done.out, done.err) == (0, "bash\nzsh\nfish\n", "")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_says_where_to_put_it(command: Command, shell: str) -> None:
    assert "Put this in" in command("completion", shell).out


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("create two", r"create two\ words.toml"),
        ('create "two', 'create "two words.toml"'),
        ("--from=two", r"--from=two\ words.toml"),
        ("--resume=00", "--resume=0000abcd"),
        ("--type google_d", "--type google_drive"),
    ],
)
def test_bash_at_a_prompt(script: str, typed: str, completed: str) -> None:
    with Terminal(command=["bash", "--norc", "-i"], columns=200, stdout_is_terminal=True) as shell:
        shell.send("bind 'set enable-bracketed-paste off'; . ./script; clear; echo be''gin\n")
        shell.wait_for("begin")
        shell.send(f"clarm-wizard {typed}\t")
        shell.wait_for(f"clarm-wizard {completed}")


@pytest.mark.parametrize(("typed", "offered"), CASES)
def test_fish(script: str, typed: str, offered: set[str]) -> None:
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source ./script; complete -C 'clarm-wizard {typed}'"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = {line.split("\t")[0] for line in done.stdout.splitlines()}
    assert {re.sub("^--[a-z]+=", "", word) for word in found} == offered
    assert done.stderr == ""


def offers(shell: Terminal, begun: int, words: set[str], _: str) -> bool:
    """Whether all these words came since so many bytes; it may colour parts of them."""
    came = re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", shell.output[begun:])
    return all(word.encode() in came for word in words)


def test_zsh(script: str) -> None:
    # One shell for all, since it takes long to begin.
    with Terminal(command=["zsh", "-f", "-i"], columns=200, stdout_is_terminal=True) as shell:
        shell.send("unset zle_bracketed_paste; PS1='rea''dy> '; autoload -U compinit\n")
        shell.send("compinit -u -D; setopt list_packed; . ./script; clear; echo be''gin\n")
        shell.wait_for("begin")
        for typed, offered in CASES:
            answers = partial(offers, shell, len(shell.output), offered)
            shell.send(f"\x15clarm-wizard {typed}\t")
            shell.wait_until(answers, repr(offered))
