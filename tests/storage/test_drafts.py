"""Drafts: all that was typed comes back, secrets excepted, and nothing is ever overwritten."""

from __future__ import annotations

import base64
import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import quote

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.flow import CONFIG, Step, WizardFlow
from wizard.forms import EXTRA, Secret, UnionControl
from wizard.storage.atomic import StorageError
from wizard.storage.drafts import MAX_AGE, DraftLocked, DraftStore
from wizard.utils.parsing import MAX_DEPTH, strict_json

SENTINEL = "s3ntinel <value> “/”"
MOMENT = datetime(2026, 11, 24, 6, 25, tzinfo=UTC)
PAYLOAD = {
    "host": "https://api.example.com",
    "type": "web",
    "name": "Docs",
    "step": "configure",
    "focus": ["config", "base_url"],
    "values": {"base_url": "https://example.com", "depth": 3, "old": None},
}


class Moving:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Moving:
    return Moving()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts"


@pytest.fixture
def store(folder: Path, clock: Moving) -> DraftStore:
    return DraftStore(folder, clock=clock)


def other(folder: Path) -> DraftStore:
    """A store as another process would have it: it shares no claims."""
    return DraftStore(folder)


# Saving and loading


def test_a_draft_comes_back_as_it_was(store: DraftStore, folder: Path) -> None:
    draft_id = store.new_id()
    store.save(draft_id, PAYLOAD)
    draft = other(folder).load(draft_id)
    assert (draft.id, draft.saved_at, draft.payload) == (draft_id, MOMENT, PAYLOAD)
    (file,) = folder.glob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
SECRETS = st.sampled_from(
    [Secret(SENTINEL), pydantic.SecretStr(SENTINEL), pydantic.SecretBytes(SENTINEL.encode())]
)
VALUES = st.recursive(
    LEAF | TEXT | SECRETS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(TEXT, inner, max_size=4)
    ),
    max_leaves=20,
)


def is_secret(value: object) -> bool:
    return isinstance(value, pydantic.SecretStr | pydantic.SecretBytes)


def kept(value: Any) -> Any:
    """What should come back."""
    if isinstance(value, dict):
        return {name: kept(inner) for name, inner in value.items() if not is_secret(inner)}
    if isinstance(value, list | tuple):
        return [kept(inner) for inner in value if not is_secret(inner)]
    return value


@pytest.mark.slow
@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_everything_but_secrets_comes_back(
    tmp_path_factory: pytest.TempPathFactory, payload: dict[str, Any]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "property"
    store = DraftStore(folder)
    draft_id = store.new_id()
    store.save(draft_id, payload)
    assert store.load(draft_id).payload == kept(payload)
    content = (folder / f"{draft_id}.json").read_text()
    for form in (
        SENTINEL,
        json.dumps(SENTINEL)[1:-1],
        quote(SENTINEL),
        base64.b64encode(SENTINEL.encode()).decode(),
        "s3ntinel",
    ):
        assert form not in content
    store.delete(draft_id)


def test_half_characters_do_not_stop_a_draft(store: DraftStore) -> None:
    draft_id = store.new_id()
    store.save(draft_id, {"name": "a\ud800b"})
    assert store.load(draft_id).payload == {"name": "a\ufffdb"}


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"a": value}
    return value


@pytest.mark.slow
@pytest.mark.parametrize(
    "value",
    [object(), float("nan"), {1: "a", "1": "b"}, nested(100), nested(100_000), "x" * (17 << 20)],
    ids=["object", "nan", "names", "deep", "deepest", "large"],
)
def test_what_could_not_be_read_again_is_not_saved(store: DraftStore, value: object) -> None:
    draft_id = store.new_id()
    store.save(draft_id, PAYLOAD)
    with pytest.raises(StorageError, match=r"Can't save this draft\."):
        store.save(draft_id, {"value": value})
    assert store.load(draft_id).payload == PAYLOAD


@pytest.mark.parametrize("type", ["web", "confluence"])
def test_the_deepest_that_a_form_takes_is_saved(store: DraftStore, type: str) -> None:
    flow = WizardFlow()
    flow.choose(type)
    state = flow.forms[Step.CONFIGURE]
    deepest = strict_json('{"a":' * MAX_DEPTH + "1" + "}" * MAX_DEPTH)
    loc = CONFIG
    while isinstance(control := state.control(loc), UnionControl):
        loc = (*loc, control.variant(state.shown(loc)).key)
    state.set((*loc, EXTRA), deepest)
    draft_id = store.new_id()
    store.save(draft_id, flow.snapshot())
    again = WizardFlow.from_snapshot(store.load(draft_id).payload)
    assert again.forms[Step.CONFIGURE].entered((*loc, EXTRA)) == deepest


@pytest.mark.parametrize("draft_id", ["", "00000000", "../../etc/passwd", "a" * 9, "0000000\n"])
def test_a_draft_that_is_not_there_is_said(store: DraftStore, draft_id: str) -> None:
    for call in (store.load, store.resume):
        with pytest.raises(StorageError, match=r"No such draft\."):
            call(draft_id)


# Two wizards


def test_two_wizards_do_not_write_to_the_same_draft(store: DraftStore, folder: Path) -> None:
    draft_id = store.new_id()
    store.save(draft_id, PAYLOAD)
    second = other(folder)
    calls: list[Callable[[], object]] = [
        lambda: second.save(draft_id, {}),
        lambda: second.resume(draft_id),
        lambda: second.delete(draft_id),
    ]
    for call in calls:
        with pytest.raises(DraftLocked, match="open in another wizard"):
            call()
    assert second.load(draft_id).payload == PAYLOAD
    assert [draft.in_use for draft in second.list().drafts] == [True]
    assert [draft.in_use for draft in store.list().drafts] == [False]

    store.release(draft_id)
    assert second.resume(draft_id).payload == PAYLOAD
    with pytest.raises(DraftLocked):
        store.save(draft_id, {})
    second.save(draft_id, {"name": "theirs"})
    assert store.load(draft_id).payload == {"name": "theirs"}


def test_a_failed_resume_leaves_the_draft_to_others(store: DraftStore, folder: Path) -> None:
    newer = DraftStore(folder, version=2)
    draft_id = newer.new_id()
    newer.save(draft_id, PAYLOAD)
    newer.release(draft_id)
    with pytest.raises(StorageError, match="newer version"):
        store.resume(draft_id)
    assert newer.resume(draft_id).payload == PAYLOAD


HOLD = """
import sys
from pathlib import Path
from wizard.storage.drafts import DraftStore
DraftStore(Path(sys.argv[1])).save("0123abcd", {"name": "theirs"})
print(flush=True)
sys.stdin.read()
"""


def test_the_draft_of_a_killed_wizard_can_be_resumed(store: DraftStore, folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout
        child.stdout.readline()
        (draft,) = store.list().drafts
        assert draft.in_use
        with pytest.raises(DraftLocked):
            store.resume(draft.id)
        child.kill()
    (draft,) = store.list().drafts
    assert not draft.in_use
    assert store.resume(draft.id).payload == {"name": "theirs"}


# Listing


def test_lists_newest_first_with_what_one_needs_to_choose(store: DraftStore, clock: Moving) -> None:
    for name in ("one", "two", "three"):
        store.save(store.new_id(), {**PAYLOAD, "name": name, "step": 2})
        clock.moment += timedelta(minutes=1)
    listed = store.list()
    assert listed.notes == ()
    assert [draft.name for draft in listed.drafts] == ["three", "two", "one"]
    newest = listed.drafts[0]
    assert (newest.host, newest.type, newest.step) == ("https://api.example.com", "web", "2")
    assert newest.saved_at == MOMENT + timedelta(minutes=2)


def test_listed_texts_are_inert_and_bounded(store: DraftStore) -> None:
    store.save(store.new_id(), {"name": "a\x1b[31mb\u202e" + "x" * 9999, "type": ["no text"]})
    (draft,) = store.list().drafts
    assert draft.name.isprintable()
    assert len(draft.name) <= 200
    assert draft.type == ""


def test_an_empty_or_missing_folder_has_no_drafts(store: DraftStore, folder: Path) -> None:
    assert store.list().drafts == ()
    folder.mkdir(parents=True)
    assert store.list().drafts == ()


def test_a_folder_that_cannot_be_read_is_a_note(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    listed = DraftStore(tmp_path / "file" / "drafts").list()
    assert listed.drafts == ()
    assert len(listed.notes) == 1


def test_old_drafts_are_told_and_stay(store: DraftStore, folder: Path, clock: Moving) -> None:
    old, used, new = store.new_id(), "00000000", "00000001"
    store.save(old, PAYLOAD)
    theirs = DraftStore(folder, clock=clock)
    theirs.save(used, PAYLOAD)
    clock.moment += timedelta(days=1)
    store.save(new, PAYLOAD)
    clock.moment += MAX_AGE
    assert {draft.id: draft.old for draft in store.list().drafts} == {
        old: True,
        used: True,
        new: False,
    }


def test_deleting_leaves_nothing_and_may_be_repeated(store: DraftStore, folder: Path) -> None:
    draft_id = store.new_id()
    store.delete(draft_id)
    store.save(draft_id, PAYLOAD)
    store.delete(draft_id)
    store.delete(draft_id)
    assert os.listdir(folder) == []


# Other versions


def test_an_older_draft_is_brought_up_to_date(folder: Path) -> None:
    first = DraftStore(folder, version=1)
    draft_id = first.new_id()
    first.save(draft_id, {"title": "Docs"})
    first.release(draft_id)
    third = DraftStore(
        folder,
        version=3,
        migrations={
            1: lambda payload: {"name": payload["title"]},
            2: lambda payload: {**payload, "step": "review"},
        },
    )
    assert third.resume(draft_id).payload == {"name": "Docs", "step": "review"}
    assert [(draft.name, draft.problem) for draft in third.list().drafts] == [("Docs", "")]


def test_drafts_that_are_too_old_or_too_new_stay_and_say_so(folder: Path) -> None:
    for version, words in ((1, "too old"), (3, "newer version")):
        store = DraftStore(folder, version=version)
        draft_id = store.new_id()
        store.save(draft_id, PAYLOAD)
        store.release(draft_id)
        second = DraftStore(folder, version=2)
        with pytest.raises(StorageError, match=words):
            second.load(draft_id)
        (listed,) = second.list().drafts
        assert words in listed.problem
        assert store.load(draft_id).payload == PAYLOAD
        store.delete(draft_id)


def test_a_newer_draft_of_another_shape_stays(store: DraftStore, folder: Path) -> None:
    folder.mkdir(parents=True)
    content = '{"kind": "clarm-wizard draft", "version": 2, "id": 7, "sealed": "x"}'
    (folder / "00000000.json").write_text(content)
    listed = store.list()
    assert listed.notes == ()
    assert "newer version" in listed.drafts[0].problem
    assert (folder / "00000000.json").read_text() == content


def test_a_draft_that_its_migration_cannot_take_is_set_aside(folder: Path) -> None:
    first = DraftStore(folder, version=1)
    first.save("00000000", {})
    second = DraftStore(folder, version=2, migrations={1: lambda payload: payload["missing"]})
    assert "damaged" in second.list().notes[0]
    assert (folder / "00000000.json.broken-1").exists()


# Broken and foreign files


GOOD = {
    "kind": "clarm-wizard draft",
    "version": 1,
    "id": "00000000",
    "saved_at": "2026-11-24T06:25:00Z",
    "payload": {},
}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff",
        b"{",
        b"[]",
        b'{"a": 1}',
        b"[" * 100_000,
        json.dumps(GOOD).encode()[:-3],
        json.dumps({**GOOD, "id": "00000001"}).encode(),
        json.dumps({**GOOD, "version": "1"}).encode(),
        json.dumps({**GOOD, "version": True}).encode(),
        json.dumps({**GOOD, "version": 0}).encode(),
        json.dumps({**GOOD, "saved_at": "yesterday"}).encode(),
        json.dumps({**GOOD, "saved_at": "2026-11-24T06:25:00"}).encode(),
        json.dumps({**GOOD, "saved_at": "9999-12-31T23:59:59-23:00"}).encode(),
        json.dumps({**GOOD, "payload": []}).encode(),
        json.dumps({**GOOD, "payload": float("nan")}).encode(),
    ],
)
def test_broken_files_are_set_aside_whole(content: bytes, store: DraftStore, folder: Path) -> None:
    folder.mkdir(parents=True)
    store.save("00000001", PAYLOAD)
    file = folder / "00000000.json"
    file.write_bytes(content)
    assert store.list().notes[0].endswith("It was moved to 00000000.json.broken-1.")
    file.write_bytes(content)
    with pytest.raises(StorageError, match=r"It was moved to 00000000\.json\.broken-2\."):
        store.load("00000000")
    assert (folder / "00000000.json.broken-1").read_bytes() == content
    assert (folder / "00000000.json.broken-2").read_bytes() == content
    assert [draft.id for draft in store.list().drafts] == ["00000001"]


def test_files_that_are_none_are_set_aside_too(store: DraftStore, folder: Path) -> None:
    folder.mkdir(parents=True)
    os.mkfifo(folder / "00000000.json")
    (folder / "00000001.json").mkdir()
    (folder / "00000002.json").symlink_to("/dev/zero")
    (folder / "notes.json").write_text('{"mine": true}')
    (folder / "readme.txt").write_text("mine")
    assert len(store.list().notes) == 4
    assert store.list().notes == ()
    assert (folder / "notes.json.broken-1").read_text() == '{"mine": true}'
    assert (folder / "readme.txt").exists()


def test_a_file_that_may_not_be_read_stays(
    store: DraftStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save("00000000", PAYLOAD)
    plain_open = os.open

    def refuse(path: Any, *args: int) -> int:
        if str(path).endswith(".json"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return plain_open(path, *args)

    with monkeypatch.context() as locked:
        locked.setattr(os, "open", refuse)
        assert "have permission" in store.list().notes[0]
        with pytest.raises(StorageError, match="have permission"):
            store.load("00000000")
    assert store.load("00000000").payload == PAYLOAD


# Full disks and read-only homes


def no_space(*_args: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(store: DraftStore, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One draft is there, nothing new can be created."""
    store.save("00000000", PAYLOAD)
    store.release("00000000")
    plain_open = os.open

    def refuse(path: Any, flags: int, *args: int) -> int:
        if flags & os.O_CREAT:
            no_space()
        return plain_open(path, flags, *args)

    with monkeypatch.context() as full:
        full.setattr(os, "open", refuse)
        yield


@pytest.mark.usefixtures("full_disk")
def test_on_a_full_disk_drafts_can_be_listed_resumed_and_deleted(store: DraftStore) -> None:
    assert [draft.id for draft in store.list().drafts] == ["00000000"]
    assert store.resume("00000000").payload == PAYLOAD
    with pytest.raises(StorageError, match=r"The disk is full\."):
        store.save("00000000", {})
    assert store.load("00000000").payload == PAYLOAD
    store.delete("00000000")
    assert store.list().drafts == ()


def test_saving_works_again_once_there_is_space(
    store: DraftStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_id = store.new_id()
    with monkeypatch.context() as full:
        full.setattr(os, "write", no_space)
        with pytest.raises(StorageError, match=r"The disk is full\."):
            store.save(draft_id, PAYLOAD)
    store.save(draft_id, PAYLOAD)
    assert store.load(draft_id).payload == PAYLOAD


def test_without_a_home_saving_is_an_error_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    store = DraftStore(tmp_path / "home" / "drafts")
    draft_id = store.new_id()
    with pytest.raises(StorageError, match="is a file, not a folder"):
        store.save(draft_id, PAYLOAD)
    store.release(draft_id)
