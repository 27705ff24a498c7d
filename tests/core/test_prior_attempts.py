"""What was made before from the same file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wizard.core.prior_attempts import warning_for_file
from wizard.core.submission import SourceFile
from wizard.storage.atomic import StorageError
from wizard.storage.history import History

HOST = "api.example.com"


@dataclass
class Places:
    """The services that are asked."""

    path: Path
    host: str = HOST

    def history(self) -> History:
        return History(self.path)


def said(origin: SourceFile | None, path: Path, **options: Any) -> str:
    return warning_for_file(Places(path, **options), {}, origin)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> SourceFile:
    return SourceFile(tmp_path / "mine.toml", "digest")


@pytest.fixture
def path(tmp_path: Path, file: SourceFile) -> Path:
    """A history in which it was created from that file."""
    path = tmp_path / "history.jsonl"
    history = History(path)
    intent = history.intent(
        host=HOST, type="web", name="Docs", digest="d", source=file.path, source_digest="digest"
    )
    history.created(intent, connector_id=7, credential_id=70, status="success")
    return path


def test_the_ids_of_what_was_made_are_named(file: SourceFile, path: Path) -> None:
    assert said(file, path).startswith(
        "“Docs” was created from this file before: connector ID 7, credential ID 70."
    )


def test_what_a_person_found_counts_though_its_ids_are_not_known(
    tmp_path: Path, file: SourceFile
) -> None:
    history = History(tmp_path / "other.jsonl")
    intent = history.intent(
        host=HOST, type="web", name="Docs", digest="d", source=file.path, source_digest="digest"
    )
    assert said(file, tmp_path / "other.jsonl") == ""
    history.unknown(intent, reason="cut")
    history.resolve(intent, exists=True)
    words = said(file, tmp_path / "other.jsonl")
    assert "created from this file before. Sending" in words
    assert "None" not in words


def test_nothing_is_said_of_anything_else(file: SourceFile, path: Path, tmp_path: Path) -> None:
    assert said(None, path) == ""
    assert said(SourceFile(file.path, "changed"), path) == ""
    assert said(SourceFile(tmp_path / "other.toml", "digest"), path) == ""
    assert said(file, tmp_path / "no-history.jsonl") == ""
    assert said(file, path, host="other.example.com") == ""


def test_a_history_that_cannot_be_read_stops_nothing(file: SourceFile, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        History(tmp_path).read()
    assert said(file, tmp_path) == ""
