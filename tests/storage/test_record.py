"""The record of a folder: shared by all, merged by hand, and never a place for secrets."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.forms import Secret
from wizard.storage.atomic import StorageError
from wizard.storage.conflicts import Conflict, Reason
from wizard.storage.record import BrokenRecord, SourceRecord
from wizard.storage.record_format import RecordedSource, field_digests, source_of

MOMENT = datetime(2026, 11, 29, 10, tzinfo=UTC)
HOST = "api.clarm.com"
BODY: dict[str, Any] = {
    "name": "Docs",
    "type": "web",
    "config": {"base_url": "https://example.com"},
    "credential": {"credentials": {}},
    "refresh_freq": 1800,
    "prune_freq": None,
}


def source(name: str = "Docs", /, *, id: str = "a1", file: str = "", **body: Any) -> RecordedSource:
    return source_of(
        HOST, {**BODY, "name": name, **body}, id=id, file=file or f"{name.lower()}.toml"
    )


@pytest.fixture
def record(tmp_path: Path) -> SourceRecord:
    return SourceRecord(tmp_path, clock=lambda: MOMENT)


def create(record: SourceRecord, created: RecordedSource, number: int = 10) -> None:
    record.claim(created)
    record.created(created, number, 1000 + number)


def reasons(record: SourceRecord, wanted: RecordedSource) -> list[Reason]:
    return [conflict.reason for conflict in record.conflicts(wanted)]


def refused(record: SourceRecord, wanted: RecordedSource) -> Conflict:
    with pytest.raises(Conflict) as caught:
        record.claim(wanted)
    return caught.value


class TestWhatIsKnown:
    def test_what_was_created_is_not_claimed_again(self, record: SourceRecord) -> None:
        create(record, source())
        conflict = refused(record, source(id="b2"))
        assert conflict.reason is Reason.CREATED
        assert (conflict.entry.connector_id, conflict.entry.credential_id) == (10, 1010)
        assert conflict.changed == ()

    def test_what_was_sent_without_an_answer_may_exist(self, record: SourceRecord) -> None:
        record.claim(source())
        assert refused(record, source(id="b2")).reason is Reason.UNRESOLVED

    def test_what_was_refused_is_free_again(self, record: SourceRecord) -> None:
        record.claim(source())
        record.not_created(source())
        assert record.read() == {}
        record.claim(source(id="b2"))

    def test_a_later_refusal_takes_nothing_from_what_was_created(
        self, record: SourceRecord
    ) -> None:
        create(record, source())
        record.claim(source(id="b2"), lambda _: True)
        assert reasons(record, source(id="c3")) == [Reason.CREATED, Reason.UNRESOLVED]
        record.not_created(source(id="b2"))
        assert reasons(record, source(id="c3")) == [Reason.CREATED]
        assert record.read()[source().sent].connector_id == 10

    def test_another_host_type_or_name_is_another_source(self, record: SourceRecord) -> None:
        create(record, source())
        assert reasons(record, source("Blog")) == []
        assert reasons(record, source(type="slack")) == []
        assert reasons(record, source()._replace(host="other.example.com", id="b2")) == []

    def test_long_names_that_begin_alike_are_different_sources(self, record: SourceRecord) -> None:
        one, two = (source(f"{'n' * 310}{end}", file=f"{end}.toml") for end in "ab")
        create(record, one)
        assert reasons(record, two._replace(id="b2")) == []
        create(record, two._replace(id="b2"), 11)
        found = {known.file: known.connector_id for known in record.read().values()}
        assert found == {"a.toml": 10, "b.toml": 11}
        assert reasons(record, one._replace(id="c3")) == [Reason.CREATED]

    def test_a_changed_file_says_in_what(self, record: SourceRecord) -> None:
        create(record, source())
        changed = source(id="b2", refresh_freq=60, config={"base_url": "https://x", "more": 1})
        [conflict] = record.conflicts(changed)
        assert set(conflict.changed) == {"refresh_freq", "config.base_url", "config.more"}

    def test_a_name_changed_in_the_file_is_a_change_too(self, record: SourceRecord) -> None:
        create(record, source(file="web.toml"))
        [conflict] = record.conflicts(source("Handbook", id="b2", file="web.toml"))
        assert conflict.changed == ("name",)

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            ("docs", Reason.CREATED),
            ("1", Reason.SIMILAR),
            ("docs 2", Reason.SIMILAR),
        ],
    )
    def test_a_row_known_by_its_position_may_be_another_one(
        self, record: SourceRecord, row: str, reason: Reason
    ) -> None:
        create(record, source(file="web.toml")._replace(row=row))
        known = source(id="b2", file="web.toml")._replace(row=row)
        assert reasons(record, known) == [Reason.CREATED]
        [conflict] = record.conflicts(source("Blog", id="b2", file="web.toml")._replace(row=row))
        assert conflict.reason is reason
        assert ("It may be this one" in str(conflict)) is (reason is Reason.SIMILAR)

    def test_parts_that_are_not_known_are_not_compared(self) -> None:
        recorded = source(credential={"credentials": {"mail": "a@example.com"}})
        part = field_digests({"name": "Docs", "refresh_freq": 60})
        assert recorded.changed(part) == ("refresh_freq",)

    @pytest.mark.parametrize(("exists", "left"), [(True, [Reason.CREATED]), (False, [])])
    def test_a_person_settles_what_had_no_answer(
        self, record: SourceRecord, exists: bool, left: list[Reason]
    ) -> None:
        record.claim(source())
        record.settle("a1", exists=exists)
        assert reasons(record, source(id="b2")) == left
        assert record.unanswered("a1") == []

    def test_what_was_settled_wrongly_is_settled_again(self, record: SourceRecord) -> None:
        record.claim(source())
        record.settle("a1", exists=True)
        record.settle("a1", exists=True, ids=(7, 70))
        assert record.read()[source().sent].connector_id == 7
        record.settle("a1", exists=False)
        assert record.read() == {}
        assert record.is_missing(source().sent, "a1")

    @pytest.mark.parametrize("ids", [(7, 0), (0, 0), (-1, -(2**63 - 1)), (2**63 - 1, 1)])
    def test_every_id_that_a_server_may_give_is_kept(
        self, record: SourceRecord, ids: tuple[int, int]
    ) -> None:
        record.claim(source())
        record.created(source(), *ids)
        known = record.read()[source().sent]
        assert (known.connector_id, known.credential_id) == ids
        assert reasons(record, source(id="b2")) == [Reason.CREATED]

    def test_settled_with_ids(self, record: SourceRecord) -> None:
        record.claim(source())
        record.settle("a1", exists=True, ids=(7, 70))
        assert record.read()[source().sent].connector_id == 7


class TestSecrets:
    def test_none_goes_in(self, record: SourceRecord) -> None:
        secret = "hunter2-planted"
        create(
            record,
            source(
                config={"base_url": f"https://me:{secret}@example.com", "api_token": secret},
                credential={"credentials": {"token": Secret(secret), "pin": 4711}},
            ),
        )
        assert secret not in record.path.read_text()

    @given(st.text(min_size=1), st.text(min_size=1), st.integers(), st.integers())
    def test_no_digest_depends_on_one(self, one: str, two: str, first: int, second: int) -> None:
        def digests(secret: str, pin: int) -> dict[str, str]:
            credentials = {"token": Secret(secret), "pin": pin, "in": [{"deep": Secret(secret)}]}
            config = {"url": f"https://u:p{pin}@example.com/", "password": secret}
            return field_digests(
                {**BODY, "config": config, "credential": {"credentials": credentials}}
            )

        assert digests(one, first) == digests(two, second)

    def test_a_name_that_is_one_is_refused(self, record: SourceRecord) -> None:
        token = f"ghp_{'a1' * 18}"
        with pytest.raises(StorageError):
            record.claim(source(token))
        assert token not in record.path.read_text()


class TestTheFile:
    def test_each_source_has_lines_of_its_own_in_a_stable_order(self, record: SourceRecord) -> None:
        for name in ("B", "Ä", "A"):
            create(record, source(name))
        text = record.path.read_text()
        assert text.endswith("}\n")
        keys = [key for key in json.loads(text) if key != "version"]
        assert keys == sorted(keys) == [f"{HOST} web {name}" for name in "ABÄ"]
        lines = text.splitlines()
        assert len(lines) == len(set(lines)) == 3 * 3 + 3
        record.created(source("A"), 10, 1010)
        assert record.path.read_text() == text

    def test_both_sides_of_a_merge_are_valid_together(
        self, record: SourceRecord, tmp_path: Path
    ) -> None:
        create(record, source("Ours"))
        other = SourceRecord(tmp_path / "other")
        other.folder.mkdir()
        create(other, source("Theirs"))
        merged = tmp_path / "merged"
        merged.mkdir()
        for name, text in (
            ("base", '{\n  "version": 1\n}\n'),
            ("ours", record.path.read_text()),
            ("theirs", other.path.read_text()),
        ):
            (merged / name).write_text(text)
        command = ["git", "merge-file", "-p", "ours", "base", "theirs"]
        done = subprocess.run(command, cwd=merged, capture_output=True, text=True)
        assert done.returncode == 1
        record.path.write_text(done.stdout)
        with pytest.raises(BrokenRecord, match=r"line 2: This file has merge conflict markers"):
            record.read()
        with pytest.raises(BrokenRecord):
            record.claim(source("Third"))
        assert record.path.read_text() == done.stdout
        kept = [line for line in done.stdout.splitlines() if line[:7] not in (m * 7 for m in "<=>")]
        record.path.write_text("\n".join(kept))
        assert {name for _, _, name in record.read()} == {"Ours", "Theirs"}

    def test_what_others_added_is_kept(self, record: SourceRecord) -> None:
        create(record, source())
        values = json.loads(record.path.read_text())
        values[f"{HOST} web Docs"]["remark"] = "[b]ours[/b]"
        record.path.write_text(json.dumps(values))
        create(record, source("Blog"))
        record.created(source(), 11, 1011)
        assert json.loads(record.path.read_text())[f"{HOST} web Docs"]["remark"] == "[b]ours[/b]"

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("{\n", "line 2"),
            ("[]", "line 1: This isn't a clarm-wizard record"),
            ('{"version": 2}', "A newer version"),
            ('{"version": "1"}', "The version must be 1"),
            ('{\n"Docs": {"connector_id": 1}}', "line 2: Name a source by its host, type"),
            ('{\n\n"h web Docs": 7}', "line 3: Make each source an object"),
            ('{"h web Docs": {"connector_id": "1", "credential_id": 2}}', "a whole number"),
            ('{"h web Docs": {"connector_id": true, "credential_id": 2}}', "a whole number"),
            ('{"h web Docs": {"connector_id": 1.5, "credential_id": 2}}', "a whole number"),
            (f'{{"h web Docs": {{"connector_id": {2**63}, "credential_id": 2}}}}', "whole number"),
            ('{"h web Docs": {"connector_id": 1}}', "Add both connector_id"),
            ('{"h web Docs": {"created_at": "yesterday"}}', "a time such as"),
            ('{"h web Docs": {"missing": "a1"}}', "missing must be a list"),
            ('{"h web Docs": {"missing": []}}', "Add connector_id"),
            ('{"h web Docs": {}}', "Add connector_id and credential_id, or created_at"),
            ('{"h web Docs": {"created_at": "2026-11-29T10:00:00Z", "row": 1}}', "must be text"),
            ('{"h web Docs": {"created_at": "2026-11-29T10:00:00Z", "digests": []}}', "an object"),
            (
                '{\n"h web D": {"created_at": "2026-11-29T10:00:00Z"},\n"h web D": {}}',
                "line 3.*appears twice",
            ),
        ],
    )
    def test_a_broken_one_is_told_with_its_line_and_left_alone(
        self, record: SourceRecord, text: str, words: str
    ) -> None:
        record.path.write_text(text)
        with pytest.raises(BrokenRecord, match=words):
            record.read()
        with pytest.raises(BrokenRecord):
            record.created(source(), 1, 2)
        assert record.path.read_text() == text

    def test_ids_written_by_hand_count(self, record: SourceRecord) -> None:
        record.path.write_text(f'{{"{HOST} web Docs": {{"connector_id": 1, "credential_id": 2}}}}')
        [conflict] = record.conflicts(source())
        assert (conflict.entry.connector_id, conflict.changed) == (1, ())

    def test_its_text_is_no_command_of_a_terminal(self, record: SourceRecord) -> None:
        key = f"{HOST} web \x1b[31mRed\u202e"
        value = {"connector_id": 1, "credential_id": 2, "row": "\x1b]0;x\x07"}
        record.path.write_text(json.dumps({key: value}))
        [found] = record.read().values()
        assert (found.name, found.row) == ("Red", "")

    def test_an_empty_one_was_left_by_a_killed_process(self, record: SourceRecord) -> None:
        record.path.touch()
        assert record.read() == {}
        create(record, source())

    def test_its_mode_follows_the_umask_and_then_stays(self, record: SourceRecord) -> None:
        before = os.umask(0o027)
        try:
            record.claim(source())
        finally:
            os.umask(before)
        assert stat.S_IMODE(record.path.stat().st_mode) == 0o640
        record.path.chmod(0o664)
        record.created(source(), 1, 2)
        assert stat.S_IMODE(record.path.stat().st_mode) == 0o664

    def test_leftovers_of_killed_processes_go(self, record: SourceRecord) -> None:
        left = record.folder / f".{record.path.name}.0123.tmp"
        others = record.folder / ".mine.tmp"
        left.touch()
        others.touch()
        record.claim(source())
        assert not left.exists()
        assert others.exists()

    def test_a_link_is_not_followed(self, record: SourceRecord, tmp_path: Path) -> None:
        target = tmp_path / "target"
        record.path.symlink_to(target)
        with pytest.raises(StorageError):
            record.claim(source())
        assert not target.exists()

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        record = SourceRecord(tmp_path / "none")
        assert record.read() == {}
        record.not_created(source())
        with pytest.raises(StorageError):
            record.claim(source())


WRITE = """
import os
import sys
from pathlib import Path
from wizard.storage.record import SourceRecord
from wizard.storage.record_format import source_of

def write(name):
    record = SourceRecord(Path(sys.argv[1]))
    for number in range(3):
        body = {"name": f"{name} {number}", "type": "web"}
        source = source_of("h", body, id=f"{name}-{number}")
        record.claim(source)
        record.created(source, 1 + number, 1)
    shared = source_of("h", {"name": "Shared", "type": "web"}, id=name)
    try:
        record.claim(shared)
        return "claimed"
    except Exception as error:
        return type(error).__name__

begun, begin = os.pipe()
children = []
for name in range(20):
    child = os.fork()
    if not child:
        os.close(begin)
        os.read(begun, 1)  # all begin when the parent closes its end
        os.write(1, f"{write(str(name))}\\n".encode())
        os._exit(0)
    children.append(child)
os.close(begin)
for child in children:
    os.waitpid(child, 0)
"""


@pytest.mark.slow
def test_of_twenty_processes_none_loses_anything_and_one_claims_a_source(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(tmp_path)], capture_output=True, text=True, check=True
    )
    said = done.stdout.split()
    assert sorted(said) == ["Conflict"] * 19 + ["claimed"]
    known = SourceRecord(tmp_path).read()
    assert {name for _, _, name in known} == {
        "Shared", *(f"{child} {number}" for child in range(20) for number in range(3))
    }  # fmt: skip
    assert all(found.was_created for found in known.values() if found.name != "Shared")
    assert [path.name for path in tmp_path.iterdir()] == ["clarm.ids.json"]
