"""What is answered without the parser is what the parser would have made of it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.cli.command import Command
from wizard.cli import fast_path
from wizard.cli.fast_path import SHELLS
from wizard.cli.parser import build_parser, parse

COMMANDS = [["types"], ["types", "--json"], *(["completion", shell] for shell in SHELLS)]
TEXTS = [["--version"], ["--help"], ["-h"]]

UNNEEDED = (
    "argparse", "ast", "asyncio", "contextlib", "ctypes", "dataclasses", "datetime", "gettext",
    "importlib.metadata", "inspect", "locale", "pathlib", "threading", "traceback",
    "typing", "httpx", "pydantic", "pydantic_core", "rich", "textual",
)  # fmt: skip
"""What was found to take longer than these answers do."""


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_command_is_understood_as_by_the_parser(arguments: list[str]) -> None:
    found = fast_path.understood(arguments)
    assert found is not None
    assert vars(found).items() <= vars(parse(arguments)).items()


WORDS = st.sampled_from(
    [*fast_path.SWITCHES, *fast_path.WITH_VALUE, "--type", "slack", "x", "", "-", "-5"]
)


@given(st.lists(WORDS, max_size=5))
@example([])
@example(["--sandbox", "--no-mouse"])
@example(["--api-url", "http://127.0.0.1:9", "--theme", "clarm-light"])
@example(["--sandbox", "--api-url", "x"])
def test_the_wizard_is_understood_as_by_the_parser_or_not_at_all(arguments: list[str]) -> None:
    found = fast_path.wizard(arguments)
    if found is not None:
        understood = vars(parse(arguments))
        assert understood == {**vars(found), "command": None, "parser": understood["parser"]}
    elif set(arguments) <= fast_path.SWITCHES.keys():
        pytest.fail("that could have been understood")


def test_the_wizard_starts_without_the_parser() -> None:
    script = (
        "import sys\n"
        "from wizard.__main__ import main\n"
        "code = main(['--no-mouse', '--api-url', 'https://x.example'])\n"
        "sys.exit(0 if code == 2 and not {'argparse', 'gettext'} & set(sys.modules) else 1)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("arguments", TEXTS, ids=" ".join)
def test_a_text_is_what_the_parser_would_print(
    arguments: list[str], command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    done = command(*arguments)
    with pytest.raises(SystemExit) as stop:
        build_parser().parse_args(arguments)
    assert (done.code, done.out, done.err) == (stop.value.code, *capsys.readouterr())


@pytest.mark.parametrize("arguments", [*COMMANDS, *TEXTS], ids=" ".join)
def test_it_loads_nothing_that_it_does_not_need(arguments: list[str]) -> None:
    script = (
        "import sys; before = set(sys.modules)\n"
        "from wizard.__main__ import main\n"
        "code = main(sys.argv[1:])\n"
        f"print(code, *(set({UNNEEDED}) & set(sys.modules) - before), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout
    assert done.stderr.split() == ["0"]
