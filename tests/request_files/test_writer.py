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
from wizard.connectors.catalog import all_types
from wizard.flow import Step, WizardFlow
from wizard.forms import MASK, Secret
from wizard.request_files import ValidatedRequest, as_curl, as_file, check
from wizard.request_files.reader import RequestSource, parse
from wizard.sandbox import Sandbox
from wizard.utils.errors import FileError

ASK = {"ask": True}
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


@pytest.mark.parametrize("suffix", [".json", ".toml"])
@pytest.mark.parametrize("about", all_types(), ids=lambda about: about.type)
def test_a_saved_file_is_the_same_request(
    about: Any, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = example(about.type)
    text, names = as_file(request, suffix)
    values = parse(text, suffix, where="the file")
    left_out = {key: None for key, value in request.masked().items() if value is None}
    assert left_out | masked(values) == request.masked()
    for name, value in variables(request, names).items():
        monkeypatch.setenv(name, value)
    again = check(RequestSource("a", Path(), values)).request
    assert again is not None
    assert again.encode() == request.encode()


def so_far(flow: WizardFlow, suffix: str) -> tuple[dict[str, Any], ValidatedRequest]:
    """The values that are saved of a flow, and what is made of them."""
    values = parse(as_file(flow, suffix)[0], suffix, where="the file")
    return values, check(RequestSource("a", Path(), values))


@pytest.mark.parametrize("suffix", [".json", ".toml"])
class TestAtAnyStep:
    def test_before_a_type_is_chosen_all_is_left_to_ask(self, suffix: str) -> None:
        values, found = so_far(WizardFlow(), suffix)
        assert values["type"] == ASK
        assert found.incomplete

    def test_what_was_typed_is_kept_and_a_secret_becomes_a_reference(
        self, suffix: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        flow = WizardFlow()
        flow.choose("sharepoint")
        flow.forms[Step.CREDENTIAL].choose((), "Certificate")
        member = next(place.loc for place in flow.forms[Step.CREDENTIAL].places() if place.loc)
        flow.forms[Step.CREDENTIAL].set(
            (*member[:-1], "sp_certificate_password"), Secret("planted-password")
        )
        flow.forms[Step.CONFIGURE].set(("name",), "Sites")
        flow.sync_dependents()
        text, names = as_file(flow, suffix)
        assert "planted" not in text
        assert names == ("SHAREPOINT_SP_CERTIFICATE_PASSWORD",)
        monkeypatch.setenv(names[0], "planted-password")
        values, found = so_far(flow, suffix)
        assert values["name"] == "Sites"
        kept = values["credential"]["credentials"]
        assert kept["sp_certificate_password"] == {"env": names[0]}
        assert kept["sp_private_key"] == ASK
        assert found.incomplete

    def test_a_complete_one_is_its_request(self, suffix: str) -> None:
        request = example("web")
        found = check(RequestSource("a", Path(), parse(as_file(request)[0], where="")))
        assert found.flow is not None
        assert as_file(found.flow, suffix) == as_file(request, suffix)


@pytest.mark.parametrize("about", all_types(), ids=lambda about: about.type)
def test_what_was_never_typed_is_left_to_ask(about: Any) -> None:
    flow = WizardFlow()
    flow.choose(about.type)
    _, found = so_far(flow, ".toml")
    assert found.request is not None or found.incomplete, found.problems
    assert not found.warnings
    assert found.flow is not None
    asked = {(item.step, item.error.loc) for item in flow.errors()}
    assert {(item.step, item.error.loc) for item in found.flow.errors()} == asked


def test_what_toml_cannot_say_is_told() -> None:
    request = CreateSourceRequest(name="A", type="bookface", config={"odd": [None]})
    with pytest.raises(FileError, match=r"Save it as \.json"):
        as_file(request, ".toml")


@pytest.mark.slow
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
