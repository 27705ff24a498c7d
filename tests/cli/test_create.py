"""``create``: checks all, sends a few at once, says what became of each, and remembers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import SESSION, TOKEN, Command, write
from wizard.cli.conflicts import BEFORE
from wizard.sandbox import Sandbox
from wizard.sandbox.faults import Fault
from wizard.storage.history import History
from wizard.storage.paths import Paths

pytestmark = pytest.mark.slow


class TestDryRun:
    def test_one_file_is_one_request_with_its_secrets_masked(self, command: Command) -> None:
        done = command("create", "--dry-run", "--json", write("chat.json", refresh_freq="30m"))
        assert done.code == 0
        assert done.json == {
            "outcome": "not_sent",
            "request": {
                "name": "chat",
                "type": "slack",
                "config": {},
                "credential": {"credentials": {"slack_bot_token": "********"}},
                "refresh_freq": 1800,
                "prune_freq": None,
            },
        }
        assert TOKEN not in done.out + done.err

    def test_several_files_are_a_list_in_their_order(self, command: Command) -> None:
        done = command("create", "--dry-run", "--json", write("b.json"), write("a.json"))
        assert [item["request"]["name"] for item in done.json] == ["b", "a"]
        assert [item["file"] for item in done.json] == ["b.json", "a.json"]

    def test_standard_input_is_a_file_too(self, command: Command) -> None:
        text = 'name = "Site"\ntype = "web"\n[config]\nbase_url = "https://example.com"\n'
        done = command("create", "--dry-run", "--json", "-", stdin=text)
        assert done.json["request"]["config"]["base_url"] == "https://example.com"

    def test_what_looks_like_a_token_is_masked_wherever_it_stands(self, command: Command) -> None:
        token = f"ghp_{'a1' * 18}"
        done = command("create", "--dry-run", write("chat.json", config={"odd": token}))
        assert done.code == 0
        assert token not in done.out + done.err
        assert "config.odd" in done.err

    def test_opens_no_connection_and_notes_nothing(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        assert command("create", "--dry-run", write("a.json")).code == 0
        assert sandbox.state.count == 0
        assert not Paths.find().history.exists()

    def test_an_incomplete_file_among_others_is_an_error_in_its_place(
        self, command: Command
    ) -> None:
        done = command("create", "--dry-run", "--json", write("a.json"), write("b.json", type="x"))
        assert done.code == 2
        assert "request" in done.json[0]
        assert done.json[1]["file"] == "b.json"
        assert done.json[1]["error"]["fields"][0]["loc"] == ["type"]


class TestIncomplete:
    def test_everything_is_listed_and_nothing_sent(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        bad = write("bad.json", type="github", credential={})
        done = command("create", write("good.json"), bad)
        assert done.code == 2
        assert sandbox.state.count == 0
        for place in ("config.repo_owner", "credential.credentials.github_access_token"):
            assert f"{place}: Fill this in." in done.err
        assert "good.json" in done.err

    def test_as_json_each_field_has_its_place(self, command: Command) -> None:
        done = command("create", "--json", write("bad.json", name=None, credential={}))
        assert done.json["outcome"] == done.json["error"]["kind"] == "missing"
        assert done.json["error"]["fields"] == [
            {"loc": ["name"], "message": "Fill this in."},
            {
                "loc": ["credential", "credentials", "slack_bot_token"],
                "message": "Fill this in.",
            },
        ]

    def test_a_file_that_cannot_be_read_is_named_once(self, command: Command) -> None:
        done = command("create", "nothing.toml")
        assert done.code == 2
        assert done.err.count("nothing.toml") == 1

    def test_the_same_file_twice_is_a_mistake(self, command: Command) -> None:
        done = command("create", write("a.json"), "./a.json")
        assert done.code == 2
        assert "appears twice" in done.err

    def test_the_same_file_twice_is_an_error_in_its_place(self, command: Command) -> None:
        done = command("create", "--json", write("a.json"), "./a.json")
        assert done.code == 2
        assert [item["error"]["kind"] for item in done.json] == ["not_sent", "given_twice"]
        assert [item["file"] for item in done.json] == ["a.json", "./a.json"]


class TestCreated:
    def test_one_file_gives_the_ids(self, command: Command, sandbox: Sandbox) -> None:
        done = command("create", "--json", write("chat.json"))
        assert done.code == 0
        assert done.json == {
            "outcome": "created",
            "connector_id": 1,
            "credential_id": 1001,
            "status": "success",
            "message": "Created connector-credential pair",
            "name": "chat",
            "type": "slack",
        }
        (body,) = sandbox.state.requests
        assert body["credential"]["credentials"]["slack_bot_token"] == TOKEN

    def test_what_is_too_old_to_be_read_is_told(self, command: Command, sandbox: Sandbox) -> None:
        words = "Only read the newest 16 MiB"
        assert words not in command("create", write("chat.json")).err
        with Paths.find().history.open("ab") as file:
            file.write(b"\n" * 2**24)
        for told in (command("create", write("new.json")), command("plan", "new.json")):
            assert words in told.err
            assert "may be sent again" in told.err

    def test_without_json_the_ids_stand_on_stdout_too(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        done = command("create", write("chat.json"))
        assert "connector_id   1\n" in done.out
        assert "credential_id  1001\n" in done.out

    def test_several_files_give_a_list_in_their_order(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        names = [write(f"{letter}.json") for letter in "dcab"]
        done = command("create", "--json", *names)
        assert done.code == 0
        assert [item["file"] for item in done.json] == names
        assert sorted(item["connector_id"] for item in done.json) == [1, 2, 3, 4]

    def test_several_files_give_a_table(self, command: Command, sandbox: Sandbox) -> None:
        done = command("create", write("a.json"), write("b.json"))
        head, *rows = done.out.splitlines()
        assert head.split() == ["FILE", "NAME", "TYPE", "CONNECTOR", "CREDENTIAL", "OUTCOME"]
        assert [row.split()[0] for row in rows] == ["a.json", "b.json"]

    def test_the_embedded_api_needs_no_session(self, command: Command) -> None:
        done = command("create", "--sandbox", "--json", write("chat.json"))
        assert done.json["connector_id"] == 1
        assert not Paths.find().history.exists()
        assert Paths.find(sandbox=True).history.exists()

    def test_no_secret_gets_out(self, command: Command, sandbox: Sandbox, tmp_path: Path) -> None:
        sandbox.state.faults.add(Fault(status=400, detail=f"bad token {TOKEN} for {SESSION}"))
        done = command("create", "--json", write("chat.json"))
        kept = [path.read_text() for path in (tmp_path / "home").rglob("*") if path.is_file()]
        for text in (done.out, done.err, *kept):
            assert TOKEN not in text
            assert SESSION not in text


class TestRefused:
    def test_the_others_are_sent_all_the_same(self, command: Command, sandbox: Sandbox) -> None:
        sandbox.state.create("slack", "a")
        done = command("create", "--json", "--jobs=1", write("a.json"), write("b.json"))
        assert done.code == 1
        assert done.json[0]["error"]["kind"] == "duplicate_name"
        assert done.json[1]["connector_id"] == 2

    def test_complaints_stand_at_their_fields(self, command: Command, sandbox: Sandbox) -> None:
        detail = [{"type": "x", "loc": ["body", "config", "SlackConfig", "channels"], "msg": "no"}]
        sandbox.state.faults.add(Fault(status=422, detail=detail))
        done = command("create", "--json", write("a.json"))
        assert done.code == 1
        assert done.json["error"]["kind"] == "invalid"
        assert [field["loc"] for field in done.json["error"]["fields"]] == [["config", "channels"]]

    @pytest.mark.parametrize("status", [401, 403])
    def test_a_session_that_is_not_accepted_stops_the_rest(
        self, command: Command, sandbox: Sandbox, status: int
    ) -> None:
        sandbox.state.faults.add(
            Fault(status=status, detail="Access denied. User is not authenticated.")
        )
        names = [write(f"{letter}.json") for letter in "abc"]
        done = command("create", "--json", "--jobs=1", *names)
        assert done.code == 4
        assert sandbox.state.count == 1
        kinds = [item["error"]["kind"] for item in done.json]
        assert kinds == ["session", "not_sent", "not_sent"]

    def test_an_answer_that_does_not_come_is_unknown(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        sandbox.state.faults.add(Fault(cut="before"))
        done = command("create", "--json", write("a.json"))
        assert done.code == 3
        assert done.json["error"]["kind"] == "unknown"

    def test_an_unknown_outcome_gives_the_exit_status(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        sandbox.state.faults.add(Fault(cut="before"), Fault(status=400, detail="no"))
        done = command("create", "--jobs=1", write("a.json"), write("b.json"), write("c.json"))
        assert done.code == 3
        assert sandbox.state.count == 3


class TestNotSignedIn:
    def test_nobody_is_asked(self, command: Command) -> None:
        done = command("create", write("a.json"))
        assert done.code == 4
        assert "CLARM_SESSION" in done.err

    def test_as_json_each_file_has_the_error(self, command: Command) -> None:
        done = command("create", "--json", write("a.json"))
        assert done.code == 4
        assert done.json["error"]["kind"] == "not_signed_in"
        assert "CLARM_SESSION" in done.json["error"]["message"]
        done = command("create", "--json", "a.json", write("b.json"))
        assert [item["file"] for item in done.json] == ["a.json", "b.json"]
        assert {item["error"]["kind"] for item in done.json} == {"not_signed_in"}

    def test_as_json_an_unusable_address_is_an_error_too(self, command: Command) -> None:
        done = command("create", "--json", "--api-url", "http://example.com", write("a.json"))
        assert done.code == 2
        assert done.json["error"]["kind"] == "not_sent"
        assert "--api-url" in done.json["error"]["message"]

    def test_an_unusable_session_is_not_repeated(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CLARM_SESSION", "planted; other=cookie")
        done = command("create", write("a.json"))
        assert done.code == 4
        assert "planted" not in done.err

    def test_an_unusable_address_is_wrong_usage(self, command: Command) -> None:
        done = command("create", "--api-url", "http://example.com", write("a.json"))
        assert done.code == 2
        assert "--api-url" in done.err


class TestAgain:
    def test_what_was_created_is_not_sent_twice(self, command: Command, sandbox: Sandbox) -> None:
        name = write("a.json")
        first = command("create", "--json", name)
        second = command("create", "--json", name)
        assert second.code == 0
        assert second.json == first.json | {"outcome": "created_before", "message": BEFORE}
        assert sandbox.state.count == 1
        assert "created before" in second.err

    def test_only_what_is_left_is_sent(self, command: Command, sandbox: Sandbox) -> None:
        command("create", write("a.json"))
        done = command("create", "--json", "a.json", write("b.json"))
        assert [item["connector_id"] for item in done.json] == [1, 2]
        assert sandbox.state.count == 2

    def test_other_content_is_another_request(self, command: Command, sandbox: Sandbox) -> None:
        command("create", write("a.json"))
        command("create", write("a.json", name="other"))
        assert sandbox.state.count == 2

    def test_a_new_sandbox_has_nothing_yet(self, command: Command) -> None:
        for _ in range(2):
            done = command("create", "--sandbox", "--json", write("a.json"))
            assert done.json["connector_id"] == 1
            assert "created before" not in done.err
        listed = command("history", "--sandbox", "--json").json
        assert [entry["host"] for entry in listed] == ["sandbox", "sandbox"]

    def test_another_server_is_another_place(self, command: Command, sandbox: Sandbox) -> None:
        command("create", "--sandbox", write("a.json"))
        command("create", "a.json")
        assert sandbox.state.count == 1

    def test_a_refusal_may_be_sent_again(self, command: Command, sandbox: Sandbox) -> None:
        sandbox.state.faults.add(Fault(status=400, detail="no"))
        assert command("create", write("a.json")).code == 1
        assert command("create", "a.json").code == 0

    def test_an_unknown_outcome_is_not_repeated_unasked(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        sandbox.state.faults.add(Fault(cut="before"))
        command("create", write("a.json"))
        done = command("create", "--json", "a.json")
        assert done.code == 3
        assert sandbox.state.count == 1
        assert "--again" in done.json["error"]["message"]
        assert command("create", "--again", "a.json").code == 0

    def test_a_name_that_is_taken_then_names_how_to_note_it(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        sandbox.state.faults.add(Fault(cut="head"))
        command("create", write("a.json"))
        done = command("create", "--again", "a.json")
        assert (done.code, sandbox.state.count) == (1, 2)
        said = done.err.partition("`clarm-wizard ")[2].partition("`")[0]
        assert command(*said.split()).code == 0
        assert command("create", "a.json").code == 0
        assert sandbox.state.count == 2

    def test_what_the_server_said_of_an_unknown_outcome_is_told(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        sandbox.state.faults.add(Fault(status=500, detail="The queue is full."))
        done = command("create", "--json", write("a.json"))
        assert "Server response: The queue is full." in done.json["error"]["message"]

    def test_what_a_person_found_to_exist_is_not_sent(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        sandbox.state.faults.add(Fault(cut="before"))
        command("create", write("a.json"))
        history = History(Paths.find().history)
        history.resolve(history.read().entries[0].id, exists=True)
        assert command("create", "a.json").code == 0
        assert sandbox.state.count == 1

    def test_the_same_request_is_known_however_it_comes(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        first = command("create", "--json", write("a.json"))
        text = Path("a.json").read_text()
        moved = Path("a.json").rename("moved.json")
        for done in (
            command("create", "--json", str(moved)),
            command("create", "--json", "-", stdin=text),
            command("create", "--json", "-", stdin=text + "\n"),
        ):
            assert done.json == first.json | {"outcome": "created_before", "message": BEFORE}
            assert "created before" in done.err
        assert sandbox.state.count == 1

    def test_what_may_exist_is_known_by_its_name(self, command: Command, sandbox: Sandbox) -> None:
        sandbox.state.faults.add(Fault(cut="before"))
        command("create", write("a.json"))
        text = Path("a.json").read_text()
        for done in (
            command("create", "--json", "-", stdin=text),
            command("create", "--json", write("b.json", name="a", refresh_freq="1h")),
        ):
            assert (done.code, done.json["error"]["kind"]) == (3, "unknown")
        assert sandbox.state.count == 1

    def test_two_files_with_one_request_are_not_sent(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        files = write("a.json"), write("b.json"), write("c.json", name="a")
        done = command("create", "--json", *files)
        assert [item["error"]["kind"] for item in done.json] == [
            "not_sent", "not_sent", "given_twice",
        ]  # fmt: skip
        assert (done.code, sandbox.state.count) == (2, 0)
        assert "a.json" in done.json[2]["error"]["message"]
        assert command("create", "--again", *files).code == 2
        assert command("create", "--again=created", *files).code == 1  # the name is taken then
        assert sandbox.state.count == 3

    def test_a_dry_run_tells_of_two_files_with_one_request(self, command: Command) -> None:
        done = command("create", "--dry-run", "--json", write("a.json"), write("b.json", name="a"))
        assert done.code == 2
        assert "request" in done.json[0]
        assert done.json[1]["error"]["kind"] == "given_twice"

    def test_again_alone_does_not_send_what_was_created(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        files = write("a.json"), write("b.json")
        command("create", "a.json")
        sandbox.state.faults.add(Fault(cut="before"))
        command("create", "b.json")
        done = command("create", "--again", "--json", *files)
        assert [item["outcome"] for item in done.json] == ["created_before", "created"]
        assert sandbox.state.count == 3

    def test_again_created_sends_what_was_created(self, command: Command, sandbox: Sandbox) -> None:
        command("create", write("a.json"))
        assert command("create", "--again=created", "a.json").code == 1  # the name is taken now
        assert sandbox.state.count == 2

    def test_another_token_does_not_pass_for_a_change(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        command("create", write("a.json"))
        other = {"credentials": {"slack_bot_token": "xoxb-another-token"}}
        done = command("create", "--json", write("a.json", credential=other))
        assert (done.code, done.json["outcome"]) == (0, "created_before")
        assert "nothing was sent. Its credential didn't change." in done.err

    def test_what_exists_needs_its_variables_no_more(
        self, command: Command, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TOKEN", TOKEN)
        reference = {"credentials": {"slack_bot_token": {"env": "TOKEN"}}}
        first = command("create", "--json", write("a.json", credential=reference))
        monkeypatch.delenv("TOKEN")
        for done in (
            command("create", "--json", "a.json"),
            command("create", "--json", "--dry-run", "a.json"),
        ):
            assert done.code == 0
            assert done.json["outcome"] == "created_before"
            assert done.json["connector_id"] == first.json["connector_id"]
        assert command("create", "a.json", write("b.json")).code == 0
        assert sandbox.state.count == 2

    def test_a_dry_run_tells_what_would_be_skipped(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        files = write("a.json"), write("b.json"), write("c.json")
        command("create", "a.json")
        sandbox.state.faults.add(Fault(cut="before"))
        command("create", "b.json")
        done = command("create", "--dry-run", "--json", *files)
        outcomes = [item["outcome"] for item in done.json]
        assert outcomes == ["created_before", "unknown", "not_sent"]
        assert ["request" in item for item in done.json] == [False, False, True]
        assert done.code == 3
        assert command("create", "--dry-run", *files).err.count("This would be sent") == 1

    def test_two_files_with_one_name_are_told(self, command: Command, sandbox: Sandbox) -> None:
        files = write("a.json"), write("b.json", name="a", refresh_freq="1h")
        for arguments in (["--dry-run"], []):
            done = command("create", "--json", *arguments, *files)
            assert done.code == 2
            assert done.json[1]["error"]["kind"] == "given_twice"
            assert "a.json has the same type and name" in done.err
        assert sandbox.state.count == 0
        assert command("create", files[0], write("c.json", name="a", type="web", credential={},
                       config={"base_url": "https://example.com"})).code == 0  # fmt: skip


MISSING = {"credentials": {"slack_bot_token": {"ask": True}}}


class TestReady:
    def test_what_is_complete_is_sent_and_the_rest_is_listed(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        command("create", write("a.json"))
        files = "a.json", write("b.json", credential=MISSING), write("c.json")
        done = command("create", "--json", "--ready", *files)
        assert done.code == 0
        assert [item["outcome"] for item in done.json] == ["created_before", "missing", "created"]
        assert sandbox.state.count == 2
        assert "b.json: One value is missing." in done.err
        assert "slack_bot_token: Missing: Bot user OAuth token." in done.err

    def test_without_it_nothing_is_sent_and_it_is_named(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        done = command("create", "--json", write("a.json"), write("b.json", credential=MISSING))
        assert done.code == 2
        assert [item["outcome"] for item in done.json] == ["not_sent", "missing"]
        assert "--ready" in done.err
        assert sandbox.state.count == 0

    def test_a_file_that_is_wrong_is_a_failure_and_holds_up_no_other(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        done = command("create", "--json", "--ready", write("a.json", type="slak"), write("b.json"))
        assert done.code == 2
        assert [item["outcome"] for item in done.json] == ["invalid", "created"]

    def test_what_is_to_be_looked_up_stays_so(self, command: Command, sandbox: Sandbox) -> None:
        sandbox.state.faults.add(Fault(cut="before"))
        command("create", write("a.json"))
        done = command("create", "--json", "--ready", "a.json", write("b.json", credential=MISSING))
        assert done.code == 3
        assert [item["outcome"] for item in done.json] == ["unknown", "missing"]

    def test_with_nothing_to_send_nobody_has_to_sign_in(self, command: Command) -> None:
        done = command("create", "--json", "--ready", write("a.json", credential=MISSING))
        assert (done.code, done.json["outcome"]) == (0, "missing")


class TestFolders:
    @pytest.mark.parametrize("arguments", [["create", "-"], ["create", "a.json"], ["plan", "."]])
    def test_a_deleted_current_folder_is_told(
        self,
        command: Command,
        arguments: list[str],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        gone = tmp_path / "gone"
        gone.mkdir()
        monkeypatch.chdir(gone)
        gone.rmdir()
        done = command(*arguments, stdin="{}")
        assert done.code == 2
        assert done.err.startswith("clarm-wizard: ")
        assert "program failed" not in done.err
        if arguments[0] == "create":
            assert "the folder you're in was deleted" in done.err

    def test_the_sources_of_a_folder_are_sent_in_their_order(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        Path("sources").mkdir()
        for name in ("b.json", "a.json"):
            write(f"sources/{name}")
        done = command("create", "--json", "sources")
        assert done.code == 0
        assert [item["file"] for item in done.json] == ["sources/a.json", "sources/b.json"]

    def test_a_folder_gives_a_list_even_of_one(self, command: Command, sandbox: Sandbox) -> None:
        Path("sources").mkdir()
        write("sources/a.json")
        assert len(command("create", "--json", "sources").json) == 1

    def test_a_file_in_it_is_given_twice(self, command: Command) -> None:
        Path("sources").mkdir()
        done = command("create", "--json", "sources", write("sources/a.json"))
        assert done.code == 2
        assert done.json[1]["error"]["kind"] == "given_twice"

    def test_an_empty_one_is_a_mistake(self, command: Command) -> None:
        Path("sources").mkdir()
        done = command("create", "sources")
        assert done.code == 2
        assert "--into" in done.err

    def test_the_rows_of_a_file_are_told_apart(self, command: Command, sandbox: Sandbox) -> None:
        write("a.json", name="Chat {team}", each=[{"team": "a"}, {"team": "b"}])
        done = command("create", "--json", "a.json")
        assert [(item["file"], item["row"], item["name"]) for item in done.json] == [
            ("a.json", "a", "Chat a"),
            ("a.json", "b", "Chat b"),
        ]
        rows = [{"team": "a"}, {"team": "b"}, {"team": "c"}]
        done = command("create", write("a.json", name="Chat {team}", each=rows))
        outcomes = [line.split()[-1] for line in done.out.splitlines()[1:]]
        assert outcomes == ["before", "before", "created"]
        assert done.out.splitlines()[3].startswith("a.json (c)")
        assert sandbox.state.count == 3


class TestExitStatus:
    @pytest.mark.parametrize(
        ("faults", "code"),
        [
            ([Fault(status=400, detail="no"), Fault(cut="before")], 3),
            ([Fault(status=400, detail="no")], 1),
            ([Fault(status=400, detail="no"), Fault(status=401, detail="x")], 4),
            ([Fault(cut="before"), Fault(status=401, detail="x")], 3),
        ],
    )
    def test_the_gravest_counts(
        self, command: Command, sandbox: Sandbox, faults: list[Fault], code: int
    ) -> None:
        sandbox.state.faults.add(*faults)
        assert command("create", "--jobs=1", write("a.json"), write("b.json")).code == code

    def test_a_refusal_is_graver_than_a_wrong_file(
        self, command: Command, sandbox: Sandbox
    ) -> None:
        sandbox.state.faults.add(Fault(status=400, detail="no"))
        files = write("a.json", type="slak"), write("b.json")
        assert command("create", "--ready", *files).code == 1

    @pytest.mark.parametrize("options", [[], ["--json"]])
    def test_what_is_unknown_is_graver_than_no_session(
        self,
        command: Command,
        sandbox: Sandbox,
        monkeypatch: pytest.MonkeyPatch,
        options: list[str],
    ) -> None:
        sandbox.state.faults.add(Fault(cut="before"))
        assert command("create", write("a.json")).code == 3
        monkeypatch.delenv("CLARM_SESSION")
        done = command("create", *options, "a.json", write("b.json"))
        assert done.code == 3
        assert "a.json: " in done.err
        assert "`--again` sends it" in done.err
        assert "You aren't signed in" in done.err
        if options:
            assert [item["outcome"] for item in done.json] == ["unknown", "not_sent"]
