"""Commands run in this process, against a sandbox on this machine, in folders of their own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import SESSION, Command, Done
from wizard.cli.main import run
from wizard.forms import Secret
from wizard.sandbox import Sandbox


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine's is read or written; returns the folder one is in."""
    for kind in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    for name in ("SESSION", "SESSION_FILE", "API_KEY", "API_URL"):
        monkeypatch.delenv(f"CLARM_{name}", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs the program with some arguments, and ``stdin`` if given."""

    def call(*arguments: str, stdin: str = "") -> Done:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        code = run(arguments)
        return Done(code, *capsys.readouterr())

    return call


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox that one is signed in to."""
    with Sandbox(session=Secret(SESSION)) as running:
        monkeypatch.setenv("CLARM_API_URL", running.url)
        monkeypatch.setenv("CLARM_SESSION", SESSION)
        yield running
