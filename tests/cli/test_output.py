"""The streams: results on one, words on the other, and neither breaks on odd text or readers."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.cli import output

OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""What a terminal may take for a command, and what it draws as nothing."""


def run(script: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"from wizard.cli import output\noutput.prepare()\n{script}"],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_results_and_words_go_to_different_streams(capsys: pytest.CaptureFixture[str]) -> None:
    output.emit("result")
    output.say("word")
    assert capsys.readouterr() == ("result\n", "word\n")


def test_a_terminal_that_knows_no_umlauts_still_gets_valid_json() -> None:
    done = run("output.emit_json({'name': 'Büro'})", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert '"B\\u00fcro"' in done.stdout


def test_any_text_can_be_said() -> None:
    done = run("output.say('Büro \\ud800')", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "B\\xfcro" in done.stderr


def test_a_reader_that_leaves_does_not_stop_the_work() -> None:
    script = (
        "import os, sys\nread, write = os.pipe()\nos.dup2(write, 1)\nos.close(read)\n"
        "output.emit('a')\noutput.emit('b')\noutput.say('went on')"
    )
    done = run(script)
    assert (done.returncode, done.stderr) == (0, "went on\n")


def test_a_table_has_straight_columns() -> None:
    assert output.table([("A", "B"), ("long", "x"), ("s", "")]) == "A     B\nlong  x\ns"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize(
    "arguments", [["paths"], ["--help"], ["create", "--help"], ["--json", "--version"]]
)
def test_a_result_that_cannot_be_written_is_a_failure(arguments: list[str]) -> None:
    done = subprocess.run(
        ["bash", "-c", '"$@" > /dev/full', "-", sys.executable, "-m", "wizard", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "clarm-wizard: standard output: The disk is full. Free some space, then try again.\n"
    )


def with_streams(change: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program with its streams as a shell changes them."""
    return subprocess.run(
        ["bash", "-c", f'"$@" {change}', "-", sys.executable, "-m", "wizard", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_streams_may_be_closed(closed: str, home: Path) -> None:
    done = with_streams(closed, "types", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    for arguments in FAILING:
        done = with_streams(closed, *arguments)
        assert done.returncode in (2, 4, 130)
        assert "Traceback" not in done.stderr
        # Where anything can be heard, something is.
        assert bool(done.stdout or done.stderr) is ("2>&-" not in closed or ">&- " not in closed)
    assert not list(home.rglob("crash-*.txt"))


FAILING = [
    [],
    ["--json"],
    ["--plain"],
    ["--sandbox", "--plain"],
    ["--nosuch"],
    ["nosuch"],
    ["template"],
    ["create", "nosuch.toml"],
    ["create", "--dry-run", "nosuch.toml", "other.toml"],
    ["create", "--json", "nosuch.toml"],
    ["--api-url", "http://clarm.example"],
    ["login"],
]


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["2>&-", "2</dev/null", "2>/dev/full"])
@pytest.mark.parametrize(
    ("arguments", "word"),
    [([], "clarm-wizard: "), (["nosuch"], "Known: types"), (["create", "x"], "doesn't exist")],
)
def test_a_failure_that_stderr_cannot_tell_is_told_on_stdout(
    lost: str, arguments: list[str], word: str
) -> None:
    done = with_streams(lost, *arguments)
    assert (done.returncode, done.stderr) == (2, "")
    assert word in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_where_neither_can_tell_it_the_exit_status_stays() -> None:
    assert with_streams(">/dev/full 2>&1", "create", "nosuch.toml").returncode == 2


@pytest.mark.slow
def test_what_is_read_as_a_result_is_nothing_else() -> None:
    done = with_streams("2>&-", "create", "--json", "nosuch.toml")
    assert json.loads(done.stdout)["error"]["kind"] == "invalid_file"
    assert with_streams("2>&-", "history", "--json").stdout == "[]\n"


def test_no_file_gets_the_number_of_a_closed_stream() -> None:
    script = "import os, sys; f = open(os.devnull); sys.exit(f.fileno())"
    done = subprocess.run(
        [
            "bash",
            "-c",
            '"$@" <&- >&- 2>&-',
            "-",
            sys.executable,
            "-c",
            f"from wizard.cli import output; output.prepare(); {script}",
        ],
        check=False,
    )
    assert done.returncode > 2


@pytest.mark.slow
def test_the_sandbox_says_where_it_is_even_without_stdout() -> None:
    process = subprocess.Popen(
        ["bash", "-c", 'exec "$@" >&-', "-", sys.executable, "-m", "wizard", "sandbox"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert "The sandbox is at http://" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 0


@given(st.text(st.characters(categories=["Cc", "Cf", "Cn", "Z", "L"]), max_size=30))
def test_json_is_exact_and_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(stream):
        output.emit_json({"name": text, text: [text]})
    stream.seek(0)
    shown = stream.read()
    assert json.loads(shown) == {"name": text, text: [text]}
    assert all(unicodedata.category(char) not in OBEYED for char in shown.replace("\n", ""))


def test_whatever_is_said_is_only_shown(capsys: pytest.CaptureFixture[str]) -> None:
    output.say("a\x1b]52;c;Zm9v\x07b\x9b2J\u202ec\u200bd\nä")
    assert capsys.readouterr().err == "a]52;c;Zm9vb2Jcd\nä\n"
