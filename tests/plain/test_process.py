"""The command with its answers from a pipe."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

WEB = ("web", "", "https://docs.example.com", "2", "", "yes")


def plain(
    *arguments: str, answers: bytes, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "wizard", *arguments]
    return subprocess.run(
        command, input=answers, capture_output=True, timeout=30, check=False, env=env
    )


def lines(*answers: str) -> bytes:
    return "".join(f"{answer}\n" for answer in answers).encode()


def test_a_pipe_creates_a_connector_and_stdout_has_the_result_alone() -> None:
    done = plain("--plain", "--sandbox", "--json", answers=lines(*WEB))
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["type"] == "web"
    assert result["name"] == "Website: docs.example.com"
    assert isinstance(result["connector_id"], int)
    assert isinstance(result["credential_id"], int)
    assert b"\x1b" not in done.stderr
    said = done.stderr.decode().splitlines()
    assert "2 of 4: URL, required:" in said
    assert "Sandbox: nothing leaves this machine." in said


def test_a_last_line_without_its_end_and_lines_of_windows_count(tmp_path: Path) -> None:
    answers = "\r\n".join(WEB).encode()
    assert plain("--plain", "--sandbox", answers=answers).returncode == 0


def test_a_wrong_answer_ends_with_2_and_a_draft_that_goes_on(home: Path) -> None:
    done = plain("--plain", "--sandbox", answers=lines("web", "Mine", "nowhere", "", "", "yes"))
    assert done.returncode == 2
    assert done.stdout == b""
    said = done.stderr.decode()
    assert "URL: Start with https://" in said
    draft = said.strip().rpartition(" ")[2]
    again = lines("https://docs.example.com", "", "", "yes")
    done = plain("--plain", "--sandbox", "--json", "--resume", draft, answers=again)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["name"] == "Mine"


def test_the_end_of_the_pipe_is_leaving() -> None:
    done = plain("--plain", "--type", "web", answers=b"")
    assert done.returncode == 130
    assert done.stdout == b""
    assert b"--resume" in done.stderr


def test_bytes_that_are_no_text_are_refused_without_repeating_them() -> None:
    done = plain("--plain", "--sandbox", answers=b"web\n\xff\xfe\n")
    assert done.returncode == 2
    assert b"Connector name: This isn't UTF-8 text." in done.stderr


def test_what_is_said_is_harmless_whatever_was_answered() -> None:
    done = plain("--plain", "--sandbox", answers=b"\x1b]0;title\x07\x1b[2J\n")
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr


def test_whoever_listened_may_go_and_the_result_is_there_all_the_same() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "wizard", "--plain", "--sandbox", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    process.stderr.close()
    result, _ = process.communicate(lines(*WEB), timeout=30)
    assert process.returncode == 0
    assert json.loads(result)["type"] == "web"


def test_a_choice_of_a_file_is_asked_for_again_in_the_words_of_the_question(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    config = {"repo_owner": "octocat", "state_filter": "Open"}
    credential = {"credentials": {"github_access_token": {"env": "NOT_SET_HERE"}}}
    values = {"name": "A", "type": "github", "config": config, "credential": credential}
    file.write_text(json.dumps(values))
    said = plain("--plain", "--from", str(file), answers=b"").stderr
    assert b"State: Choose one of All, Open or Closed." in said
    assert b"Write one of" not in said
    assert b"NOT_SET_HERE isn't set" in said


def test_a_file_for_another_type_than_was_asked_for_is_wrong_usage(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text('name = "A"\ntype = "github"\n')
    done = plain("--plain", "--type", "web", "--from", str(file), answers=b"")
    assert done.returncode == 2
    assert b"github" in done.stderr
    assert b"--type" in done.stderr


def test_an_unknown_draft_and_a_missing_file_are_said() -> None:
    done = plain("--plain", "--resume", "00000000", answers=b"")
    assert done.returncode == 2
    assert b"No such draft." in done.stderr
    done = plain("--plain", "--from", "/none.toml", answers=b"")
    assert done.returncode == 2
    assert b"/none.toml" in done.stderr
