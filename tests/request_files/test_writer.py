"""A request kept as a file or as a command says the same, and holds no secret."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.api import BaseUrl, CreateSourceRequest
from wizard.connectors import load
from wizard.connectors.registry import all_types
from wizard.forms import MASK, Secret
from wizard.request_files import as_curl, as_file, check
from wizard.request_files.reader import RequestSource
from wizard.sandbox import Sandbox

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def example(type_name: str) -> CreateSourceRequest:
    """The first example of a type, as a request."""
    connector = load(type_name)
    values = {
        "name": 'It\'s $HOME, `x` \\ "ü" \\u0000',
        "type": type_name,
        "config": dict(connector.minimal.config),
        "credential": {"credentials": dict(connector.minimal.credentials)},
        "refresh_freq": 1800,
    }
    request = check(RequestSource("a.json", Path(), values)).request
    assert request is not None
    return request


def variables(request: CreateSourceRequest, names: tuple[str, ...]) -> dict[str, str]:
    """The secrets of a request under the names that they got."""
    own = [name for name in names if name != "CLARM_SESSION"]
    secrets = [secret.get_secret_value() for secret in request.secrets()]
    return dict(zip(own, secrets, strict=True))


def masked(value: Any) -> Any:
    """A file's values with a mask in the place of each reference."""
    if isinstance(value, dict):
        return MASK if set(value) == {"env"} else {k: masked(item) for k, item in value.items()}
    return [masked(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("about", all_types(), ids=lambda about: about.type)
def test_a_saved_file_is_the_same_request(about: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    request = example(about.type)
    text, names = as_file(request)
    assert masked(json.loads(text)) == request.masked()
    for name, value in variables(request, names).items():
        monkeypatch.setenv(name, value)
    again = check(RequestSource("a.json", Path(), json.loads(text))).request
    assert again is not None
    assert again.encode() == request.encode()


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("type_name", ["web", "slack", "google_drive", "s3"])
def test_the_command_sends_the_same_request(type_name: str) -> None:
    request = example(type_name)
    with Sandbox(session=Secret("planted-session")) as sandbox:
        command, names = as_curl(request, BaseUrl.parse(sandbox.url))
        if command.startswith("export") and not shutil.which("jq"):
            pytest.skip("jq is not installed")
        own = variables(request, names)
        done = subprocess.run(
            ["bash", "-c", command],
            env={"PATH": "/usr/bin:/bin", "CLARM_SESSION": "planted-session", **own},
            capture_output=True,
            text=True,
            check=False,
        )
        assert json.loads(done.stdout)["connector_id"] == 1, done.stdout + done.stderr
        assert sandbox.state.requests[0] == json.loads(request.encode())


def sent_by(command: str, folder: Path, **env: str) -> Any:
    """What the command hands to curl, which is a stand-in here."""
    curl = folder / "curl"
    curl.write_text("#!/bin/sh\nexec cat\n")
    curl.chmod(0o700)
    done = subprocess.run(
        ["bash", "-c", command],
        env={"PATH": f"{folder}:/usr/bin:/bin", **env},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


HOSTILE = [
    "x\0CLARM_SESSION\0",
    "\0SLACK_BOT_TOKEN\0",
    "$CLARM_SESSION ${CLARM_SESSION} $(id) `id` \\$SLACK_BOT_TOKEN",
    '"$ENV.CLARM_SESSION" + \\(env) \\u0000CLARM_SESSION\\u0000',
    "Reference(name='CLARM_SESSION')",
    "a'b\"c !! !x \\!\nEND\nid",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("secret", ["plain-secret", 'of\nlines "and" more'])
def test_no_text_is_taken_for_a_reference(text: str, secret: str, tmp_path: Path) -> None:
    if not secret.isprintable() and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    request = CreateSourceRequest(
        name=text,
        type="slack",
        config={text: [text, {"SLACK_BOT_TOKEN": text}]},
        credentials={"slack_bot_token": Secret(secret)},
    )
    command, names = as_curl(request, BaseUrl.parse("https://a.example"))
    env = variables(request, names) | {"CLARM_SESSION": "planted-session"}
    assert sent_by(command, tmp_path, **env) == json.loads(request.encode())
    file, names = as_file(request)
    assert names == ("SLACK_BOT_TOKEN",)
    assert masked(json.loads(file)) == request.masked()


@given(st.dictionaries(TEXT, TEXT, max_size=3), st.dictionaries(TEXT, TEXT, max_size=3))
def test_no_secret_and_no_name_twice(config: dict[str, str], credentials: dict[str, str]) -> None:
    secrets = {key: Secret(f"planted {value}") for key, value in credentials.items()}
    request = CreateSourceRequest(name="A", type="slack", config=config, credentials=secrets)
    for text, names in (as_file(request), as_curl(request, BaseUrl.parse("https://a.example"))):
        assert "planted" not in text
        assert len(names) == len(set(names))
        assert all(name.isascii() and name.isidentifier() for name in names)
