"""The streams: results on one, words on the other, and neither breaks on odd text or readers."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import unicodedata

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


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_streams_may_be_closed(closed: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f'"$@" {closed}', "-", sys.executable, "-m", "wizard", "types", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


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
