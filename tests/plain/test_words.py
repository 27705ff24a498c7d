"""The same mistake is called the same in line prompts and in request files."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.plain.steps import every, run
from tests.support.services import services_of
from wizard.plain.console import Pipe
from wizard.request_files import check, read
from wizard.utils.exit_codes import ExitCode

GITHUB: dict[str, Any] = {
    "name": "Mine",
    "type": "github",
    "config": {"repo_owner": "octocat"},
    "credential": {"credentials": {"github_access_token": "ghp_token_1"}},
    "refresh_freq": 1800,
}


@pytest.mark.parametrize(
    ("lines", "label", "change"),
    [
        (("web", "", "nowhere"), "URL", {"type": "web", "config": {"base_url": "nowhere"}}),
        ((*every("")[:3], ""), "Owner", {"config": {}}),
        ((*every("")[:7], ""), "Access token", {"credential": {"credentials": {}}}),
        ((*every("")[:8], "8", "often"), "Look for changes", {"refresh_freq": "often"}),
        (
            (*every("")[:4], "no", "no", ""),
            "Pull requests and Issues",
            {"config": {"repo_owner": "o", "include_prs": False, "include_issues": False}},
        ),
    ],
)
def test_a_mistake_has_one_name(
    tmp_path: Path, lines: tuple[str, ...], label: str, change: dict[str, Any]
) -> None:
    answers = io.BytesIO("".join(f"{line}\n" for line in lines).encode())
    state = run(tmp_path, Pipe(answers, io.StringIO()), services=services_of(tmp_path)[0])
    assert state.code is ExitCode.USAGE
    file = tmp_path / "request.json"
    file.write_text(json.dumps(GITHUB | change))
    messages = [problem.message for problem in check(read(str(file))).problems]
    said = state.message.splitlines()[0].removeprefix(f"{label}: ")
    assert said in messages
