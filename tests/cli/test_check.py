"""``check`` and ``list``: the credential of a file is tested, and its account is listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Command
from wizard.storage.paths import Paths

pytestmark = pytest.mark.slow

TOKEN_FIELD = ["credential", "credentials", "github_access_token"]


def write(file: str, token: Any = "ghp_planted_token", /, **config: Any) -> str:
    """A private request file for GitHub, called after the file."""
    values = {
        "name": Path(file).stem,
        "type": "github",
        "config": {"repo_owner": "octocat", "repositories": "docs", **config},
        "credential": {"credentials": {"github_access_token": token}},
    }
    path = Path(file)
    path.touch(0o600)
    path.write_text(json.dumps(values))
    return file


@pytest.mark.parametrize(
    ("token", "code", "outcome", "blamed"),
    [
        ("ghp_planted", 0, "passed", []),
        ("ghp_bad", 1, "failed", [TOKEN_FIELD]),
        ("ghp_noscope", 1, "failed", [TOKEN_FIELD]),
        ("ghp_rate", 3, "cannot_tell", []),
        ("ghp_down", 3, "cannot_tell", []),
        ("ghp_html", 3, "cannot_tell", []),
    ],
)
def test_the_outcome_of_one_file(
    command: Command, token: str, code: int, outcome: str, blamed: list[list[str]]
) -> None:
    done = command("check", "--sandbox", "--json", write("docs.json", token))
    assert done.code == code
    assert done.json["outcome"] == outcome
    assert done.json["hosts"] == ["api.github.com"]
    assert [field["loc"] for field in done.json["fields"]] == blamed
    assert token not in done.out + done.err


def test_the_account_and_what_it_may_is_said(command: Command) -> None:
    done = command("check", "--sandbox", write("docs.json"))
    assert "docs.json: passed: octocat, can: repo, read:org (asked api.github.com)" in done.out


def test_what_cannot_be_seen_is_blamed_at_its_field(command: Command) -> None:
    file = write("docs.json", repositories="docs,nowhere")
    done = command("check", "--sandbox", "--json", file)
    assert done.code == 1
    assert done.json["fields"][0]["loc"] == ["config", "repositories"]


def test_several_files_are_a_table_and_the_gravest_counts(command: Command) -> None:
    done = command("check", "--sandbox", write("a.json"), write("b.json", "ghp_bad"))
    assert done.code == 1
    rows = [line.split() for line in done.out.splitlines()]
    assert rows[1:] == [
        ["a.json", "a", "github", "passed", "octocat"],
        ["b.json", "b", "github", "failed", "-"],
    ]


def test_a_file_that_is_not_complete_is_tested_as_far_as_it_goes(command: Command) -> None:
    file = write("a.json", repositories="")
    assert command("check", "--sandbox", "--json", file).json["outcome"] == "passed"
    unset = write("b.json", {"env": "NOT_SET_AT_ALL"})
    done = command("check", "--sandbox", "--json", unset)
    assert done.code == 2
    assert done.json["outcome"] == "invalid"
    assert done.json["fields"][0]["loc"] == TOKEN_FIELD


def test_a_type_without_a_check_says_why(command: Command) -> None:
    Path("a.json").write_text(json.dumps({"name": "x", "type": "ingestion_api", "config": {}}))
    done = command("check", "--sandbox", "a.json")
    assert done.code == 0
    assert "skipped: You can't test this type" in done.out


def test_nothing_is_created_and_nothing_is_kept(command: Command, tmp_path: Path) -> None:
    command("check", "--sandbox", write("docs.json"))
    assert not Paths.find(sandbox=True).history.exists()
    texts = [path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert b"ghp_planted_token" not in b"".join(texts)


def test_list_shows_all_pages(command: Command) -> None:
    done = command("list", "github", "repositories", "--from", write("a.json"), "--sandbox")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == [
        "VALUE", "docs", "website", "wiki",
    ]  # fmt: skip
    file = write("a.json")
    done = command("list", "github", "repositories", "--from", file, "--sandbox", "--json")
    assert done.json[1] == {
        "value": "website",
        "label": "octocat/website",
        "hint": "private",
        "also": {"config.repo_owner": "octocat"},
    }


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("github", "nothing", "--from", "good.json"), 2, "You can list: repositories"),
        (("github", "branch", "--from", "bad.json"), 1, "GitHub doesn't recognize this token"),
        (("github", "branch", "--from", "none.json"), 2, "Access token"),
        (("slack", "channels", "--from", "good.json"), 2, "isn't a request of type slack"),
        (("ingestion_api", "x", "--from", "push.json"), 2, "can't list anything"),
        (("github", "branch"), 2, "--from FILE"),
    ],
)
def test_a_list_that_cannot_be_had_says_why(
    command: Command, arguments: tuple[str, ...], code: int, words: str
) -> None:
    write("good.json")
    write("bad.json", "ghp_bad")
    write("none.json", "")
    Path("push.json").write_text(json.dumps({"name": "x", "type": "ingestion_api", "config": {}}))
    done = command("list", *arguments, "--sandbox")
    assert (done.code, done.out) == (code, "")
    assert words in done.err


class TestCreate:
    def test_a_failed_test_sends_nothing(self, command: Command) -> None:
        done = command("create", "--check", "--json", "--sandbox", write("a.json", "ghp_bad"))
        assert done.code == 1
        assert done.json["outcome"] == "not_sent"
        error = done.json["error"]
        assert error["kind"] == "test_failed"
        assert [field["loc"] for field in error["fields"]] == [TOKEN_FIELD]

    def test_files_that_belong_together_wait_for_each_other(self, command: Command) -> None:
        files = write("a.json", "ghp_bad"), write("b.json")
        done = command("create", "--check", "--json", "--sandbox", *files)
        assert done.code == 1
        assert [item["outcome"] for item in done.json] == ["not_sent", "not_sent"]
        done = command("create", "--check", "--ready", "--json", "--sandbox", *files)
        assert done.code == 1
        assert [item["outcome"] for item in done.json] == ["not_sent", "created"]

    @pytest.mark.parametrize("token", ["ghp_good", "ghp_rate"])
    def test_what_passes_or_cannot_be_told_is_sent(self, command: Command, token: str) -> None:
        done = command("create", "--check", "--json", "--sandbox", write("a.json", token))
        assert done.code == 0
        assert done.json["outcome"] == "created"

    def test_nothing_is_asked_without_the_flag(self, command: Command) -> None:
        done = command("create", "--json", "--sandbox", write("a.json", "ghp_bad"))
        assert done.json["outcome"] == "created"
        assert "api.github.com" not in done.err

    def test_a_dry_run_tests_nothing(self, command: Command) -> None:
        done = command("create", "--check", "--dry-run", "--sandbox", write("a.json"))
        assert done.code == 2
        assert "a dry run opens no connection" in done.err
