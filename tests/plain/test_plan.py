"""The list of a folder's sources, line by line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.plain.steps import run
from tests.support.console import Person
from tests.support.services import CREATED, FakeServices, services_of
from wizard.api import OutcomeUnknown, UnknownReason
from wizard.core.options import Options
from wizard.core.results import RunResult
from wizard.plan.states import day
from wizard.storage.record import FILE_NAME
from wizard.utils.exit_codes import ExitCode
from wizard.utils.timestamps import now

TOKEN = "xoxb-12345-made-up"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "sources"
    path.mkdir()
    return path


def write(folder: Path, name: str, **note: Any) -> None:
    path = folder / f"{name}.json"
    path.touch(0o600)
    credential = {"credentials": {"slack_bot_token": {"ask": True}}}
    values = {
        "name": name.strip("\x1b").capitalize(),
        "type": "slack",
        "credential": credential,
        "note": note,
    }
    path.write_text(json.dumps(values))


def work(
    services: FakeServices,
    folder: Path,
    *lines: str,
    owner: str | None = None,
    type: str | None = None,
) -> tuple[RunResult, Person]:
    person = Person(*lines)
    options = Options(from_file=folder, owner=owner, type=type, plain=True)
    return run(services.folder, person, options, services), person


def test_from_the_list_to_the_ids_and_back_to_the_list(tmp_path: Path, folder: Path) -> None:
    write(folder, "alpha", owner="it", say="Ask Bea.", ticket="OPS-1")
    write(folder, "beta", owner="it")
    write(folder, "gamma", owner="sales")
    services, server = services_of(tmp_path)
    result, person = work(
        services, folder, "", TOKEN, "yes", "list", "2", TOKEN, "yes", "1", "", owner="it"
    )
    assert result.code is ExitCode.DONE
    assert [made.name for made in result.created] == ["Alpha", "Beta"]
    assert [request.name for request in server.sent] == ["Alpha", "Beta"]
    assert "gamma" not in person.text
    assert person.heard.count("sources: 1 of 2 created for it.") == 2
    for line in (
        "sources: 0 of 2 created for it.",
        "Next: beta (1 left for it).",
        "Ask Bea.",
        "Ticket: OPS-1",
        "sources: 2 of 2 created for it.",
        f"connector_id {CREATED.connector_id}   credential_id {CREATED.credential_id}",
    ):
        assert line in person.heard
    assert "What next?" not in person.text
    assert "first question" not in person.text
    assert result.message == ""
    assert str(CREATED.connector_id) in (folder / FILE_NAME).read_text()


def test_a_file_that_changes_below_the_list_is_opened_as_it_is_now(
    tmp_path: Path, folder: Path
) -> None:
    class Editor(Person):
        edits: ClassVar[list[Callable[[], object]]] = []

        def ask(self, prompt: str) -> str:
            if prompt.startswith("Which one?") and self.edits:
                self.edits.pop(0)()
            return super().ask(prompt)

    for name in ("alpha", "beta"):
        write(folder, name)
    first, second = (folder / f"{name}.json" for name in ("alpha", "beta"))
    renamed = first.read_text().replace("Alpha", "Omega")
    rows = json.dumps({**json.loads(second.read_text()), "each": [{"n": 1}]})
    Editor.edits += [lambda: first.write_text(renamed), lambda: second.write_text(rows)]
    services, server = services_of(tmp_path)
    person = Editor("1", TOKEN, "yes", "2", "quit")
    run(services.folder, person, Options(from_file=folder, plain=True), services)
    assert [request.name for request in server.sent] == ["Omega"]
    assert "beta isn't in this file now." in person.text


def test_leaving_in_the_middle_says_how_to_go_on_and_goes_on(tmp_path: Path, folder: Path) -> None:
    (folder / "code.json").write_text(
        json.dumps({"type": "github", "config": {"repo_owner": {"ask": True}}})
    )
    services, server = services_of(tmp_path)
    services.given = ("--api-url", "https://staging.example.com")
    result, person = work(services, folder, "next", "octocat")
    assert result.code is ExitCode.LEFT
    again = f"clarm-wizard --plain --api-url https://staging.example.com --from {folder}"
    assert result.message == f"To continue: {again}"
    _, person = work(services, folder, "quit")
    assert "started: at " in person.text
    _, person = work(services, folder, "next", "!", "<", "<", "<", "<", "<", "<", "quit")
    assert "octocat" in person.text
    assert not server.sent


def test_the_list_takes_nothing_else(tmp_path: Path, folder: Path) -> None:
    write(folder, "alpha")
    services, _ = services_of(tmp_path)
    result, person = work(services, folder, "7", "<", "?", "q")
    assert result.code is ExitCode.DONE
    assert "Enter a number from 1 to 1, next, list or quit." in person.heard
    assert "This is the list. To end the wizard, enter quit." in person.heard
    assert any("opens that connector" in line for line in person.heard)


@pytest.mark.parametrize(
    ("found", "state", "code"),
    [
        ("exists", f"created {day(now())} (7 / 70)", ExitCode.DONE),
        ("missing", "started: at Review", ExitCode.DONE),
        ("later", "check in Clarm", ExitCode.DONE),
    ],
)
def test_a_lost_answer_is_settled(
    tmp_path: Path, folder: Path, found: str, state: str, code: ExitCode
) -> None:
    write(folder, "alpha")
    lost = OutcomeUnknown(reason=UnknownReason.CUT, message="Lost.", server_message="")
    services, server = services_of(tmp_path, lost)
    result, person = work(services, folder, "", TOKEN, "yes", "later", "quit")
    assert result.code is ExitCode.UNKNOWN
    assert "check in Clarm" in person.heard[-2]
    ids = ["x", "7", "70"] if found == "exists" else []
    result, person = work(services, folder, "1", found, *ids, "list", "quit")
    assert result.code is code
    lines = [line for line in person.heard if line.startswith("1. alpha (slack): ")]
    assert lines[-1].startswith(f"1. alpha (slack): {state}")
    assert len(server.sent) == 1


def test_a_folder_or_an_owner_without_sources_is_refused(tmp_path: Path, folder: Path) -> None:
    services, _ = services_of(tmp_path)
    result, _ = work(services, folder)
    assert result.code is ExitCode.USAGE
    assert "has no request files" in result.message
    write(folder, "alpha", owner="it")
    result, _ = work(services, folder, owner="iit")
    assert result.code is ExitCode.USAGE
    assert "Owners: it." in result.message
    result, _ = work(services, folder, type="web")
    assert result.code is ExitCode.USAGE
    assert "No source has that type. Types: slack." in result.message
    result, _ = work(services, folder, "quit", type="slack", owner="it")
    assert result.code is ExitCode.DONE
    assert result.message.endswith(f"--from {folder} --owner it --type slack")


def test_hostile_words_are_cleaned(tmp_path: Path, folder: Path) -> None:
    write(folder, "\x1b[2Jalpha", owner="\x1b[31mit", say="\x1b]0;x\x07Ask.", ticket="\u202ex")
    services, _ = services_of(tmp_path)
    _, person = work(services, folder, "next")
    assert "\x1b" not in person.text
    assert "\u202e" not in person.text
