"""Every outcome of sending, told and dealt with line by line."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from pathlib import Path

import pytest

from tests.plain.steps import every, run
from tests.support.console import Person
from tests.support.services import CREATED, HOST, SESSION, services_of
from wizard.api import (
    FieldErrorMessage,
    NotConnected,
    NotConnectedReason,
    OutcomeUnknown,
    RefusalReason,
    Refused,
    UnknownReason,
)
from wizard.auth.account import Account
from wizard.storage.atomic import StorageError
from wizard.storage.history import History
from wizard.utils.exit_codes import ExitCode

UNKNOWN = OutcomeUnknown(
    reason=UnknownReason.CUT, message="The answer was lost.", server_message="half an ans"
)


def refused(kind: RefusalReason, *fields: FieldErrorMessage, said: str = "") -> Refused:
    return Refused(
        kind=kind, message=f"It is {kind}.", server_message=said, fields=fields, status_code=400
    )


def test_complaints_lead_to_their_questions_and_the_rest_is_said(tmp_path: Path) -> None:
    refusal = refused(
        RefusalReason.INVALID,
        FieldErrorMessage(("config", "repo_owner"), "No such owner."),
        FieldErrorMessage(("credential", "credentials", "github_access_token"), "Too short."),
        FieldErrorMessage(("somewhere",), "Odd."),
        said="nope\x1b[2J",
    )
    services, server = services_of(tmp_path, refusal, CREATED)
    person = Person(*every(""), "hubot", "ghp_token_2", "yes", "")
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    assert person.lines == []
    for line in (
        "Not created. It is invalid.",
        "Server response: nope",
        "somewhere: Odd.",
        "Owner: No such owner.",
        "Access token: Too short.",
    ):
        assert line in person.heard
    assert person.heard.count("Nothing has been sent yet.") == 1
    assert any(line.startswith("Sending again creates") for line in person.heard)
    assert server.sent[1].config["repo_owner"] == "hubot"


def test_a_name_that_is_taken_is_asked_again(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, refused(RefusalReason.DUPLICATE_NAME), CREATED)
    person = Person(*every("Mine"), "Ours", "yes", "")
    run(tmp_path, person, services=services)
    assert [request.name for request in server.sent] == ["Mine", "Ours"]
    assert person.text.count(f"It is {RefusalReason.DUPLICATE_NAME}.") == 1
    assert f"Connector name: It is {RefusalReason.DUPLICATE_NAME}." in person.heard


def test_a_refused_session_is_asked_for_masked_and_sent_with_at_once(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, refused(RefusalReason.SESSION), CREATED)
    person = Person(*every(""), 'fastapiusersauth="new-session"', "")
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    assert server.sessions == [SESSION, "new-session"]
    assert person.secret[-2] is True
    assert "new-session" not in person.text


def test_a_missing_session_is_asked_for_when_it_is_needed(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, account=Account(note="The keyring is locked."))
    person = Person(*every(""), "one; two", "", "?", "fine", "")
    run(tmp_path, person, services=services)
    assert "The keyring is locked." in person.heard
    assert sum(line.startswith("Session: ") for line in person.heard) == 2
    assert "one; two" not in person.text
    assert server.sessions == ["fine"]


def test_back_from_the_session_leads_to_the_review(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, account=Account())
    person = Person(*every(""), "<", "no")
    state = run(tmp_path, person, services=services)
    assert (state.code, server.sent) == (ExitCode.LEFT, [])


def test_what_is_not_allowed_may_be_tried_with_another_session(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, refused(RefusalReason.FORBIDDEN), CREATED)
    run(tmp_path, Person(*every(""), "yes", "admin-session", ""), services=services)
    assert server.sessions[1] == "admin-session"
    services, server = services_of(tmp_path / "no", refused(RefusalReason.FORBIDDEN))
    state = run(tmp_path / "no", Person(*every(""), "", "no"), services=services)
    assert state.code is ExitCode.NOT_ALLOWED
    assert len(server.sent) == 1


def test_a_refusal_that_names_no_field_leads_to_the_review(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, refused(RefusalReason.UNAVAILABLE), CREATED)
    state = run(tmp_path, Person(*every(""), "yes", ""), services=services)
    assert state.code is ExitCode.DONE
    assert len(server.sent) == 2


def test_without_a_connection_it_can_be_tried_again(tmp_path: Path) -> None:
    away = NotConnected(reason=NotConnectedReason.NAME, message="There is no such host.")
    services, _ = services_of(tmp_path, away, CREATED)
    person = Person(*every(""), "yes", "")
    assert run(tmp_path, person, services=services).code is ExitCode.DONE
    assert "There is no such host." in person.heard
    services, _ = services_of(tmp_path / "no", away)
    assert run(tmp_path / "no", Person(*every(""), "no"), services=services).code is ExitCode.FAILED


@pytest.mark.parametrize("answers", [("later",), ("",), ()])
def test_an_unknown_outcome_is_not_sent_again(tmp_path: Path, answers: tuple[str, ...]) -> None:
    services, server = services_of(tmp_path, UNKNOWN)
    person = Person(*every(""), *answers)
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.UNKNOWN
    assert len(server.sent) == 1
    assert "We don't know whether it was created. The answer was lost." in person.heard
    (entry,) = services.history().read().entries
    assert entry.exists is None
    assert "--resume" in state.message


@pytest.mark.parametrize(
    ("answers", "ids"),
    [
        ((), (None, None)),
        (("",), (None, None)),
        (("<",), (None, None)),
        (("x", "7", ""), (None, None)),
        (("x", "8", "<", "7", "70"), (7, 70)),
        (("7", "0"), (7, 0)),
    ],
)
def test_what_exists_after_all_is_noted_with_its_ids(
    tmp_path: Path, answers: tuple[str, ...], ids: tuple[int | None, int | None]
) -> None:
    services, server = services_of(tmp_path, UNKNOWN)
    person = Person(*every(""), "exists", *answers)
    state = run(tmp_path, person, services=services)
    assert state.code is ExitCode.DONE
    assert len(server.sent) == 1
    (entry,) = services.history().read().entries
    assert (entry.exists, entry.connector_id, entry.credential_id) == (True, *ids)
    known = "" if ids[0] is None else f", connector ID 7, credential ID {ids[1]}"
    assert f"Marked: “{entry.name}” exists{known}." in person.heard
    assert state.message == ""
    assert not services.has_drafts()


def test_an_unknown_outcome_is_sent_again_once_the_person_has_looked(tmp_path: Path) -> None:
    services, server = services_of(tmp_path, UNKNOWN, CREATED)
    state = run(tmp_path, Person(*every(""), "missing", "yes", ""), services=services)
    assert state.code is ExitCode.DONE
    assert len(server.sent) == 2


def test_what_may_have_been_created_by_an_earlier_run_is_asked_about_first(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    history = services.history()
    sent = {"host": HOST, "type": "github", "name": "Mine", "digest": "0" * 64}
    history.release(history.intent(**sent))  # type: ignore[arg-type]
    state = run(tmp_path, Person(*every("Mine"), "later"), services=services)
    assert (state.code, server.sent) == (ExitCode.UNKNOWN, [])
    state = run(tmp_path, Person(*every("Mine"), "missing", ""), services=services)
    assert state.code is ExitCode.DONE
    assert len(server.sent) == 1


@pytest.mark.parametrize(("answers", "exists"), [(["yes"], True), (["no", "<", "no"], None)])
def test_a_name_that_is_taken_now_may_be_noted_to_exist(
    tmp_path: Path, answers: list[str], exists: bool | None
) -> None:
    services, server = services_of(tmp_path, refused(RefusalReason.DUPLICATE_NAME))
    history = services.history()
    sent = {"host": HOST, "type": "github", "name": "Mine", "digest": "0" * 64}
    history.release(history.intent(**sent))  # type: ignore[arg-type]
    person = Person(*every("Mine"), "missing", *answers)
    run(tmp_path, person, services=services)
    assert len(server.sent) == 1
    assert "it probably exists" in person.text
    assert services.history().read().entries[-1].exists is (exists or False)


def test_what_cannot_be_noted_is_not_sent_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(History, "intent", full)
    services, server = services_of(tmp_path)
    run(tmp_path, Person(*every(""), "", "no"), services=services)
    assert server.sent == []
    services, server = services_of(tmp_path)
    state = run(tmp_path, Person(*every(""), "yes", ""), services=services)
    assert state.code is ExitCode.DONE
    assert len(server.sent) == 1


def test_waiting_is_said_and_ctrl_c_makes_the_outcome_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services, server = services_of(tmp_path)
    monkeypatch.setattr("wizard.plain.submit.PROGRESS_INTERVAL_SECONDS", 0.01)
    server.gate = asyncio.Event()
    person = Person(*every(""))
    hurry = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    hurry.start()
    state = run(tmp_path, person, services=services)
    hurry.join()
    assert state.code is ExitCode.UNKNOWN
    assert "Sending… (ctrl+c to stop)" in person.heard
    assert "Still waiting after 0.02 seconds… (ctrl+c to stop)" in person.heard
    (entry,) = services.history().read().entries
    assert entry.outcome == "unknown"


def test_what_another_run_sends_is_looked_at_again_and_not_sent(tmp_path: Path) -> None:
    services, server = services_of(tmp_path)
    other = services.history()
    sent = {"host": HOST, "type": "github", "name": "Mine", "digest": "0" * 64}
    intent = other.intent(**sent)  # type: ignore[arg-type]
    person = Person(*every("Mine"), "yes", "no", "no")
    state = run(tmp_path, person, services=services)
    assert (state.code, server.sent) == (ExitCode.LEFT, [])
    assert person.text.count("Not sent. Another run has been sending this for") == 2
    other.refused(intent, kind="invalid")
    assert run(tmp_path, Person(*every("Mine"), ""), services=services).code is ExitCode.DONE


def test_what_another_run_created_since_the_review_is_sent_once_more_if_wanted(
    tmp_path: Path,
) -> None:
    services, server = services_of(tmp_path)

    class Late(Person):
        """While the person thinks, another run creates it."""

        def ask(self, prompt: str) -> str:
            if prompt.startswith("Send it?") and not server.sent:
                other, _ = services_of(tmp_path, CREATED)
                run(tmp_path, Person(*every("Mine"), ""), services=other)
            return super().ask(prompt)

    no = Late(*every("Mine"), "no", "no")
    assert run(tmp_path, no, services=services).code is ExitCode.LEFT
    assert server.sent == []
    assert "Not sent. “Mine” was created before: connector ID 4711, credential ID 815." in no.heard
