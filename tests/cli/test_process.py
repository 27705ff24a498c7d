"""The program as a process: where it needs a terminal, and how it leaves."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.terminal import Terminal
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parent.parent.parent
PROGRAM = [sys.executable, "-m", "wizard"]


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package as it is here, whatever folder a test is in."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    settings: dict[str, object] = {"stdin": subprocess.DEVNULL, "capture_output": True}
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [*PROGRAM, *arguments], text=True, check=False, timeout=60, **(settings | options)
    )


def test_without_a_terminal_the_wizard_says_what_else_there_is() -> None:
    done = run()
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "clarm-wizard create" in done.stderr
    assert "--plain" in done.stderr


@pytest.mark.parametrize("missing", ["stdin", "stderr"])
def test_one_terminal_of_the_two_is_not_enough(missing: str) -> None:
    leader, follower = pty.openpty()
    streams: dict[str, object] = {"stdin": follower, "stderr": follower}
    streams[missing] = subprocess.DEVNULL if missing == "stdin" else subprocess.PIPE
    done = run(capture_output=False, stdout=subprocess.PIPE, **streams)
    os.close(leader)
    os.close(follower)
    assert done.returncode == 2


def test_the_version_is_the_package_s() -> None:
    from wizard import __version__

    assert run("--version").stdout == f"clarm-wizard {__version__}\n"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    script = 'set -o pipefail; "$@" | head -1'
    done = subprocess.run(
        ["bash", "-c", script, "-", *PROGRAM, "types", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[\n", "")


def test_ctrl_c_ends_the_sandbox() -> None:
    with subprocess.Popen(
        [*PROGRAM, "sandbox"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert "127.0.0.1" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopped_while_sending_it_says_that_the_outcome_is_unknown(
    tmp_path: Path, sandbox: Sandbox, number: signal.Signals
) -> None:
    sandbox.state.faults.add(Fault(delay=60))
    path = tmp_path / "a.toml"
    path.write_text('name = "A"\ntype = "web"\n[config]\nbase_url = "https://example.com"\n')
    with subprocess.Popen(
        [*PROGRAM, "create", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        wait_for_request(sandbox)
        process.send_signal(number)
        if number == signal.SIGINT:  # it waits for the answer then, until told again
            assert process.stderr is not None
            assert "ctrl+c again" in process.stderr.readline()
            process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 3
    assert out == ""
    assert "may or may not" in err
    assert "Traceback" not in err


def test_what_was_created_is_said_where_stdout_is_full(tmp_path: Path, sandbox: Sandbox) -> None:
    path = tmp_path / "a.toml"
    path.write_text('name = "A"\ntype = "web"\n[config]\nbase_url = "https://example.com"\n')
    with open("/dev/full", "w") as full:
        done = run("create", "--json", str(path), capture_output=False, stdout=full, stderr=-1)
    assert sandbox.state.count == 1
    assert done.returncode == 1
    assert "connector_id   1" in done.stderr
    assert "try again" not in done.stderr


@pytest.mark.parametrize("created", [[], ["b.toml"]])
def test_what_is_unknown_stays_so_where_stdout_is_full(
    tmp_path: Path, sandbox: Sandbox, created: list[str]
) -> None:
    for name in ("a", "b"):
        text = f'name = "{name}"\ntype = "web"\n[config]\nbase_url = "https://example.com/{name}"\n'
        (tmp_path / f"{name}.toml").write_text(text)
    sandbox.state.faults.add(Fault(cut="before"))
    assert run("create", "a.toml", cwd=tmp_path).returncode == 3
    with open("/dev/full", "w") as full:
        options = {"capture_output": False, "stdout": full, "stderr": -1, "cwd": tmp_path}
        done = run("create", "--json", "a.toml", *created, **options)
    assert done.returncode == 3
    assert "a.toml: " in done.stderr
    assert "standard output" in done.stderr
    assert ("connector_id" in done.stderr) is bool(created)


def test_what_was_created_is_said_where_stdout_is_closed(tmp_path: Path, sandbox: Sandbox) -> None:
    path = tmp_path / "a.toml"
    path.write_text('name = "A"\ntype = "web"\n[config]\nbase_url = "https://example.com"\n')
    for options in ([], ["--json"]):
        command = [sys.executable, "-m", "wizard", "create", *options, str(path)]
        done = subprocess.run(
            ["bash", "-c", '"$@" >&-', "-", *command], capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert "connector_id   1" in done.stderr
        assert "can't write to standard output. It's closed." in done.stderr
    assert sandbox.state.count == 1


def test_a_template_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [*PROGRAM, "template", "confluence", "--into", str(tmp_path / "d")]
    # Otherwise Python would write cut files, too.
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 1; "$@"', "-", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "confluence.toml: " in done.stderr
    assert not list((tmp_path / "d").iterdir())
    assert run(*command[len(PROGRAM) :]).returncode == 0


def wait_for_request(sandbox: Sandbox) -> None:
    deadline = time.monotonic() + 20
    while not sandbox.state.count and time.monotonic() < deadline:
        time.sleep(0.02)
    assert sandbox.state.count == 1


def test_progress_is_shown_on_a_terminal_alone(tmp_path: Path, sandbox: Sandbox) -> None:
    for name in "ab":
        text = f'name = "{name}"\ntype = "web"\n[config]\nbase_url = "https://example.com"\n'
        (tmp_path / f"{name}.toml").write_text(text)
    files = [str(tmp_path / "a.toml"), str(tmp_path / "b.toml")]
    with Terminal("create", *files, command=PROGRAM) as terminal:
        assert terminal.wait_exit() == 0
    assert b"[1/2]" in terminal.output
    assert b"[2/2]" in terminal.output
    assert run("create", "--again", *files).stderr.count("/2]") == 0


def test_login_shows_nothing_of_what_is_pasted() -> None:
    with Terminal("login", command=PROGRAM, stdout_is_terminal=True) as terminal:
        terminal.wait_for("hidden")
        terminal.send("planted-session\n")
        assert terminal.wait_exit() == 1  # there is no keyring in the tests
        assert "CLARM_SESSION" in terminal.text()
    assert b"planted" not in terminal.output


def test_login_can_be_left() -> None:
    with Terminal("login", command=PROGRAM) as terminal:
        terminal.wait_for("hidden")
        terminal.send("\x03")
        assert terminal.wait_exit() == 130


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_whatever_ends_login_the_terminal_shows_again_what_is_typed(
    number: signal.Signals,
) -> None:
    with Terminal("login", command=PROGRAM) as terminal:
        terminal.wait_for("hidden")
        assert not terminal.echoes()
        terminal.process.send_signal(number)
        assert terminal.wait_exit() == -number
        assert terminal.echoes()


def test_a_closed_standard_input_is_said(tmp_path: Path) -> None:
    closed = {"preexec_fn": lambda: os.close(0), "stdin": None}
    for words in (["login"], ["create", "--dry-run", "-"]):
        done = run(*words, **closed)
        assert done.returncode == 2
        assert "closed" in done.stderr
        assert "failed" not in done.stderr


@pytest.mark.parametrize("switch", ["", "1"])
def test_no_plugin_of_pydantic_sees_secrets_unless_a_developer_asks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, switch: str
) -> None:
    seen, info = tmp_path / "seen", tmp_path / "spy-1.dist-info"
    (tmp_path / "spy.py").write_text(
        "class Spy:\n"
        "    def new_schema_validator(self, *_):\n"
        f"        open({str(seen)!r}, 'w').close()\n"
        "        return None, None, None\n"
        "spy = Spy()\n"
    )
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: spy\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[pydantic]\nspy = spy:spy\n")
    request = tmp_path / "slack.json"
    request.write_text('{"name": "A", "type": "slack"}')
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("CLARM_WIZARD_DEV", switch)
    done = subprocess.run(
        [*PROGRAM, "create", "--dry-run", str(request)], capture_output=True, text=True, check=False
    )
    assert "credential" in done.stderr
    assert seen.exists() is (switch == "1")


@pytest.mark.parametrize("switch", ["", "1"])
def test_textual_writes_what_is_typed_to_no_log_unless_a_developer_asks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, switch: str
) -> None:
    log = tmp_path / "textual.log"
    monkeypatch.setenv("TEXTUAL_LOG", str(log))
    monkeypatch.setenv("CLARM_WIZARD_DEV", switch)
    with Terminal("--sandbox", command=PROGRAM) as terminal:
        terminal.wait_for("Type to filter")
    assert log.exists() is (switch == "1")


def test_a_shell_may_hand_over_a_request_and_the_session(sandbox: Sandbox) -> None:
    script = 'CLARM_SESSION_FILE=<(printf %s "$0") "$@" create --json <(cat)'
    done = subprocess.run(
        ["bash", "-c", script, sandbox.session.get_secret_value(), *PROGRAM],
        env={name: value for name, value in os.environ.items() if name != "CLARM_SESSION"},
        input="""{"name": "Docs", "type": "web", "config": {"base_url": "https://a.example"},
                  "credential": {"credentials": {}}}""",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert json.loads(done.stdout)["name"] == "Docs", done.stderr
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="a home in the kernel's own file system")
def test_a_home_where_nothing_can_be_made_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", "/proc")
    done = subprocess.run(
        [*PROGRAM, "create", "--sandbox", "-"],
        input="""{"name": "Docs", "type": "web", "config": {"base_url": "https://a.example"},
                  "credential": {"credentials": {}}}""",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Can't create a folder here." in done.stderr
    assert "failed" not in done.stderr
