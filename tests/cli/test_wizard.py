"""How the wizard is started, and what it leaves on the streams; its faces are stand-ins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import Command
from wizard.core.options import Options
from wizard.core.results import CreatedConnector, RunResult
from wizard.sandbox import SandboxMissing
from wizard.utils.exit_codes import ExitCode

CREATED = CreatedConnector(
    name="Site",
    type="web",
    connector_id=7,
    credential_id=8,
    status="success",
    message="Accepted\x1b[31m",
)


class Face:
    """Stands in for the screen and the line prompts: keeps the options, answers ``state``."""

    def __init__(self) -> None:
        self.state: RunResult | Exception = RunResult(code=ExitCode.DONE)
        self.options: Options | None = None

    def __call__(self, options: Options) -> RunResult:
        self.options = options
        if isinstance(self.state, Exception):
            raise self.state
        return self.state


@pytest.fixture
def face(monkeypatch: pytest.MonkeyPatch) -> Face:
    monkeypatch.setattr("wizard.cli.output.can_draw", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    stand_in = Face()
    monkeypatch.setattr("wizard.cli.commands.run._select_frontend", lambda _: stand_in)
    return stand_in


def test_the_options_arrive(command: Command, face: Face) -> None:
    command("--type", "web", "--from", "a.toml", "--no-mouse", "--theme", "x", "--api-url", "y")
    assert face.options == Options(
        type="web", from_file=Path("a.toml"), mouse=False, theme="x", api_url="y"
    )


def test_the_ids_stand_on_stdout_and_the_rest_on_stderr(command: Command, face: Face) -> None:
    face.state = RunResult(code=ExitCode.DONE, created=(CREATED,), message="Bye.")
    done = command()
    assert "connector_id   7\n" in done.out
    assert "credential_id  8\n" in done.out
    assert "\x1b" not in done.out
    assert done.err == "Bye.\n"


def test_each_connector_begins_with_its_name_and_a_blank_line_parts_them(
    command: Command, face: Face
) -> None:
    other = CREATED._replace(name="Other", connector_id=9)
    face.state = RunResult(code=ExitCode.DONE, created=(CREATED, other))
    first, second = command().out.split("\n\n")
    assert [line.split()[0] for line in first.splitlines()] == [
        "name", "type", "connector_id", "credential_id", "status", "message",
    ]  # fmt: skip
    assert second.splitlines()[0] == "name           Other"
    assert {line.index(line.split(maxsplit=1)[1]) for line in second.splitlines()} == {15}


def test_as_json_one_object_follows_another(command: Command, face: Face) -> None:
    face.state = RunResult(code=ExitCode.DONE, created=(CREATED, CREATED))
    first, second = command("--json").out.strip().split("\n}\n")
    assert json.loads(first + "}") == json.loads(second)
    assert json.loads(second) == {
        "connector_id": 7,
        "credential_id": 8,
        "status": "success",
        "message": "Accepted\x1b[31m",
        "name": "Site",
        "type": "web",
    }


def test_leaving_says_so_with_the_exit_status_alone(command: Command, face: Face) -> None:
    face.state = RunResult(code=ExitCode.LEFT)
    done = command("--json")
    assert (done.code, done.out, done.err) == (130, "", "")


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_draw_gets_plain_mode(
    command: Command, face: Face, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    done = command()
    assert face.options is not None
    assert face.options.plain
    assert f"TERM={term}" in done.err


def test_plain_mode_that_was_asked_for_is_not_explained(command: Command, face: Face) -> None:
    assert command("--plain").err == ""


def test_plain_mode_needs_no_terminal(
    command: Command, face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wizard.cli.output.can_draw", lambda: False)
    assert command("--plain").code == 0
    assert command().code == 2
    monkeypatch.setenv("TERM", "dumb")
    assert command().code == 2


def test_a_sandbox_that_is_not_installed_says_how_to_get_it(command: Command, face: Face) -> None:
    face.state = SandboxMissing()
    done = command("--sandbox")
    assert done.code == 1
    assert "pip install" in done.err
