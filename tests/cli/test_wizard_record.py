"""A wizard that begins from a file of a folder keeps the record of that folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import Command, write
from wizard.sandbox import Sandbox
from wizard.storage.record import SourceRecord

ANSWERS = "yes\nquit\n"


@pytest.fixture
def file(sandbox: Sandbox) -> str:
    Path("sources").mkdir()
    SourceRecord(Path("sources")).path.touch()
    return write("sources/chat.json")


def test_what_it_creates_is_there_for_all(
    command: Command,
    sandbox: Sandbox,
    file: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = command("--plain", "--from", file, "--json", stdin=ANSWERS)
    assert done.code == 0, done.err
    assert json.loads(done.out)["connector_id"] == 1
    [source] = SourceRecord(Path("sources")).read().values()
    assert (source.connector_id, source.file) == (1, "chat.json")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    done = command("--plain", "--from", file, stdin=ANSWERS)
    assert "“chat” was created from this file before: connector ID 1" in done.err
    assert command("create", file).code == 0
