"""Fixtures of the session tests: no real keyring, no real home."""

from __future__ import annotations

from pathlib import Path

import keyring.core
import pytest
from keyring.backends import fail

from tests.support.keyring import FakeKeyring


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine has, tests find a keyring that refuses everything."""
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())  # type: ignore[no-untyped-call]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder."""
    path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(path))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture
def fake_keyring(no_keyring: None, monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """A keyring that works, and forgets with the test."""
    fake = FakeKeyring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", fake)
    return fake
