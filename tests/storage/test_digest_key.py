"""What was sent cannot be guessed from the history: its digests are made with a key."""

from __future__ import annotations

import hashlib
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.api import CreateSourceRequest
from wizard.core.submission import SourceFile, attempt_of
from wizard.forms import Secret
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.digest_key import read_key
from wizard.storage.history import History, content_digest
from wizard.storage.history_events import HistoryEvent
from wizard.utils.timestamps import now

NOTE = """
import sys
from pathlib import Path
from wizard.storage.history import History
history = History(Path(sys.argv[1]))
intent = history.intent(host="h", type="web", name=sys.argv[2], digest="d" + sys.argv[2])
history.created(intent, connector_id=7, credential_id=8, status="")
"""


def key_of(path: Path) -> Path:
    return path.with_suffix(".key")


def create(history: History, **attempt: Any) -> None:
    intent = history.intent(**attempt)
    history.created(intent, connector_id=7, credential_id=8, status="")


def reasons(history: History, **attempt: Any) -> list[Reason]:
    return [conflict.reason for conflict in history.conflicts(**attempt)]


def sent(name: str = "Docs", **more: Any) -> dict[str, Any]:
    return {"host": "h", "type": "web", "name": name, "digest": f"d{name}", **more}


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=40), st.binary(max_size=60))
def test_no_plain_digest_is_written(
    tmp_path_factory: pytest.TempPathFactory, secret: str, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("state") / "history.jsonl"
    request = CreateSourceRequest(name="Docs", type="web", credentials={"token": Secret(secret)})
    origin = SourceFile(path.with_name("a.json"), content_digest(content))
    attempt = attempt_of(request, "h", origin)
    create(History(path), **attempt)
    for file in path.parent.rglob("*"):
        data = b"" if file.is_dir() else file.read_bytes()
        for plain in (request.digest(), origin.digest, hashlib.sha256(content).hexdigest()):
            assert plain.encode() not in data
            assert bytes.fromhex(plain) not in data
    assert reasons(History(path), **attempt) == [Reason.CREATED]
    assert reasons(History(path), **{**attempt, "digest": "other"}) == [Reason.CREATED]


def test_another_history_has_other_digests(path: Path, tmp_path: Path) -> None:
    found = set()
    for place in (path, tmp_path / "other" / "history.jsonl"):
        create(History(place), **sent())
        found |= {entry.digest for entry in History(place).read().entries}
    assert len(found) == 2


def test_what_an_older_version_noted_is_known_still(path: Path) -> None:
    file = {"source": str(path.with_name("a.json")), "source_digest": content_digest(b"{}")}
    ids = {"connector_id": 7, "credential_id": 8, "status": "", "message": ""}
    path.parent.mkdir()
    path.write_bytes(
        HistoryEvent("intent", "old", now(), {**sent(), **file}).line()
        + HistoryEvent("created", "old", now(), ids).line()
    )
    for _ in range(2):  # without a key, and with one
        history = History(path)
        assert reasons(history, **sent()) == [Reason.CREATED]
        assert reasons(history, **{**sent(), "digest": "new"}, **file) == [Reason.CREATED]
        assert len(history.find_created(host="h", digest="dDocs")) == 1
        create(history, **sent(f"another {key_of(path).exists()}"))


def test_the_key_is_private_and_stays(path: Path) -> None:
    create(History(path), **sent())
    key = key_of(path).read_bytes()
    assert stat.S_IMODE(key_of(path).stat().st_mode) == 0o600
    create(History(path), **sent("Other"))
    assert key_of(path).read_bytes() == key


def test_to_look_makes_no_key(path: Path) -> None:
    assert History(path).conflicts(**sent()) == []
    assert not path.parent.exists()


def test_processes_that_begin_at_once_make_one_key(path: Path) -> None:
    names = [str(number) for number in range(6)]
    children = [subprocess.Popen([sys.executable, "-c", NOTE, str(path), name]) for name in names]
    assert [child.wait() for child in children] == [0] * len(names)
    history = History(path)
    for name in names:
        assert reasons(history, **sent(name)) == [Reason.CREATED]


def test_a_key_that_is_lost_is_made_anew_and_the_entries_stay(path: Path) -> None:
    create(History(path), **sent())
    key_of(path).unlink()
    create(History(path), **sent("Other"))
    history = History(path)
    assert [entry.name for entry in history.read().entries] == ["Other", "Docs"]
    assert reasons(history, **sent("Other")) == [Reason.CREATED]


def test_what_was_sent_with_a_lost_key_is_not_sent_again_unasked(path: Path) -> None:
    create(History(path), **sent())
    key_of(path).unlink()
    for _ in range(2):  # without a key, and with another
        history = History(path)
        with pytest.raises(Conflict, match=r"connector ID 7.* It may be this one") as caught:
            history.intent(**sent())
        assert caught.value.reason is Reason.SIMILAR
        assert reasons(history, **{**sent(), "digest": "changed"}) == [Reason.SIMILAR]
        create(history, **sent(f"another {key_of(path).exists()}"))
    create(history, **sent(), decided=lambda _: True)
    assert reasons(history, **sent()) == [Reason.CREATED]


@pytest.mark.parametrize("content", [b"", b"00", b"no key", b"\xff" * 32, b"0" * 2_000_000])
def test_a_broken_key_is_said_and_nothing_is_noted(path: Path, content: bytes) -> None:
    create(History(path), **sent())
    key_of(path).write_bytes(content)
    for call in (History(path).intent, History(path).conflicts):
        with pytest.raises(StorageError, match="Move this file away"):
            call(**sent())
    assert len(History(path).read().entries) == 1
    assert key_of(path).read_bytes() == content


def test_what_is_no_file_in_the_place_of_the_key_is_said(path: Path) -> None:
    path.parent.mkdir()
    key_of(path).mkdir()
    with pytest.raises(StorageError):
        History(path).intent(**sent())
    assert History(path).read().entries == ()


def test_a_key_that_another_takes_the_place_of_is_read_again(tmp_path: Path) -> None:
    path, other = tmp_path / "history.key", tmp_path / "other.key"
    path.write_text("11" * 32)
    assert read_key(path) == read_key(path) == b"\x11" * 32
    other.write_text("22" * 32)
    other.replace(path)
    assert read_key(path) == b"\x22" * 32
    path.unlink()
    assert read_key(path) is None
