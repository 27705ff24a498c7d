"""Fixtures of the storage tests: no real home."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.storage.history import History


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder."""
    path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(path))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a history that doesn't exist yet."""
    return tmp_path / "state" / "history.jsonl"


@pytest.fixture
def history(path: Path) -> History:
    """The history in that file."""
    return History(path)
