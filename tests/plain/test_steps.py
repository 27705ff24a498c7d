"""The wizard's steps, from the type to the IDs, in one process."""

from __future__ import annotations

import io
import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.plain.steps import every, run
from tests.support.console import Person
from tests.support.services import HOST, services_of
from wizard.api import RefusalReason, Refused
from wizard.connectors import catalog
from wizard.core.options import Options
from wizard.forms import Secret
from wizard.plain.console import Pipe
from wizard.request_files import read
from wizard.storage.atomic import StorageError
from wizard.storage.drafts import DraftStore
from wizard.utils.exit_codes import ExitCode


def draft_of(folder: Path) -> dict[str, Any]:
    (path,) = (folder / "drafts").glob("*.json")
    payload: dict[str, Any] = json.loads(path.read_text())["payload"]
    return payload


@pytest.mark.parametrize("typed", ["30m", "1800 s", "every 30 minutes"])
def test_a_frequency_is_said_in_the_same_words_however_it_was_typed(
    tmp_path: Path, typed: str
) -> None:
    said = io.StringIO()
    answers = "".join(f"{line}\n" for line in (*every("")[:8], "8", "daily", "8", typed, "no"))
    run(tmp_path, Pipe(io.BytesIO(answers.encode()), said), services=services_of(tmp_path)[0])
    assert "Look for changes: every 30 minutes\n" in said.getvalue()


def test_a_connector_is_created_and_nothing_else_stays(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    person = Person(*every("Mine"), "")
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    (created,) = state.created
    assert (created.connector_id, created.credential_id, created.name) == (4711, 815, "Mine")
    (request,) = server.sent
    assert request.body() == {
        "name": "Mine",
        "type": "github",
        "config": {"repo_owner": "octocat", "include_prs": True, "include_issues": False},
        "credential": {"credentials": {"github_access_token": Secret("ghp_token_1")}},
        "refresh_freq": 1800,
        "prune_freq": 2592000,
    }
    assert not list((tmp_path / "drafts").glob("*.json"))
    assert state.message == ""
    (entry,) = services.history().read().entries
    assert (entry.outcome, entry.connector_id) == ("created", 4711)


def test_nothing_is_sent_without_a_yes(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    state = run(tmp_path, Person(*every("")[:-1], "no"), services=services)
    assert state.code is ExitCode.LEFT
    assert server.sent == []
    assert "--resume" in state.message


def test_the_review_is_in_words_and_shows_the_exact_body_when_asked(tmp_path: Path) -> None:
    person = Person(*every("")[:-1], "request", "no")
    run(tmp_path, person)
    words = person.text[: person.text.rindex("Send it?")]
    for line in (
        "3. Repositories: All of the owner's repositories",
        "5. Pull requests: On",
        "7. Access token: set (11 characters)",
        "8. Look for changes: every 30 minutes",
    ):
        assert line in person.heard
    assert "then repeats every 30 minutes" in words
    body = person.text[person.text.index("{") : person.text.rindex("}") + 1]
    assert json.loads(body)["credential"] == {"credentials": {"github_access_token": "********"}}
    assert "ghp_token_1" not in person.text
    assert "2. Connector name: GitHub: octocat" in person.heard


@pytest.mark.parametrize("count", range(1, 9))
def test_the_end_of_the_input_is_the_person_leaving_wherever_it_comes(
    tmp_path: Path, count: int
) -> None:
    lines = every("")[:count]
    answers = io.BytesIO("".join(f"{line}\n" for line in lines).encode())
    services, server = services_of(tmp_path)
    state = run(tmp_path, Pipe(answers, io.StringIO()), services=services)
    assert state.code is ExitCode.LEFT
    assert server.sent == []
    draft = draft_of(tmp_path)
    assert draft["type"] == "github"
    assert "ghp_token_1" not in json.dumps(draft)
    if count > 3:
        assert "octocat" in json.dumps(draft)


def test_without_any_answer_there_is_nothing_to_keep(tmp_path: Path) -> None:
    state = run(tmp_path, Pipe(io.BytesIO(), io.StringIO()))
    assert (state.code, state.message) == (ExitCode.LEFT, "")
    assert not (tmp_path / "drafts").exists()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("gitub", "GitHub"), "Type: One type may match"),
        (("google",), "Type: 4 types may match"),
        (("github", "", "9", "octocat"), "Repositories: Enter a number from 1 to 2"),
        (("github", "", "2", "", "octocat"), "Owner: Fill this in."),
        (("github", "", "2", "octocat", "maybe"), "Pull requests: Enter yes or no."),
        (("github", "", "2", "!octocat"), "Owner: ! alone is a command."),
        (("github", "", "2", "@/none"), "Owner: /none: This file doesn't exist."),
        ((*every("")[:4], "n", "n", ""), "Pull requests and Issues: Nothing to index"),
        ((*every("")[:7], ""), "Access token: Fill this in."),
        ((*every("")[:8], "8", "often"), "Look for changes: Enter an interval"),
        ((*every("")[:-1], ""), "Send it: Answer yes or no"),
    ],
)
def test_a_wrong_answer_of_a_pipe_ends_it_and_names_the_field(
    tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    answers = io.BytesIO("".join(f"{line}\n" for line in (*lines, *["yes"] * 20)).encode())
    services, server = services_of(tmp_path)
    state = run(tmp_path, Pipe(answers, io.StringIO()), services=services)
    assert state.code is ExitCode.USAGE
    assert said in state.message
    assert server.sent == []


def test_a_refusal_ends_a_pipe_with_its_own_status(tmp_path: Path) -> None:
    refused = Refused(kind=RefusalReason.SESSION, message="No.", status_code=403)
    services, server = services_of(tmp_path, refused)
    answers = io.BytesIO("".join(f"{line}\n" for line in (*every(""), *["x"] * 9)).encode())
    state = run(tmp_path, Pipe(answers, io.StringIO()), services=services)
    assert state.code is ExitCode.NOT_ALLOWED
    assert len(server.sent) == 1


def test_back_leads_through_the_steps_and_keeps_the_answers(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    person = Person(
        *every("Mine")[:8],  # up to the review
        *["<"] * 10,  # to the type
        "",  # and past all that is complete
        "yes",
        "",
    )
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    assert person.lines == []
    assert "Type (now github): " in person.heard
    assert "1 of 6: Connector name, required (now Mine): " in person.heard
    (request,) = server.sent
    assert request.config["repo_owner"] == "octocat"
    assert [secret.get_secret_value() for secret in request.secrets()] == ["ghp_token_1"]


def test_there_is_nothing_before_the_first_question(tmp_path: Path) -> None:
    person = Person("<")
    run(tmp_path, person)
    assert "This is the first question." in person.heard


def test_a_step_without_questions_is_passed_in_both_directions(tmp_path: Path) -> None:
    person = Person("web", "", "https://a.example", "", "", "<", "<", "<", "yes")
    run(tmp_path, person)
    assert not any("Step 3" in line for line in person.heard)
    assert any("Step 4" in line for line in person.heard)  # the schedule, on the way back
    assert person.heard[-1] == "5 of 7: Clean up Mintlify pages, yes or no (default yes): "


def test_a_number_at_the_review_leads_to_the_answer_and_back(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    person = Person(*every("")[:-1], "4", "hubot", "yes", "")
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    assert server.sent[0].config["repo_owner"] == "hubot"
    assert server.sent[0].name == "GitHub: hubot"


@pytest.mark.parametrize("name", ["mine.json", "mine.toml", "of mine.toml"])
def test_the_request_can_be_kept_as_a_file_and_as_a_command(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    person = Person(*every("Mine")[:-1], f"save {file}", f"save {file}", "curl", "no")
    run(tmp_path, person)
    said = next(line for line in person.heard if line.startswith("Saved."))
    (given,) = shlex.split(said.partition("clarm-wizard create ")[2])
    (reference,) = read(given).values["credential"]["credentials"].values()
    assert list(reference) == ["env"]
    assert f"Send it: {file}: It exists and won't be overwritten." in person.heard
    assert any("https://api.clarm.com/v1/sources/create" in line for line in person.heard)
    assert "ghp_token_1" not in file.read_text() + person.text


UNKNOWN_TOKEN = {"github_access_token": {"ask": True}}
KNOWN_TOKEN = {"github_access_token": {"env": "GITHUB_ACCESS_TOKEN"}}


@pytest.mark.parametrize(
    ("at", "suffix", "config", "credential"),
    [
        (0, "toml", None, None),
        (1, "toml", {"repo_owner": {"ask": True}}, UNKNOWN_TOKEN),
        (5, "json", {"repo_owner": "octocat"}, UNKNOWN_TOKEN),
        (7, "toml", {"repo_owner": "octocat"}, UNKNOWN_TOKEN),
        (8, "json", {"repo_owner": "octocat"}, KNOWN_TOKEN),
    ],
)
def test_what_is_known_can_be_kept_as_a_file_at_every_step(
    tmp_path: Path,
    at: int,
    suffix: str,
    config: dict[str, Any] | None,
    credential: dict[str, Any] | None,
) -> None:
    file = tmp_path / f"so far.{suffix}"
    answers = every("Mine")[:-1]
    person = Person(*answers[:at], f"!save {file}", "?", *answers[at:], "no")
    run(tmp_path, person)
    assert any(line.startswith("!save and a path writes") for line in person.heard) or at == 8
    assert "Send it? yes, no, test" in person.text  # each question got its own answer
    if config is None or credential is None:
        assert "Type: Choose a type before you save." in person.heard
        assert not file.exists()
        return
    values = read(str(file)).values
    assert values["config"].items() >= config.items()
    assert values["credential"]["credentials"] == credential
    assert "ghp_token_1" not in file.read_text() + person.text
    said = next(line for line in person.heard if line.startswith("Saved."))
    command = "create" if credential == KNOWN_TOKEN else "--from"
    (given, *_) = shlex.split(said.partition(f"clarm-wizard {command} ")[2])
    assert given == str(file)


def test_the_review_names_keys_that_no_field_knows_and_ends_with_what_can_be_changed(
    tmp_path: Path,
) -> None:
    file = tmp_path / "mine.json"
    config = {"repo_owner": "octocat", "include_pr": True}
    file.write_text(json.dumps({"name": "Mine", "type": "github", "config": config}))
    person = Person("ghp_token_1", "request", "no")
    run(tmp_path, person, Options(from_file=file))
    said = person.heard.index(
        "include_pr: Unknown field. It's sent unchanged. Did you mean `include_prs`?"
    )
    body = person.heard.index('  "name": "Mine",')
    first = next(n for n, line in enumerate(person.heard) if line.startswith("1. Type: GitHub"))
    assert first < said < body


def test_another_choice_at_the_review_asks_for_what_it_brings_up(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    person = Person(*every("")[:-1], "3", "Chosen", "docs", "", "", "", "yes", "")
    run(tmp_path, person, services=services)
    assert server.sent[0].config["repositories"] == "docs"


def test_another_type_at_the_review_starts_with_its_questions(tmp_path: Path) -> None:
    person = Person(*every("")[:-1], "1", "web")
    run(tmp_path, person)
    assert person.heard[-1] == "1 of 4: Connector name, required (now Website): "


def test_the_type_list_narrows_with_a_word(tmp_path: Path) -> None:
    person = Person("atlassian", "", "14")
    run(tmp_path, person)
    narrowed = [line for line in person.heard if "(jira)" in line or "(confluence)" in line]
    assert len(narrowed) >= 4  # in the short list and in the whole one
    assert "51. " in person.text
    assert any(line.startswith("Jira (jira): ") for line in person.heard)


def test_all_types_are_listed_with_what_is_popular_first(tmp_path: Path) -> None:
    person = Person("", "slack")
    run(tmp_path, person)
    at = person.heard.index("Popular:")
    assert [line.split("(")[1].split(")")[0] for line in person.heard[at + 1 : at + 9]] == [
        *catalog.POPULAR
    ]
    assert person.heard[at + 9] == "Code:"
    assert person.text.count("(notion)") == 2


def test_two_types_that_differ_in_case_are_told_apart(tmp_path: Path) -> None:
    for answer in ("outlook", "OUTLOOK"):
        services, _ = services_of(tmp_path / answer)
        run(tmp_path / answer, Person(answer), services=services)
        assert draft_of(tmp_path / answer)["type"] == answer


def test_keys_that_the_form_does_not_know_are_entered_as_json(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    config, credential = '{"depth": 3}', '{"token": "s3cret-value"}'
    person = Person("bookface", "", config, credential, "", "", "yes", "")
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    (request,) = server.sent
    assert request.config == {"depth": 3}
    assert request.credentials == {"token": Secret("s3cret-value")}
    assert "s3cret-value" not in person.text


def test_a_draft_is_taken_up_where_it_was_left_and_only_its_secrets_are_asked_again(
    tmp_path: Path,
) -> None:
    run(tmp_path, Person(*every("Mine")[:8], "<"))  # at the last question of the schedule
    (path,) = (tmp_path / "drafts").glob("*.json")
    services, server = services_of(tmp_path)
    person = Person("ghp_token_2", "", "", "yes", "")
    state = run(tmp_path, person, Options(resume=path.stem), services)
    assert state.code is ExitCode.DONE
    assert person.lines == []
    assert [s.get_secret_value() for s in server.sent[0].secrets()] == ["ghp_token_2"]
    assert not path.exists()


def test_a_draft_is_taken_up_at_its_question(tmp_path: Path) -> None:
    run(tmp_path, Person(*every("Mine")[:5]))
    (path,) = (tmp_path / "drafts").glob("*.json")
    person = Person()
    run(tmp_path, person, Options(resume=path.stem))
    assert person.heard[-1] == "5 of 6: Issues, yes or no (default no): "


def test_an_unknown_draft_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        run(tmp_path, Person(), Options(resume="00000000"))


def test_a_request_file_is_asked_for_what_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "github.json"
    file.write_text(json.dumps({"name": "Mine", "type": "github", "config": {"repo_owner": "o"}}))
    services, server = services_of(tmp_path)
    person = Person("ghp_token_1", "yes", "")
    state = run(tmp_path, person, Options(from_file=file), services)
    assert state.code is ExitCode.DONE
    assert person.lines == []
    assert "Access token: Fill this in." in person.heard
    assert server.sent[0].config["repo_owner"] == "o"


@pytest.mark.parametrize("change", [False, True])
def test_a_file_that_created_something_before_is_said_and_can_be_sent_again(
    tmp_path: Path, change: bool
) -> None:
    services, server = services_of(tmp_path)
    file = tmp_path / "mine.json"
    credential = {"credentials": {"slack_bot_token": "xoxb-1"}}
    file.write_text(json.dumps({"name": "Mine", "type": "slack", "credential": credential}))
    run(tmp_path, Person("yes", ""), Options(from_file=file), services)
    if change:
        file.write_text(file.read_text().replace("Mine", "Ours"))
    again = Person("yes", "")
    run(tmp_path, again, Options(from_file=file), services)
    said = (
        "“Mine” was created from this file before: connector ID 4711, credential ID 815. Sending "
        "it again creates another."
    )
    assert (said in again.heard) != change
    assert len(server.sent) == 2


def test_a_request_file_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    file.write_text("{")
    state = run(tmp_path, Person(), Options(from_file=file))
    assert state.code is ExitCode.USAGE
    assert str(file) in state.message


def test_another_like_this_begins_with_the_same_answers(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    again = ("", "", "hubot", "", "", "", "", "", "", "yes", "quit")
    person = Person(*every(""), "another", *again)
    state = run(tmp_path, person, services=services)
    assert [created.name for created in state.created] == ["GitHub: octocat", "GitHub: hubot"]
    assert len(server.sent) == 2
    assert person.lines == []


def test_a_disk_that_is_full_is_said_once_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(DraftStore, "save", full)
    services, server = services_of(tmp_path)
    person = Person(*every(""), "")
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    assert sum("The disk is full." in line for line in person.heard) == 1
    assert len(server.sent) == 1


def test_what_was_sent_before_without_an_end_is_said_at_the_start(tmp_path: Path) -> None:
    services, _ = services_of(tmp_path)
    services.history().intent(host=HOST, type="web", name="Docs", digest="0" * 64)
    person = Person()
    run(tmp_path, person, services=services)
    assert any("“Docs”" in line and "Look for" in line for line in person.heard)
