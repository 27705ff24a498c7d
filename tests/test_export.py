"""What is kept of a request sends the same again, and holds no secret."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.api import BaseUrl, CreateSource
from wizard.export import curl, request_file, variables
from wizard.forms import Secret
from wizard.requestfile import check, read

SERVER = BaseUrl.parse("https://api.clarm.com")
KEY = '{"private_key": "-----BEGIN\\nabc\'$(touch x)\\n"}'


def request(**credentials: object) -> CreateSource:
    return CreateSource(
        name="It's “ours” $HOME `x`", type="slack", config={"channels": ["a", "b"]},
        credentials=credentials, refresh_freq=1800,
    )  # fmt: skip


def test_secrets_become_variables_named_after_their_fields() -> None:
    made = request(slack_bot_token=Secret("s"), clarm_session=Secret("x"), user="me")
    assert variables(made) == {
        "SLACK_BOT_TOKEN": ("slack_bot_token",),
        "SECRET_CLARM_SESSION": ("clarm_session",),
    }
    twice = request(a={"key": Secret("1")}, b=[{"key": Secret("2")}])
    assert list(variables(twice)) == ["KEY", "KEY_2"]


def test_a_request_file_sends_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = CreateSource(
        name="Chat", type="slack", credentials={"slack_bot_token": Secret("xoxb-1")},
        refresh_freq=1800, prune_freq=None,
    )  # fmt: skip
    file = tmp_path / "slack.json"
    file.write_text(request_file(made))
    assert "xoxb-1" not in file.read_text()
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    checked = check(read(str(file)))
    assert checked.problems == ()
    assert checked.request is not None
    assert checked.request.encode() == made.encode()


@given(st.text(min_size=8), st.text(min_size=8))
def test_no_secret_is_in_what_is_kept(first: str, second: str) -> None:
    made = request(token=Secret(f"§{first}§"), deeper={"key": Secret(f"§{second}§")})
    for text in (request_file(made), curl(made, SERVER)):
        assert "§" not in text


@pytest.mark.skipif(
    not (shutil.which("jq") and shutil.which("bash")), reason="needs jq and bash to run it"
)
def test_the_command_sends_the_same_body(tmp_path: Path) -> None:
    made = request(key_file=Secret(KEY), plain="it's")
    fake = tmp_path / "curl"
    fake.write_text(
        '#!/bin/bash\ncat > "$OUT/body"\ncat "$2" > "$OUT/config"\necho "$@" > "$OUT/args"\n'
    )
    fake.chmod(0o755)
    env = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}", "OUT": str(tmp_path), "KEY_FILE": KEY,
        "CLARM_SESSION": "cookie-value",
    }  # fmt: skip
    subprocess.run(["bash", "-c", curl(made, SERVER)], env=env, check=True, cwd=tmp_path)
    assert json.loads((tmp_path / "body").read_text()) == json.loads(made.encode())
    assert (tmp_path / "config").read_text() == 'cookie = "fastapiusersauth=cookie-value"\n'
    arguments = (tmp_path / "args").read_text()
    assert "cookie-value" not in arguments
    assert SERVER.create_url in arguments
    assert not (tmp_path / "x").exists()
