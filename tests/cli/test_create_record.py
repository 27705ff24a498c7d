"""``create`` keeps the record of a folder, and goes by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import TOKEN, Command, write
from wizard.cli.conflicts import BEFORE
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault

pytestmark = pytest.mark.slow


class TestRecord:
    """What was created from the files of a folder, for all who share it."""

    RECORD = "sources/clarm.ids.json"

    @pytest.fixture
    def elsewhere(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
        """Goes on as somebody else, whose history is empty."""
        return lambda: monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))

    @pytest.fixture
    def folder(self, sandbox: Sandbox) -> str:
        Path("sources").mkdir()
        return write("sources/chat.json")

    def test_a_given_folder_gets_one_and_a_colleague_has_the_ids(
        self, command: Command, sandbox: Sandbox, folder: str, elsewhere: Callable[[], None]
    ) -> None:
        first = command("create", "--json", "sources")
        assert first.code == 0
        assert TOKEN not in Path(self.RECORD).read_text()
        elsewhere()
        for target in ("sources", folder):
            again = command("create", "--json", target)
            assert again.code == 0
            [said] = again.json if target == "sources" else [again.json]
            assert (said["outcome"], said["message"]) == ("created_before", BEFORE)
            assert said["connector_id"] == first.json[0]["connector_id"]
        assert sandbox.state.count == 1

    def test_a_pattern_that_means_it_too_is_no_mistake(
        self, command: Command, sandbox: Sandbox, folder: str
    ) -> None:
        assert command("create", "sources").code == 0
        names = [folder, self.RECORD, write("sources/more.json")]
        assert command("create", *names, "--dry-run").code == 0
        done = command("plan", *names)
        assert "1 created, 1 ready to send" in done.out
        assert f"Next: clarm-wizard create {names[0]} {names[2]} --ready" in done.out
        assert command("check", *names, "--json").json[1]["file"] == names[2]
        assert command("create", *names).code == 0
        assert sandbox.state.count == 2
        done = command("create", self.RECORD)
        assert done.code == 2
        assert "a folder's record of IDs, not a request file" in done.err

    def test_a_dry_run_writes_none(
        self, command: Command, sandbox: Sandbox, folder: str, elsewhere: Callable[[], None]
    ) -> None:
        assert command("create", folder).code == 0
        write(folder, refresh_freq=60)
        done = command("create", "sources", "--dry-run")
        assert "Changed since: refresh_freq" in done.err
        assert not Path(self.RECORD).exists()
        assert command("create", "sources").code == 0
        known = Path(self.RECORD).read_bytes()
        more = write("sources/more.json")
        Path(self.RECORD).rename("kept")
        assert command("create", more).code == 0
        Path("kept").rename(self.RECORD)
        assert "It was created before" in command("create", "sources", "--dry-run").err
        assert Path(self.RECORD).read_bytes() == known

    def test_a_file_by_itself_gets_none(
        self, command: Command, sandbox: Sandbox, folder: str
    ) -> None:
        assert command("create", folder).code == 0
        assert not Path(self.RECORD).exists()

    def test_a_changed_file_is_not_sent_and_says_in_what(
        self, command: Command, sandbox: Sandbox, folder: str
    ) -> None:
        number = command("create", "--json", "sources").json[0]["connector_id"]
        write(folder, refresh_freq=60)
        done = command("create", folder)
        assert done.code == 0
        assert "Changed since: refresh_freq. You can't change a connector from here" in done.err
        assert f"see connector {number} in Clarm" in done.err
        assert sandbox.state.count == 1

    def test_no_answer_counts_for_a_colleague_too(
        self, command: Command, sandbox: Sandbox, folder: str, elsewhere: Callable[[], None]
    ) -> None:
        sandbox.state.faults.add(Fault(cut="before"))
        assert command("create", "sources").code == 3
        elsewhere()
        assert command("create", "sources").code == 3
        assert sandbox.state.count == 1
        assert command("create", "--again", "sources").code == 0
        assert sandbox.state.count == 2
        assert command("create", "--again", "sources").code == 0
        assert sandbox.state.count == 2

    def test_a_new_row_that_begins_like_another_is_sent(
        self, command: Command, sandbox: Sandbox, folder: str
    ) -> None:
        def rows(*names: str) -> None:
            base = "https://docs.example.com/products/enterprise/handbook/en-us/"
            write(
                folder,
                name="Web {n}",
                type="web",
                each=[{"url": f"{base}{name}", "n": name} for name in names],
                config={"base_url": "{url}", "web_connector_type": "recursive"},
                credential={"credentials": {}},
            )

        rows("one", "two")
        assert command("create", "sources").code == 0
        rows("new", "one", "two")
        assert command("create", "sources").code == 0
        assert sandbox.state.count == 3

    def test_a_broken_one_stops_all_with_its_line(
        self, command: Command, sandbox: Sandbox, folder: str
    ) -> None:
        Path(self.RECORD).write_text('{\n<<<<<<< ours\n"version": 1}\n')
        done = command("create", "--json", "sources")
        assert done.code == 2
        assert "line 2: This file has merge conflict markers." in done.err
        assert done.json[0]["error"]["kind"] == "not_sent"
        assert sandbox.state.count == 0

    def test_the_sandbox_has_none(self, command: Command, folder: str) -> None:
        assert command("create", "--sandbox", "sources").code == 0
        assert not Path(self.RECORD).exists()
