"""A control character is refused where it stands, whatever part of a request it is in."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.terminal import COMMAND
from wizard.connectors import load
from wizard.connectors.catalog import all_types
from wizard.flow import Step, WizardFlow
from wizard.request_files import check, dotted
from wizard.request_files.reader import RequestSource

TOKEN = "xoxb-planted-secret-token"


def problems(values: dict[str, Any]) -> dict[str, str]:
    found = check(RequestSource("a.json", Path(), values))
    assert (found.request is None) is bool(found.problems)
    return {dotted(problem.loc): problem.message for problem in found.problems}


def slack(**changed: Any) -> dict[str, Any]:
    credential = {"credentials": {"slack_bot_token": TOKEN}}
    return {"name": "Chat", "type": "slack", "config": {}, "credential": credential} | changed


def credential(**values: Any) -> dict[str, Any]:
    return slack(credential={"credentials": {"slack_bot_token": TOKEN, **values}})


PLACES: dict[str, tuple[str, Callable[[str], dict[str, Any]]]] = {
    "name": ("name", lambda text: slack(name=text)),
    "text of a list": ("config.channels", lambda text: slack(config={"channels": ["a", text]})),
    "unknown key": ("config.other", lambda text: slack(config={"other": text})),
    "below it": ("config.other", lambda text: slack(config={"other": {"deep": [1, text]}})),
    "key": ("config", lambda text: slack(config={text: 1})),
    "secret": (
        "credential.credentials.slack_bot_token",
        lambda text: credential(slack_bot_token=f"{TOKEN}{text[1:]}"),
    ),
    "unknown secret": (
        "credential.credentials.more",
        lambda text: credential(more={"deep": text}),
    ),
}


@pytest.mark.parametrize("control", ["\0", "\x1b", "\x7f", "\x85"], ids=ascii)
@pytest.mark.parametrize("place", PLACES)
def test_it_is_refused_with_its_place(place: str, control: str) -> None:
    loc, made = PLACES[place]
    assert problems(made("xy")) == {}
    found = problems(made(f"x{control}y"))
    assert len(found) == 1, found
    [(at, words)] = found.items()
    assert at.startswith(loc)
    # A key's own check counts its characters; U+0085 ends a line of a list.
    if place != "secret" and (place != "text of a list" or control != "\x85"):
        assert f"the control character U+{ord(control):04X}" in words
    assert TOKEN not in words
    assert control not in at + words


def test_a_secret_that_is_referred_to_is_looked_at_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", f"{TOKEN}\x1b")
    assert "U+001B" in str(problems(credential(more={"env": "TOKEN"})))


def test_lines_and_tabs_stay_where_there_may_be_several_lines() -> None:
    assert problems(slack(config={"other": "a\n\tb\r\n"})) == {}
    assert problems(slack(name="a\nb")) == {
        "name": "This contains a line break (character 2). Remove it."
    }


@pytest.mark.parametrize("about", all_types(), ids=lambda about: about.type)
def test_no_type_lets_one_through(about: Any) -> None:
    """In the name, and in each text of its example's configuration."""
    example = load(about.type).full
    values: dict[str, Any] = {
        "name": "Docs\0",
        "type": about.type,
        "config": dict(example.config),
        "credential": {"credentials": dict(example.credentials)},
    }
    assert list(problems(values)) == ["name"]
    for key, value in example.config.items():
        if isinstance(value, str):
            changed = values | {
                "name": "Docs",
                "config": dict(example.config) | {key: f"{value}\0"},
            }
            request = check(RequestSource("a.json", Path(), changed)).request
            assert request is None or b"\\u0000" not in request.encode(), key  # a constant


def test_the_forms_say_it_on_the_screen_too() -> None:
    flow = WizardFlow()
    flow.choose("web")
    state = flow.forms[Step.CONFIGURE]
    state.set(("name",), "Do\x1bcs")
    state.mark_touched(("name",))
    [error] = state.errors_at(("name",))
    assert "U+001B" in error.message


@pytest.mark.slow
def test_the_command_says_where(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(slack(name="x\0CLARM_SESSION\0")))
    path.chmod(0o600)
    for arguments in (
        ["create", "--dry-run", "--json", str(path)],
        ["--plain", "--from", str(path)],
    ):
        done = subprocess.run(
            [*COMMAND, *arguments], env=os.environ, input="", capture_output=True, text=True,
            check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode in (2, 130)
        assert "U+0000" in done.stderr
        assert "\0" not in done.stdout + done.stderr
        if done.stdout:
            [field] = json.loads(done.stdout)["error"]["fields"]
            assert field["loc"] == ["name"]
