"""``python -m wizard.forms``: somebody else's model or schema, filled in by a process."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.terminal import Terminal

pytestmark = pytest.mark.e2e

PROGRAM = (sys.executable, "-m", "wizard.forms")
MARKER = "hunter2-hunter2"

SETTINGS = """
from pydantic import BaseModel, SecretStr

class Inner(BaseModel):
    level: int

class Settings(BaseModel):
    host: str
    port: int = 5432
    password: SecretStr | None = None
    inner: Inner | None = None

NUMBERS = list[int]
"""

SCHEMA = {
    "title": "Shop",
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "size": {"type": "integer", "minimum": 1},
        "token": {"type": "string", "writeOnly": True},
    },
    "required": ["name"],
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    Path("shop.py").write_text(SETTINGS, encoding="utf-8")
    Path("schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    return tmp_path


def fill(*arguments: str, answers: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    text = "".join(f"{answer}\n" for answer in answers)
    return subprocess.run(
        [*PROGRAM, *arguments], input=text, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_model_is_filled_in_by_lines_and_printed_as_json() -> None:
    answers = ("example.com", "80", MARKER, "")
    done = fill("shop:Settings", "--plain", answers=answers)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"host": "example.com", "port": 80, "password": MARKER}
    assert MARKER not in done.stderr


def test_a_schema_is_filled_in_from_a_file_and_changed_in_place(folder: Path) -> None:
    file = folder / "values.toml"
    file.write_text('name = "old"\nmore = "kept"\n', encoding="utf-8")
    file.chmod(0o644)
    answers = ("", "3", MARKER)
    done = fill("schema.json", "values.toml", "--plain", "--out", "values.toml", answers=answers)
    assert done.returncode == 0, done.stderr
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    assert found == {"name": "old", "size": 3, "token": MARKER, "more": "kept"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert done.stdout == ""


@pytest.mark.parametrize("suffix", [".json", ".toml", ".yaml"])
def test_what_is_written_is_read_again(suffix: str, folder: Path) -> None:
    pytest.importorskip("yaml")
    first, second = f"first{suffix}", f"second{suffix}"
    assert fill("schema.json", "--plain", "--out", first, answers=("é: 1", "7", "")).returncode == 0
    done = fill("schema.json", first, "--plain", "--out", second, answers=("", "", ""))
    assert done.returncode == 0, done.stderr
    assert (folder / second).read_text("utf-8") == (folder / first).read_text("utf-8")
    done = fill("schema.json", second, "--plain", answers=("", "", ""))
    assert json.loads(done.stdout) == {"name": "é: 1", "size": 7}


def test_what_is_no_object_is_asked_for_as_one_value() -> None:
    done = fill("shop:NUMBERS", "--plain", answers=("1", "2", ""))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [1, 2]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("shop:Nothing",), "AttributeError"),
        (("nowhere:Model",), "ModuleNotFoundError"),
        (("missing.json",), "This file doesn't exist."),
        (("schema.ini",), "suffix"),
        (("bad.json",), "The type “strong” of “Value” is unknown."),
        (("shop:Settings", "missing.json"), "This file doesn't exist."),
        (("shop:Settings", "--out", "schema.json"), "won't be overwritten"),
        (("shop:Settings", "--out", "nowhere/x.json"), "folder"),
        (("shop:Settings", "--oops"), "--oops"),
        ((), "MODEL"),
    ],
)
def test_what_cannot_begin_is_told_before_any_question(
    arguments: tuple[str, ...], words: str, folder: Path
) -> None:
    (folder / "bad.json").write_text('{"type": "strong"}', encoding="utf-8")
    done = fill(*arguments, "--plain", answers=("x",))
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "1 of" not in done.stderr
    assert done.stdout == ""


def test_a_wrong_answer_from_a_pipe_ends_with_2_and_its_end_with_130() -> None:
    done = fill("schema.json", "--plain", answers=("a", "none"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Size: Enter a whole number of at least 1." in done.stderr
    done = fill("schema.json", "--plain", answers=("a",))
    assert (done.returncode, done.stdout) == (130, "")


def test_without_a_terminal_lines_have_to_be_asked_for() -> None:
    done = fill("schema.json")
    assert done.returncode == 2
    assert "--plain" in done.stderr


def test_the_help_says_what_is_written() -> None:
    done = fill("--help")
    assert done.returncode == 0
    assert "plain text" in done.stdout
    assert "--reveal" in done.stdout


def test_a_file_that_cannot_hold_it_costs_no_answer() -> None:
    Path("null.json").write_text('{"type": "array", "items": {}}', encoding="utf-8")
    done = fill("null.json", "--plain", "--out", "list.toml", answers=("yes", "1", ""))
    assert done.returncode == 1, done.stderr
    assert "TOML can't contain this" in done.stderr
    assert isinstance(json.loads(done.stdout), list)


@pytest.mark.parametrize("reveal", [False, True])
def test_the_screen_fills_in_a_schema_and_a_terminal_shows_no_secret(reveal: bool) -> None:
    arguments = ("schema.json", *(("--reveal",) if reveal else ()))
    with Terminal(*arguments, command=PROGRAM, stdout_is_terminal=True) as terminal:
        terminal.wait_for("Shop", "Name", "Token")
        terminal.write(b"corner\r4\r")
        terminal.wait_for("corner", "4")
        terminal.write(MARKER.encode())
        terminal.write(b"\x0e")
        assert terminal.process.wait(20) == 0
        text = terminal.wait_for('"name": "corner"', '"size": 4')
        assert (MARKER in text) is reveal
        assert ("********" in text) is not reveal


def test_the_screen_is_left_with_130() -> None:
    with Terminal("shop:Settings", command=PROGRAM) as terminal:
        terminal.wait_for("Settings", "Host")
        terminal.write(b"\x11")
        assert terminal.process.wait(20) == 130
        assert terminal.stdout == b""
