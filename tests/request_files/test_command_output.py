"""References to what a command prints."""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from wizard.request_files import RequestSource, ValidatedRequest, check
from wizard.request_files.command_output import output_of
from wizard.utils.errors import FileError
from wizard.utils.files import MAX_BYTES


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def slack(command: Any, folder: Path = Path(), **options: Any) -> ValidatedRequest:
    token = {"slack_bot_token": {"cmd": command}}
    values = {"name": "Chat", "type": "slack", "credential": {"credentials": token}}
    return check(RequestSource("a.toml", folder, values), **options)


def token_of(found: ValidatedRequest) -> Any:
    assert found.request is not None, found.problems
    return json.loads(found.request.encode())["credential"]["credentials"]["slack_bot_token"]


def complaint(found: ValidatedRequest) -> str:
    (problem,) = found.problems
    assert problem.loc == ("credential", "credentials", "slack_bot_token")
    return problem.message


def test_a_text_is_split_as_in_a_shell_and_a_list_is_not() -> None:
    assert token_of(slack("echo 'xoxb-$HOME;'|")) == "xoxb-$HOME;|"
    assert token_of(slack(["echo", "xoxb-'$HOME;"])) == "xoxb-'$HOME;"


def test_it_runs_in_the_folder_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-1\n")
    assert token_of(slack("cat token", tmp_path)) == "xoxb-1"


def test_the_session_is_kept_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLARM_SESSION", "planted-session")
    monkeypatch.setenv("CLARM_API_KEY", "planted-key")
    monkeypatch.setenv("OTHER", "other")
    names = ["CLARM_SESSION", "CLARM_API_KEY", "OTHER"]
    code = f"import os; print(*(os.environ.get(name, '') for name in {names}), sep='')"
    assert token_of(slack(python(code))) == "other"


@pytest.mark.parametrize(
    ("command", "words", "missing"),
    [
        (python("raise SystemExit(3)"), "ended with status 3", True),
        (python("print()"), "printed nothing", True),
        ("no-such-program-here x", "no-such-program-here: This file doesn't exist", False),
        (["echo", "a\0b"], "No command can have this name", False),
        (python(f"print('x' * {MAX_BYTES + 1})"), "prints too much", False),
        (python("import sys; sys.stdout.buffer.write(bytes([255, 254, 253]))"), "UTF", False),
        (python("print('a'); print('b')"), "single line", False),
    ],
)
def test_what_goes_wrong_is_told_at_its_field(command: Any, words: str, missing: bool) -> None:
    found = slack(command)
    assert words in complaint(found)
    assert found.incomplete is missing


@pytest.mark.parametrize("command", ["", [], "'", [""], [1], 3, {}, None])
def test_what_is_no_command_is_told(command: Any) -> None:
    assert complaint(slack(command)) == "A reference has one of env, file and cmd, with text."


def test_neither_its_arguments_nor_what_it_prints_are_repeated() -> None:
    token = f"ghp_{'a1' * 18}"
    code = "import sys; print('planted'); print('planted', file=sys.stderr); sys.exit(1)"
    for command in ([*python(code), "planted"], [token], f"{token} planted"):
        said = complaint(slack(command))
        assert "planted" not in said
        assert token not in said


def test_one_that_does_not_end_is_stopped_in_time(tmp_path: Path) -> None:
    forever = "import subprocess, sys; subprocess.Popen(['sleep', '5']); print('x', flush=True)"
    with pytest.raises(FileError, match="hasn't ended"):
        output_of(python(forever), tmp_path, seconds=0.5)


def test_one_that_prints_without_end_is_stopped_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="prints too much"):
        output_of(["yes"], tmp_path, seconds=120)


def test_what_refers_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "all.json").write_text('{"cmd": "cat all.json"}')
    values = {"name": "A", "type": "slack", "credential": {"credentials": {"cmd": "cat all.json"}}}
    problems = check(RequestSource("a", tmp_path, values)).problems
    assert any("refers to itself" in problem.message for problem in problems)


def test_all_credentials_may_come_from_one() -> None:
    code = "import json; print(json.dumps({'slack_bot_token': 'xoxb-1'}))"
    values = {"name": "A", "type": "slack", "credential": {"credentials": {"cmd": python(code)}}}
    assert token_of(check(RequestSource("a", Path(), values))) == "xoxb-1"


def test_bytes_become_base64_where_a_file_of_bytes_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(bytes(range(256)))
    credentials = {"sp_private_key": {"cmd": "cat key"}}
    values = {"type": "sharepoint", "credential": {"credentials": credentials}}
    flow = check(RequestSource("a", tmp_path, values)).flow
    assert flow is not None
    (key,) = (p.raw for state in flow.forms.values() for p in state.places()
              if p.loc[-1:] == ("sp_private_key",))  # fmt: skip
    assert key.get_secret_value() == base64.b64encode(bytes(range(256))).decode()


def test_none_is_run_where_that_is_not_wanted(tmp_path: Path) -> None:
    found = slack(python("open('ran', 'w')"), tmp_path, commands=False)
    assert not found.problems
    assert found.request is None
    assert not (tmp_path / "ran").exists()


def test_what_else_is_missing_is_told_without_running_any() -> None:
    credentials = {"sp_private_key": {"cmd": "x"}}
    values = {"name": "A", "type": "sharepoint", "credential": {"credentials": credentials}}
    found = check(RequestSource("a", Path(), values), commands=False)
    assert found.incomplete
    assert "sp_private_key" not in {problem.loc[-1] for problem in found.problems}


def test_it_is_not_run_in_the_configuration(tmp_path: Path) -> None:
    values = {"name": "A", "type": "web", "config": {"base_url": {"cmd": "touch ran"}}}
    (problem,) = check(RequestSource("a", tmp_path, values)).problems
    assert "only work under credential" in problem.message
    assert not (tmp_path / "ran").exists()
