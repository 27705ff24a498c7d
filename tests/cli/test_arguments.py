"""What can be typed, what the help says, and what a slip of the finger is answered with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wizard.cli.commands import MODULES
from wizard.cli.parser import build_parser, parse


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said about wrong arguments, which exit with 2 and leave stdout alone."""
    with pytest.raises(SystemExit) as stop:
        parse(arguments)
    said = capsys.readouterr()
    assert stop.value.code == 2
    assert said.out == ""
    return said.err


def help_page(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as stop:
        parse([*arguments, "--help"])
    assert stop.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", [None, *MODULES])
def test_each_help_fits_a_small_screen_and_has_an_example(
    capsys: pytest.CaptureFixture[str], command: str | None
) -> None:
    page = help_page(capsys, *([command] if command else []))
    assert len(page.splitlines()) <= 23
    assert max(map(len, page.splitlines())) <= 79
    assert "examples:\n  " in page


def test_the_first_help_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    page = help_page(capsys)
    options = [name for name in build_parser().option_strings() if name.startswith("--")]
    assert [name for name in (*MODULES, *options) if name not in page] == []


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        (["typs"], "`types`"),
        (["--jsn"], "`--json`"),
        (["--sandbx"], "`--sandbox`"),
        (["create", "--dry-rn", "a.toml"], "`--dry-run`"),
        (["create", "--job=2", "a.toml"], "`--jobs`"),
        (["schema", "slak"], "`slack`"),
        (["--type", "Slack"], "`slack`"),
        (["completion", "bsh"], "`bash`"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistyped_word_is_answered_with_the_nearest(
    capsys: pytest.CaptureFixture[str], arguments: list[str], nearest: str
) -> None:
    assert f"Did you mean {nearest}" in refusal(capsys, *arguments)


@pytest.mark.parametrize("word", ["--plain", "--agian", "--aain"])
def test_what_repeats_creations_is_never_the_guess(
    capsys: pytest.CaptureFixture[str], word: str
) -> None:
    assert "--again" not in refusal(capsys, "create", word, "a.toml")


def test_a_word_like_no_other_gets_no_guess(capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(capsys, "xyzzy")
    assert "Did you mean" not in said
    assert "types, schema" in said


@pytest.mark.parametrize("port", ["-1", "65536", "1e3", "x", "²"])
def test_a_port_is_a_number_in_range(capsys: pytest.CaptureFixture[str], port: str) -> None:
    assert "from 0 to 65535" in refusal(capsys, "sandbox", f"--port={port}")


def test_an_option_of_the_wizard_is_not_swallowed_by_a_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "--plain is for the wizard" in refusal(capsys, "--plain", "types")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--plain=secret"], "--plain takes no value."),
        (["create", "--dry-run=secret", "a.toml"], "--dry-run takes no value."),
        (["--type"], "--type needs a value."),
        (["create", "a.toml", "--jobs"], "--jobs needs a value."),
    ],
)
def test_a_value_too_many_or_too_few_is_said_in_the_same_way(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    first, second = refusal(capsys, *arguments).splitlines()
    assert first == f"clarm-wizard: {said}"
    assert second.startswith("See `clarm-wizard")


@pytest.mark.parametrize(
    ("option", "command"),
    [
        (["--json"], ["status"]),
        (["--json"], ["paths"]),
        (["--sandbox"], ["status"]),
        (["--sandbox"], ["login"]),
        (["--api-url", "https://a.example"], ["types"]),
    ],
)
def test_an_option_that_a_command_does_not_take_is_refused_before_it_too(
    capsys: pytest.CaptureFixture[str], option: list[str], command: list[str]
) -> None:
    said = refusal(capsys, *option, *command)
    assert f"`{command[0]}` doesn't take {option[0]}." in said


@pytest.mark.parametrize(
    ("arguments", "first", "second"),
    [
        (["--sandbox", "--api-url", "https://a.example"], "--sandbox", "--api-url"),
        (["create", "--sandbox", "--api-url", "u", "a.toml"], "--sandbox", "--api-url"),
        (["--sandbox", "create", "--api-url", "u", "a.toml"], "--sandbox", "--api-url"),
        (["--resume", "1", "--from", "a.toml"], "--resume", "--from"),
        (["--resume", "1", "--type", "web"], "--resume", "--type"),
    ],
)
def test_what_contradicts_itself_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: list[str], first: str, second: str
) -> None:
    assert f"use {first} or {second}, not both." in refusal(capsys, *arguments)


def test_no_option_is_guessed_from_its_first_letters(capsys: pytest.CaptureFixture[str]) -> None:
    refusal(capsys, "create", "--dry", "a.toml")


def test_an_option_counts_on_either_side_of_the_command() -> None:
    assert parse(["--json", "types"]).json
    assert parse(["types", "--json"]).json
    assert not parse(["types"]).json


def test_the_wizard_takes_its_options() -> None:
    args = parse(["--type", "slack", "--from", "a.toml", "--sandbox", "--no-mouse", "--theme", "x"])
    assert (args.command, args.type, args.from_file) == (None, "slack", Path("a.toml"))
    assert args.sandbox
    assert args.no_mouse
    assert args.theme == "x"


def test_create_takes_many_files_and_stdin() -> None:
    args = parse(["create", "a.toml", "-", "b.json", "--jobs", "2"])
    assert args.files == ["a.toml", "-", "b.json"]
    assert args.jobs == 2


def test_capitals_matter_where_two_types_differ_by_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert parse(["schema", "slack"]).connector_type == "slack"
    refusal(capsys, "schema", "SLACK")


@pytest.mark.slow
@pytest.mark.parametrize("command", MODULES)
def test_only_the_module_of_the_command_is_imported(command: str) -> None:
    script = (
        "import sys; from wizard.cli.main import run; run(sys.argv[1:]); "
        "print(*(n for n in sys.modules if n.startswith('wizard.cli.commands.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, command, "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.splitlines()[-1].split()) == {
        "wizard.cli.commands.run",
        f"wizard.cli.commands.{MODULES[command]}",
    }
