"""An error that nobody expected: the terminal is as it was, the draft stays, secrets as well."""

from __future__ import annotations

import os
import stat
import subprocess
from itertools import cycle
from pathlib import Path
from textwrap import dedent

import pytest

from tests.e2e.planted_secrets import assert_absent, assert_absent_below
from tests.support.injection import injecting
from tests.support.terminal import COMMAND, Terminal
from tests.support.terminal_steps import (
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
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault

TOKEN = "ghp_Wq3Zx8Cv5Bn1Mk7Jh4"

FAIL = f"""
class Panic(BaseException):
    pass

def fail(*_args, **_options):
    api_key = {TOKEN!r}
    raise KIND("cannot use " + api_key)

async def fail_later(*_args, **_options):
    fail()
"""

KINDS = ["RuntimeError", "Panic", "SystemExit", "GeneratorExit"]
"""A panic of a native library is no Exception, and neither are the last two."""

PLACES = {
    "a key": ("wizard.tui.screens.form_step", "CredentialScreen.help_subject = fail"),
    "painting": ("wizard.tui.screens.help", "HelpScreen.body = fail"),
}


def failing(folder: Path, module: str, code: str, kind: str = "RuntimeError") -> dict[str, str]:
    """The environment of a process that fails, with a secret in the error and beside it."""
    fail = FAIL.replace("KIND", kind)
    return injecting(folder, **{module.replace(".", "__"): fail + dedent(code)})


def assert_harmless(home: Path, output: bytes | bytearray, kind: str = "RuntimeError") -> str:
    """One sentence with the path of a report, and no secret anywhere; the output as words."""
    [path] = (Path(os.environ["XDG_STATE_HOME"]) / "clarm-wizard" / "log").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    report = path.read_text()
    assert f".{kind}\n" in report
    assert "in fail" in report
    assert_absent(output, [TOKEN])
    assert_absent_below(home, [TOKEN])
    words = " ".join(output.decode(errors="replace").split())
    assert words.count(f"This program failed ({kind}).") == 1
    assert path.name in words
    assert "Traceback" not in words
    return words


@pytest.mark.parametrize(("place", "kind"), list(zip(cycle(PLACES), KINDS, strict=False)))
def test_on_the_screen(home: Path, tmp_path: Path, place: str, kind: str) -> None:
    env = failing(tmp_path / "code", *PLACES[place], kind)
    with Terminal("--type", "github", env=env) as terminal:
        begin(terminal)
        terminal.press("tab", "right")
        terminal.wait_gone("one per line", LONG)
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
    words = assert_harmless(home, terminal.output + terminal.stdout, kind)
    [draft] = drafts().list().drafts
    assert f"--resume {draft.id}" in words
    payload = drafts().load(draft.id).payload
    assert payload["step"] == "credential"
    assert payload["places"]["credential"] == ["github_access_token"]
    assert "octocat" in str(payload["forms"])


SENDING = {
    "a timer": """
        def breaking(self):
            self.set_timer(0.5, fail)
            return _body(self)
        _body, SubmittingScreen.body = SubmittingScreen.body, breaking
    """,
    "a worker": """
        def breaking(self):
            self.run_worker(fail_later())
            return _body(self)
        _body, SubmittingScreen.body = SubmittingScreen.body, breaking
    """,
    "a task that nobody waits for": """
        import asyncio, gc
        def breaking(self):
            asyncio.create_task(fail_later())
            self.set_timer(0.5, gc.collect)
            return _body(self)
        _body, SubmittingScreen.body = SubmittingScreen.body, breaking
    """,
    "a thread": """
        import threading
        def breaking(self):
            self.set_timer(0.5, threading.Thread(target=fail).start)
            return _body(self)
        _body, SubmittingScreen.body = SubmittingScreen.body, breaking
    """,
}


@pytest.mark.parametrize(("place", "kind"), list(zip(SENDING, cycle(KINDS[:2]), strict=False)))
def test_while_it_is_being_sent(home: Path, tmp_path: Path, place: str, kind: str) -> None:
    """The answer never comes; then something breaks while one waits for it."""
    env = failing(tmp_path / "code", "wizard.tui.screens.submitting", SENDING[place], kind)
    with Sandbox() as sandbox:
        env |= {"CLARM_SESSION": sandbox.session.get_secret_value(), "CLARM_API_URL": sandbox.url}
        sandbox.state.faults.add(Fault(delay=60))
        with Terminal("--type", "github", env=env) as terminal:
            begin(terminal)
            fill_github(terminal, TOKEN)
            send(terminal)
            assert terminal.wait_exit(LONG) == 1
            assert_restored(terminal)
        arrived = sandbox.state.count
    words = assert_harmless(home, terminal.output + terminal.stdout, kind)
    [draft] = drafts().list().drafts
    assert draft.step == "review"
    assert f"--resume {draft.id}" in words
    outcomes = {entry.outcome for entry in history()}
    assert outcomes == {"unknown"} if arrived else "created" not in outcomes


@pytest.mark.parametrize("kind", ["RuntimeError", "Panic"])
def test_in_what_sends(home: Path, tmp_path: Path, kind: str) -> None:
    code = "Client.create = fail_later"
    env = failing(tmp_path / "code", "wizard.api.client", code, kind) | {
        "CLARM_SESSION": "s3ssion-value",
        "CLARM_API_URL": "http://127.0.0.1:9",
    }
    with Terminal("--type", "github", env=env) as terminal:
        begin(terminal)
        fill_github(terminal, TOKEN)
        send(terminal)
        assert terminal.wait_exit(LONG) == 1
        assert_restored(terminal)
    words = assert_harmless(home, terminal.output + terminal.stdout, kind)
    [draft] = drafts().list().drafts
    assert f"--resume {draft.id}" in words
    assert history()[0].outcome == "unknown"


def test_an_object_that_ends_badly_behind_the_screen(home: Path, tmp_path: Path) -> None:
    """Nothing is printed over what is drawn, and all goes on."""
    code = """
        class Dying:
            __del__ = fail
        Dying()
    """
    env = failing(tmp_path / "code", "wizard.tui.first_screen", code)
    with Terminal("--type", "web", env=env) as terminal:
        begin(terminal)
        assert leave_at_once(terminal) == 130
    assert_absent(terminal.output, [TOKEN, "RuntimeError"])
    assert_absent_below(home, [TOKEN])


@pytest.mark.parametrize("kind", KINDS)
def test_line_by_line(home: Path, tmp_path: Path, kind: str) -> None:
    code = "WizardPrompts._review = fail"
    env = failing(tmp_path / "code", "wizard.plain.wizard", code, kind)
    with Terminal("--plain", "--type", "github", env=env, stdout_is_terminal=True) as terminal:
        sees(terminal, "Connector name, required")
        terminal.type("\n2\noctocat\n\n\n\n")
        sees(terminal, "Access token, required, secret")
        terminal.type(f"{TOKEN}\n")
        sees(terminal, "Test it?")
        terminal.type("\n")
        assert terminal.wait_exit(LONG) == 1
        assert terminal.echoes()
    assert_harmless(home, bytes(terminal.output), kind)
    [draft] = drafts().list().drafts
    assert draft.name == "GitHub: octocat"


@pytest.mark.parametrize("face", ["create", "--plain"])
@pytest.mark.parametrize("kind", KINDS)
def test_files(home: Path, tmp_path: Path, face: str, kind: str) -> None:
    env = failing(tmp_path / "code", "wizard.api.client", "Client.create = fail_later", kind)
    path = request_file(tmp_path / "request.json")
    arguments = ["create", str(path)] if face == "create" else ["--plain", "--from", str(path)]
    with Sandbox() as sandbox:
        env |= {"CLARM_SESSION": sandbox.session.get_secret_value(), "CLARM_API_URL": sandbox.url}
        done = subprocess.run(
            [*COMMAND, *arguments],
            env=os.environ | env, input=b"yes\n", capture_output=True, check=False,
        )  # fmt: skip
        assert sandbox.state.count == 0
    assert done.returncode == 1
    assert_harmless(home, done.stdout + done.stderr, kind)
    [entry] = history()
    assert entry.outcome == "unknown"


def test_a_task_and_a_thread_beside_files(home: Path, tmp_path: Path) -> None:
    """What works goes on; what failed is said without its text."""
    code = """
        import asyncio, gc, threading
        _plain = Client.create
        async def create(self, *args, **options):
            asyncio.create_task(fail_later())
            await asyncio.sleep(0)
            gc.collect()
            threading.Thread(target=fail).start()
            return await _plain(self, *args, **options)
        Client.create = create
    """
    env = failing(tmp_path / "code", "wizard.api.client", code)
    path = request_file(tmp_path / "request.json")
    with Sandbox() as sandbox:
        env |= {"CLARM_SESSION": sandbox.session.get_secret_value(), "CLARM_API_URL": sandbox.url}
        done = subprocess.run(
            [*COMMAND, "create", path], env=os.environ | env, capture_output=True, check=False
        )
    assert done.returncode == 0
    assert b"This program failed (RuntimeError)." in done.stderr
    assert b"Traceback" not in done.stderr
    assert_absent(done.stdout + done.stderr, [TOKEN])
    assert_absent_below(home, [TOKEN])
