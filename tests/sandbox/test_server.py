"""Starting, stopping, and not being installed."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import httpx
import pytest

from wizard.forms import Secret
from wizard.sandbox import Sandbox, SandboxMissing, SandboxPortTaken

pytestmark = pytest.mark.slow


def is_open(url: str) -> bool:
    host, _, port = url.removeprefix("http://").rpartition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def test_it_answers_when_started_and_is_gone_when_stopped() -> None:
    sandbox = Sandbox()
    sandbox.start()
    assert sandbox.url.startswith("http://127.0.0.1:")
    assert is_open(sandbox.url)
    sandbox.stop()
    assert not is_open(sandbox.url)
    sandbox.stop()


def test_two_run_side_by_side_with_sessions_of_their_own() -> None:
    with Sandbox() as one, Sandbox() as other:
        assert one.url != other.url
        assert one.session.get_secret_value() != other.session.get_secret_value()
        assert one.session.get_secret_value() not in repr(one) + repr(one.state)


def test_a_given_session_is_used() -> None:
    assert Sandbox(session=Secret("abc")).session.get_secret_value() == "abc"


def test_a_port_in_use_is_told() -> None:
    with Sandbox() as first:
        port = int(first.url.rpartition(":")[2])
        with pytest.raises(SandboxPortTaken, match=f"Port {port} is in use"):
            Sandbox(port=port).start()
    with pytest.raises(SandboxPortTaken):
        Sandbox(port=99999).start()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2"])  # noqa: S104
def test_it_is_never_reachable_from_elsewhere(host: str) -> None:
    with pytest.raises(ValueError, match="on this machine"):
        Sandbox(host=host)


@pytest.mark.parametrize("package", ["fastapi", "uvicorn"])
def test_without_its_packages_it_says_what_to_install(package: str) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from wizard.sandbox import Sandbox, SandboxMissing\n"
        "try:\n"
        "    Sandbox()\n"
        "except SandboxMissing as error:\n"
        "    sys.exit(str(error))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'clarm-wizard[sandbox]'" in done.stderr


def test_missing_is_one_of_its_errors() -> None:
    assert "sandbox" in str(SandboxMissing())


def test_making_one_loads_no_server() -> None:
    code = (
        "import sys, wizard.sandbox; wizard.sandbox.Sandbox(); "
        "assert not {'fastapi', 'uvicorn', 'httpx'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_serve_says_how_to_use_it_and_ends_with_ctrl_c() -> None:
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import wizard.cli.output as o, wizard.sandbox as s; s.serve(tell=o.emit)",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    told = ""
    while "ctrl+c" not in told:
        line = process.stdout.readline()
        assert line
        told += line
    settings = dict(
        line.strip().removeprefix("export ").split("=", 1)
        for line in told.splitlines()
        if "export" in line
    )
    answer = httpx.get(
        f"{settings['CLARM_API_URL']}/sandbox/requests",
        headers={"Cookie": f"fastapiusersauth={settings['CLARM_SESSION']}"},
        trust_env=False,
    )
    assert answer.json() == {"count": 0, "requests": []}

    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert errors == ""
