"""An error that nobody expected: the terminal is as it was, the draft stays, secrets as well."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path
from textwrap import dedent

import pytest

from tests.e2e.inject import injecting
from tests.e2e.markers import assert_absent, assert_absent_below
from tests.e2e.person import (
    LONG,
    assert_restored,
    at_step,
    begin,
    drafts,
    fill_github,
    history,
    leave_at_once,
    request_file,
    sees,
    send,
)
from tests.e2e.terminal import COMMAND, Terminal
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault

TOKEN = "ghp_Wq3Zx8Cv5Bn1Mk7Jh4"

FAIL = f"""
def fail(*_args, **_options):
    api_key = {TOKEN!r}
    raise RuntimeError("cannot use " + api_key)
"""

PLACES = {
    "a key": ("wizard.tui.screens.credential", "Credential.help_subject = fail"),
    "painting": ("wizard.tui.screens.help", "Help.body = fail"),
}


def failing(folder: Path, module: str, code: str) -> dict[str, str]:
    """The environment of a process that fails, with a secret in the error and beside it."""
    return injecting(folder, **{module.replace(".", "__"): FAIL + code})


def assert_harmless(home: Path, output: bytes) -> str:
    """One sentence with the path of a report, and no secret anywhere; the output as words."""
    [path] = (Path(os.environ["XDG_STATE_HOME"]) / "clarm-wizard" / "log").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    report = path.read_text()
    assert "builtins.RuntimeError" in report
    assert "in fail" in report
    assert_absent(output, [TOKEN])
    assert_absent_below(home, [TOKEN])
    words = " ".join(output.decode(errors="replace").split())
    assert words.count("This program failed (RuntimeError).") == 1
    assert path.name in words
    assert "Traceback" not in words
    return words


@pytest.mark.parametrize("place", PLACES)
def test_on_the_screen(home: Path, tmp_path: Path, place: str) -> None:
    env = failing(tmp_path / "code", *PLACES[place])
    with Terminal("--type", "github", env=env) as terminal:
        begin(terminal)
        terminal.press("tab", "right")
        terminal.wait_gone("one a line", LONG)
        terminal.press("tab")
        terminal.type("octocat")
        sees(terminal, "GitHub: octocat")
        terminal.press("ctrl+n")
        at_step(terminal, 3, "Access token")
        terminal.paste(TOKEN)
        sees(terminal, f"{len(TOKEN)} characters")
        terminal.press("f1")
        assert terminal.wait_exit(LONG) == 1
        assert_restored(terminal)
    words = assert_harmless(home, terminal.output + terminal.stdout)
    [draft] = drafts().list().drafts
    assert f"--resume {draft.id}" in words
    payload = drafts().load(draft.id).payload
    assert payload["step"] == "credential"
    assert payload["places"]["credential"] == ["github_access_token"]
    assert "octocat" in str(payload["forms"])


def test_while_it_is_being_sent(home: Path, tmp_path: Path) -> None:
    """The answer never comes; then something breaks while one waits for it."""
    code = """
        import threading
        def breaking(self):
            self.set_timer(0.5, fail)
            return _body(self)
        _body, Submitting.body = Submitting.body, breaking
    """
    env = failing(tmp_path / "code", "wizard.tui.screens.submitting", dedent(code))
    with Sandbox() as sandbox:
        env |= {"CLARM_SESSION": sandbox.session.get_secret_value(), "CLARM_API_URL": sandbox.url}
        sandbox.state.faults.add(Fault(delay=60))
        with Terminal("--type", "github", env=env) as terminal:
            begin(terminal)
            fill_github(terminal, TOKEN)
            send(terminal)
            assert terminal.wait_exit(LONG) == 1
            assert_restored(terminal)
        assert sandbox.state.count == 1
    words = assert_harmless(home, terminal.output + terminal.stdout)
    [draft] = drafts().list().drafts
    assert draft.step == "review"
    assert f"--resume {draft.id}" in words
    [entry] = history()
    assert entry.outcome == "unknown"


def test_threads_and_finalizers_behind_the_screen(home: Path, tmp_path: Path) -> None:
    """Nothing is printed over what is drawn."""
    code = """
        import threading
        class Dying:
            __del__ = fail
        Dying()
        threading.Thread(target=fail).start()
    """
    env = failing(tmp_path / "code", "wizard.tui.beginning", dedent(code))
    with Terminal("--type", "web", env=env) as terminal:
        begin(terminal)
        assert leave_at_once(terminal) == 130
    assert_absent(terminal.output, [TOKEN, "RuntimeError"])
    assert_absent_below(home, [TOKEN])


def test_line_by_line(home: Path, tmp_path: Path) -> None:
    env = failing(tmp_path / "code", "wizard.plain.flow_prompts", "FlowPrompts._review = fail")
    with Terminal("--plain", "--type", "github", env=env, stdout_is_terminal=True) as terminal:
        sees(terminal, "Connector name, required")
        terminal.type("\n2\noctocat\n\n\n\n")
        sees(terminal, "Access token, required, secret")
        terminal.type(f"{TOKEN}\n")
        sees(terminal, "Look for changes")
        terminal.type("\n\n")
        assert terminal.wait_exit(LONG) == 1
        assert terminal.echoes()
    assert_harmless(home, bytes(terminal.output))
    [draft] = drafts().list().drafts
    assert draft.name == "GitHub: octocat"


def test_files(home: Path, tmp_path: Path) -> None:
    env = failing(tmp_path / "code", "wizard.api.client", "Client.create = fail")
    path = request_file(tmp_path / "request.json")
    with Sandbox() as sandbox:
        env |= {"CLARM_SESSION": sandbox.session.get_secret_value(), "CLARM_API_URL": sandbox.url}
        done = subprocess.run(
            [*COMMAND, "create", path], env=os.environ | env, capture_output=True, check=False
        )
        assert sandbox.state.count == 0
    assert done.returncode == 1
    assert_harmless(home, done.stdout + done.stderr)
    [entry] = history()
    assert entry.outcome == "unknown"
