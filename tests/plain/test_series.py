"""Several like this, line by line: from a result and from a former one."""

from __future__ import annotations

from pathlib import Path

from tests.plain.steps import every, run
from tests.support.console import Person
from tests.support.services import CREATED, services_of
from wizard.api import OutcomeUnknown, RefusalReason, Refused, UnknownReason
from wizard.core.options import Options
from wizard.utils.exit_codes import ExitCode

REFUSED = Refused(
    kind=RefusalReason.DUPLICATE_NAME, message="This name is taken.", fields=(), status_code=409
)
UNKNOWN = OutcomeUnknown(reason=UnknownReason.CUT, message="The answer was lost.")


def test_from_what_was_created_to_a_table_of_ids(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    person = Person(
        *every("Code"), "several", "<", "several", "Owner", "hubot", "monalisa", "", "", "Mona",
        "yes", "quit",
    )  # fmt: skip
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    sent = [(request.name, request.config["repo_owner"]) for request in server.sent]
    assert sent == [("Code", "octocat"), ("GitHub: hubot", "hubot"), ("Mona", "monalisa")]
    for request in server.sent:
        assert [secret.get_secret_value() for secret in request.secrets()] == ["ghp_token_1"]
    assert "This is “GitHub: hubot”. The same happens for “Mona”." in person.heard
    assert person.heard.count("CONNECTOR  CREDENTIAL  NAME") == 1
    assert "4711       815         Mona" in person.heard
    assert [made.name for made in state.created] == ["Code", "GitHub: hubot", "Mona"]
    assert not services.has_drafts()


def test_a_refusal_stops_there_and_says_what_exists(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, CREATED, CREATED, REFUSED)
    person = Person(
        *every("Code"), "several", "Owner", "a", "b", "c", "", "", "", "", "yes", "Better", "yes",
        "quit",
    )  # fmt: skip
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    assert [request.name for request in server.sent] == [
        "Code", "GitHub: a", "GitHub: b", "Better", "GitHub: c",
    ]  # fmt: skip
    said = "Created: “GitHub: a” (4711 / 815). This is “Better”. The same happens for “GitHub: c”."
    assert said in person.heard
    assert person.lines == []


def test_what_exists_after_all_is_passed_over(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, CREATED, UNKNOWN)
    person = Person(
        *every("Code"), "several", "Owner", "a", "b", "", "", "", "yes", "exists", "", "yes", "quit"
    )
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    assert [request.name for request in server.sent] == ["Code", "GitHub: a", "GitHub: b"]


def test_like_a_former_one_with_the_token_asked_anew(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    run(tmp_path, Person(*every("Code"), "quit"), services=services)
    [former] = services.history().read().entries
    person = Person("several", "Owner", "a", "b", "", "", "", "ghp_token_2", "yes", "quit")
    state = run(tmp_path, person, Options(again=former.id), services)
    assert state.code is ExitCode.DONE
    assert [request.name for request in server.sent[1:]] == ["GitHub: a", "GitHub: b"]
    for request in server.sent[1:]:
        assert [secret.get_secret_value() for secret in request.secrets()] == ["ghp_token_2"]
    assert person.lines == []


def test_what_is_left_of_them_goes_on_from_the_draft(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, CREATED, CREATED, REFUSED)
    person = Person(*every("Code"), "several", "Owner", "a", "b", "c", "", "", "", "", "yes")
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.FAILED
    [draft] = services.drafts().list().drafts
    assert "ghp_token_1" not in (services.paths.drafts / f"{draft.id}.json").read_text()
    person = Person(*[""] * 6, "ghp_token_2", *["", ""], "yes", "quit")
    state = run(tmp_path, person, Options(resume=draft.id), services)
    assert [request.name for request in server.sent[3:]] == ["GitHub: b", "GitHub: c"]
    assert state.code is ExitCode.DONE
